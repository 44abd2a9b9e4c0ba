#include "plim/grammar/parse.hpp"

#include <algorithm>

#include "plim/core/name.hpp"
#include "plim/grammar/layout.hpp"
#include "plim/grammar/settings.hpp"
#include "plim/random/address.hpp"

namespace plim {
namespace {

constexpr std::int64_t any_integer = std::numeric_limits<std::int64_t>::max();

/// Reads the top-level tables of a study.
class StudyParser {
 public:
  StudyParser(const Node& root, const Catalogue& catalogue, Faults& faults)
      : root_(root, {root.where.file, 1, 1}, "", "study file", faults),
        catalogue_(catalogue),
        faults_(faults) {}

  StudySpec operator()() {
    read_study();
    for (const Node::Entry* e : entries("population")) {
      spec_.populations.push_back(parse_population(*e, catalogue_, faults_));
    }
    for (const Node::Entry* e : entries("sample")) read_sample(*e);
    for (const Node::Entry* e : entries("model"))
      spec_.models.push_back(parse_model(*e, catalogue_, faults_));
    for (const Node::Entry* e : entries("estimate")) {
      spec_.estimates.push_back(parse_estimate(*e, catalogue_, faults_));
    }
    for (const Node::Entry* e : entries("check"))
      spec_.checks.push_back(parse_check(*e, catalogue_, faults_));
    read_verdict();
    read_replicates();
    read_output();
    read_parts_to_come();
    for (const char* kind : {"population", "sample", "estimate"}) {
      if (root_.take(kind) == nullptr) {
        faults_.add(root_.where(), "",
                    "the study has no " + std::string(kind) + "; write [" + kind + ".NAME]");
      }
    }
    if (root_.take("replicates") == nullptr) {
      faults_.add(root_.where(), "", "the study has no replicates; write replicates = { fixed = ... }");
    }
    root_.finish();
    check_references();
    return std::move(spec_);
  }

 private:
  /// The entries of a table of named things.
  std::vector<const Node::Entry*> entries(const std::string& kind) {
    const Node* node = root_.take(kind);
    std::vector<const Node::Entry*> found;
    if (node == nullptr) return found;
    if (node->table() == nullptr) {
      faults_.add(node->where, kind, "must hold named tables, as in [" + kind + ".NAME]");
      return found;
    }
    for (const Node::Entry& entry : *node->table()) {
      found.push_back(&entry);
      const std::string name = kind + " \"" + printable(entry.key) + "\"";
      if (const std::optional<std::string> why = refuse_name(entry.key))
        faults_.add(entry.where, "", name + ": " + *why);
      const bool taken = (kind == "sample" && is_taken_at_root(entry.key)) ||
                         (kind == "estimate" && is_taken_in_population(entry.key));
      if (taken) faults_.add(entry.where, "", name + ": the name is taken by the layout of the result file");
    }
    return found;
  }

  std::optional<TableReader> single(const std::string& kind) {
    const Node* node = root_.take(kind);
    if (node == nullptr) return std::nullopt;
    return TableReader(*node, node->where, kind, kind, faults_);
  }

  void read_study() {
    std::optional<TableReader> table = single("study");
    if (!table) return;
    spec_.title = table->text("title");
    spec_.aim = table->text("aim");
    spec_.seed = static_cast<std::uint64_t>(table->integer("seed", 0, any_integer).value_or(0));
    table->finish();
  }

  void read_sample(const Node::Entry& entry) {
    TableReader table(entry.node, entry.where, "sample", "sample." + entry.key, faults_);
    SampleSpec sample;
    sample.name = entry.key;
    sample.where = entry.where;
    table.take_required("from");
    sample.from = table.names("from");
    if (const Node* n = table.take_required("n")) {
      sample.sizes = read_sizes(*n, table.path_of("n"), faults_);
      sample.sizes_where = n->where;
    }
    sample.path = table.choice("path", {"nested", "independent"});
    sample.route = table.choice("route", {"auto", "draw", "short"});
    table.finish();
    spec_.samples.push_back(std::move(sample));
  }

  void read_verdict() {
    std::optional<TableReader> table = single("verdict");
    if (!table) return;
    if (const std::optional<double> level = table->real("level")) {
      spec_.verdict.level = *level;
      if (!(*level > 0 && *level < 0.5))
        table->fault(table->take("level")->where, "level", "must be above 0 and below 0.5");
    }
    if (const std::optional<double> most = table->real("max_failures")) {
      spec_.verdict.max_failures = *most;
      if (!(*most >= 0 && *most <= 1))
        table->fault(table->take("max_failures")->where, "max_failures", "must be a share, from 0 to 1");
    }
    if (const Node* looks = table->take("looks")) read_looks(*looks);
    table->finish();
  }

  void read_looks(const Node& node) {
    std::vector<std::uint64_t>& looks = spec_.verdict.looks;
    const Node::Array* array = node.array();
    for (const Node& item : array != nullptr ? *array : Node::Array{}) {
      const std::int64_t* look = item.integer();
      const bool ascends =
          look != nullptr && *look > 0 && (looks.empty() || *look > static_cast<std::int64_t>(looks.back()));
      if (!ascends) return faults_.add(item.where, "verdict.looks", "must ascend: positive integers");
      looks.push_back(static_cast<std::uint64_t>(*look));
    }
    if (looks.empty()) faults_.add(node.where, "verdict.looks", "must list numbers of replicates");
  }

  void read_replicates() {
    std::optional<TableReader> table = single("replicates");
    if (!table) return;
    const auto most = static_cast<std::int64_t>(replicate_limit) - 1;
    spec_.block = static_cast<std::uint64_t>(table->integer("block", 1, 65536).value_or(64));
    if (const Node* rule = table->take("rule")) {
      report_unknown(faults_, rule->where, "replicates.rule", "rule",
                     rule->text() ? *rule->text() : to_toml(*rule), {});
      table->take("max");
      table->take("targets");
    } else {
      table->take_required("fixed");
      spec_.replicates = static_cast<std::uint64_t>(table->integer("fixed", 1, most).value_or(1));
    }
    table->finish();
  }

  void read_output() {
    std::optional<TableReader> table = single("output");
    if (!table) return;
    for (const std::string& name : table->names("keep")) {
      if (name != "estimates") {
        report_unknown(faults_, table->where(), "output.keep", "part of the output", name, {"estimates"});
      }
      spec_.keep_estimates = true;
    }
    spec_.trajectories = static_cast<std::uint64_t>(table->integer("trajectories", 0, 65536).value_or(16));
    if (const Node* samples = table->take("samples")) {
      report_unknown(faults_, samples->where, "output.samples", "form of samples",
                     samples->text() ? *samples->text() : to_toml(*samples), {});
    }
    table->finish();
  }

  /// Kinds of the grammar whose catalogue is still empty: each names what it needs.
  void read_parts_to_come() {
    for (const Node::Entry* e : entries("solve")) report_verb("solve", *e);
    if (const Node* time = root_.take("time")) {
      const Node* measure = time->find("measure");
      report_unknown(faults_, time->where, "time.measure", "time measure",
                     measure != nullptr && measure->text() ? *measure->text() : "", {});
    }
  }

  void report_verb(const std::string& kind, const Node::Entry& entry) {
    std::vector<std::string> verbs;
    for (const auto& verb : catalogue_.verbs()) {
      if (!verb->of_sample) verbs.emplace_back(verb->name);
    }
    verbs.emplace_back("calibrated");
    std::string all;
    for (const std::string& verb : verbs) all += (all.empty() ? "" : ", ") + verb;
    const std::string key = kind + "." + entry.key;
    for (const std::string& verb : verbs) {
      if (const Node* node = entry.node.find(verb)) {
        return report_unknown(faults_, node->where, key, kind + " verb", verb, {});
      }
    }
    faults_.add(entry.where, key, "has none of the verbs " + all);
  }

  template <class Spec>
  void check_names(const std::vector<std::string>& used, const std::vector<Spec>& specs,
                   const Position& where, const std::string& key, const std::string& kind) {
    for (const std::string& name : used) {
      const auto same = [&name](const Spec& s) { return s.name == name; };
      if (std::any_of(specs.begin(), specs.end(), same)) continue;
      report_unknown(faults_, where, key, kind, name, names_of(specs));
    }
  }

  void check_references() {
    for (const SampleSpec& sample : spec_.samples) {
      check_names(sample.from, spec_.populations, sample.where, "sample." + sample.name + ".from",
                  "population");
    }
    for (const EstimateSpec& estimate : spec_.estimates) {
      const std::string key = "estimate." + estimate.name;
      check_names(estimate.on, spec_.samples, estimate.where, key + ".on", "sample");
      check_names(estimate.models, spec_.models, estimate.where, key + ".model", "model");
      const std::shared_ptr<const Estimand> form = catalogue_.find_estimand(estimate.of);
      if (form == nullptr || form->about != ArgumentKind::population) continue;
      for (const TermSpec& t : estimate.arguments.about)
        check_names({t.name}, spec_.populations, t.where, key + ".of", "population");
    }
    for (const CheckSpec& check : spec_.checks) {
      if (!check.estimate.empty())
        check_names({check.estimate}, spec_.estimates, check.where, "check." + check.name + ".estimate",
                    "estimate");
      if (!check.sample.empty())
        check_names({check.sample}, spec_.samples, check.where, "check." + check.name + ".sample", "sample");
      if (const auto verb = catalogue_.find_verb(check.verb); verb != nullptr && verb->of_sample)
        check_claim(check);
    }
  }

  /// The population that a sample is held against: "population" is its own, and never another of that name.
  void check_claim(const CheckSpec& check) {
    const std::string key = "check." + check.name + "." + check.verb;
    std::vector<std::string> names = names_of(spec_.populations);
    const auto is_named = [&names](const std::string& name) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (check.target.kind != TargetSpec::Kind::population) {
      if (is_named("population"))
        faults_.add(check.target.where, key,
                    "\"population\" is the sample's own and the name of another; give that one another name");
    } else if (!is_named(check.target.text)) {
      names.emplace_back("population");
      report_unknown(faults_, check.target.where, key, "population", check.target.text, names);
    }
  }

  TableReader root_;
  const Catalogue& catalogue_;
  Faults& faults_;
  StudySpec spec_;
};

}  // namespace

StudySpec parse_study(const Node& root, const Catalogue& catalogue, Faults& faults) {
  return StudyParser(root, catalogue, faults)();
}

}  // namespace plim
