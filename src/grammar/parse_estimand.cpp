#include <algorithm>

#include "plim/grammar/parse.hpp"

namespace plim {
namespace {

/// Reads { NAME = about, given = given } by the form of NAME.
class EstimandParser {
 public:
  EstimandParser(const Node& of, const std::string& key, const Catalogue& catalogue, Faults& faults)
      : of_(of), key_(key), catalogue_(catalogue), faults_(faults) {}

  bool operator()(EstimateSpec& estimate) {
    const Estimand* form = head();
    if (form == nullptr) return false;
    estimate.of = form->name;
    const std::size_t before = faults_.list().size();
    for (const Node::Entry& entry : *of_.table()) {
      if (entry.key == form->name && form->about == ArgumentKind::number) {
        read_number(entry.node, *form, estimate.arguments);
      } else if (entry.key == form->name) {
        read(entry.node, form->about, *form, estimate.arguments.about);
      } else if (entry.key == "given" && form->given != ArgumentKind::none) {
        read(entry.node, form->given, *form, estimate.arguments.given);
      } else if (entry.key == "minus" && form->of_columns) {
        read(entry.node, ArgumentKind::column, *form, estimate.arguments.minus);
      } else {
        faults_.add(entry.where, key_ + "." + entry.key,
                    "unknown key; the estimand is written as in " + std::string(form->example));
      }
    }
    if (faults_.list().size() > before) return false;
    check_numbers(*form, estimate.arguments);
    return faults_.list().size() == before;
  }

 private:
  /// The form of the one key that names an estimand.
  const Estimand* head() {
    std::string names;
    for (const Node::Entry& entry : *of_.table()) {
      const std::shared_ptr<const Estimand> form = catalogue_.find_estimand(entry.key);
      if (form != nullptr && form->has_arguments()) return form.get();
      names += (names.empty() ? "" : ", ") + entry.key;
    }
    std::vector<std::string> known;
    for (const auto& e : catalogue_.estimands()) {
      if (e->has_arguments()) known.emplace_back(e->name);
    }
    report_unknown(faults_, of_.where, key_, "estimand with arguments", names, known);
    return nullptr;
  }

  void fail(const Node& at, const Estimand& form) {
    faults_.add(at.where, key_, "has " + to_toml(at) + "; the estimand is written as in " + form.example);
  }

  void read_number(const Node& node, const Estimand& form, EstimandArguments& arguments) {
    const auto* real = std::get_if<double>(&node.value);
    if (real == nullptr && node.integer() == nullptr) return fail(node, form);
    const Outcome<Value> number =
        accept({form.name, form.domain, ""}, real != nullptr ? Value(*real) : Value(*node.integer()));
    if (!number) return faults_.add(node.where, key_ + "." + form.name, number.reason());
    arguments.number = std::get<double>(*number);
  }

  void read(const Node& node, ArgumentKind kind, const Estimand& form, std::vector<TermSpec>& terms) {
    if (kind == ArgumentKind::event) {
      if (node.table() == nullptr || node.table()->empty()) return fail(node, form);
      for (const Node::Entry& entry : *node.table()) {
        const std::string* level = entry.node.text();
        if (level == nullptr) return fail(entry.node, form);
        terms.push_back({entry.key, *level, entry.node.where});
      }
    } else if (const std::string* name = node.text()) {
      terms.push_back({*name, std::nullopt, node.where});
    } else if (node.array() != nullptr && !node.array()->empty()) {
      for (const Node& item : *node.array()) {
        if (item.text() == nullptr) return fail(item, form);
        terms.push_back({*item.text(), std::nullopt, item.where});
      }
    } else {
      fail(node, form);
    }
  }

  void check_numbers(const Estimand& form, const EstimandArguments& arguments) {
    const auto need = [&](const std::string& what) {
      faults_.add(of_.where, key_, std::string(form.name) + " needs " + what + ", as in " + form.example);
    };
    if (form.terms != 0 && arguments.about.size() != form.terms) need(std::to_string(form.terms) + " names");
    if (!form.given_optional && arguments.given.empty()) need("given = ...");
    if (arguments.minus.size() > 1 || (arguments.about.empty() && !arguments.minus.empty()))
      need("one column, less one other");
    if (form.about == ArgumentKind::event) return;
    std::vector<TermSpec> all = arguments.about;
    all.insert(all.end(), arguments.given.begin(), arguments.given.end());
    all.insert(all.end(), arguments.minus.begin(), arguments.minus.end());
    for (auto t = all.begin(); t != all.end(); ++t) {
      if (std::any_of(all.begin(), t, [t](const TermSpec& before) { return before.name == t->name; })) {
        faults_.add(t->where, key_, "names \"" + t->name + "\" twice");
      }
    }
  }

  const Node& of_;
  const std::string key_;
  const Catalogue& catalogue_;
  Faults& faults_;
};

}  // namespace

bool parse_estimand_arguments(const Node& of, const std::string& key, const Catalogue& catalogue,
                              EstimateSpec& estimate, Faults& faults) {
  return EstimandParser(of, key, catalogue, faults)(estimate);
}

std::string readable_estimand(const EstimateSpec& estimate) {
  if (estimate.arguments.empty()) return estimate.of;
  const auto list = [](const std::vector<TermSpec>& terms) {
    std::string text;
    for (const TermSpec& t : terms)
      text += (text.empty() ? "" : ", ") + t.name + (t.level ? "=" + *t.level : "");
    return text;
  };
  if (estimate.arguments.number) return estimate.of + "(" + readable(Value(*estimate.arguments.number)) + ")";
  const std::string given = estimate.arguments.given.empty() ? "" : " | " + list(estimate.arguments.given);
  const std::string minus = estimate.arguments.minus.empty() ? "" : " - " + list(estimate.arguments.minus);
  return estimate.of + "(" + list(estimate.arguments.about) + minus + given + ")";
}

}  // namespace plim
