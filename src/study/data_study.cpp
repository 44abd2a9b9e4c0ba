#include "plim/study/data_study.hpp"

#include <algorithm>

#include "estimand_words.hpp"
#include "plim/core/error.hpp"
#include "plim/core/suggest.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/study/words.hpp"

namespace plim {
namespace {

bool estimates(const EstimatorEntry& e, const std::string& estimand) {
  return std::find(e.estimands.begin(), e.estimands.end(), estimand) != e.estimands.end();
}

/// Writes the question as the tables of a study, so that the study's own parser reads it.
class StudyOfData {
 public:
  /// With log-likelihood or log evidence beside what is asked, or without these companions.
  StudyOfData(const DataQuestion& question, const Catalogue& catalogue, bool companions)
      : question_(question), catalogue_(catalogue), companions_(companions) {
    family_ = split_outside(question.family, ',').front();
    smoothing_ = split_outside(question.smoothing, ',').front();
    if (!family_.empty()) check_family();
    write_model();
    for (const std::string& words : question.estimators) write_estimator(words);
    if (companions) write_tests_of_independence();
  }

  StudySpec parse(Faults& faults) const {
    StudySpec spec;
    spec.title = "data";
    spec.replicates = spec.block = 1;
    spec.trajectories = 0;
    if (const Node* models = root_.find("model")) {
      for (const Node::Entry& entry : *models->table())
        spec.models.push_back(parse_model(entry, catalogue_, faults));
    }
    for (const Node::Entry& entry : *root_.find("estimate")->table())
      spec.estimates.push_back(parse_estimate(entry, catalogue_, faults));
    return spec;
  }

 private:
  [[noreturn]] void unknown(const std::string& what, const std::string& name, const Strings& known) const {
    const std::string near = suggest(name, known);
    const std::string all = listed(known, ", ");
    throw Error(ExitCode::usage, "unknown " + what + " \"" + name + "\"" +
                                     (near.empty() ? "" : " (did you mean \"" + near + "\"?)") +
                                     (all.empty() ? "" : "; there are " + all));
  }

  void check_family() const {
    const Strings known = catalogue_.likelihoods();
    if (std::find(known.begin(), known.end(), family_) != known.end()) return;
    if (const std::string why = catalogue_.why_no_likelihood(family_); !why.empty())
      throw Error(ExitCode::usage, "--family " + family_ + ": " + why);
    unknown("family", family_, known);
  }

  /// KEY=VALUE pieces under a dotted key.
  void set_pieces(const std::string& at, const Strings& pieces, std::size_t from, const std::string& words) {
    for (std::size_t i = from; i < pieces.size(); ++i) {
      const std::size_t equals = pieces[i].find('=');
      if (equals == std::string::npos || equals == 0)
        throw Error(ExitCode::usage, words + ": \"" + pieces[i] + "\" must be KEY=VALUE");
      set_value(root_, at + "." + pieces[i].substr(0, equals), pieces[i].substr(equals + 1), words);
    }
  }

  void write_model() {
    if (!family_.empty()) {
      const std::string words = "--family " + question_.family;
      set_value(root_, "model.m.likelihood", in_quotes(family_), words);
      set_pieces("model.m", split_outside(question_.family, ','), 1, words);
    }
    if (!smoothing_.empty()) {
      const std::string words = "--smoothing " + question_.smoothing;
      set_value(root_, "model.m.smoothing", in_quotes(smoothing_), words);
      set_pieces("model.m", split_outside(question_.smoothing, ','), 1, words);
    }
    for (const std::string& prior : question_.priors) write_prior(prior);
  }

  /// PARAMETER=LAW,key=value..., or LAW,key=value... of all parameters together.
  void write_prior(const std::string& prior) {
    const std::string words = "--prior " + prior;
    const Strings pieces = split_outside(prior, ',');
    const std::size_t equals = pieces[0].find('=');
    if (family_.empty()) throw Error(ExitCode::usage, words + ": a prior needs --family");
    if (pieces[0].empty() || equals == 0) {
      throw Error(ExitCode::usage,
                  words + ": must be PARAMETER=LAW,key=value..., as in p=beta,alpha=1,beta=1");
    }
    const bool joint = equals == std::string::npos;
    const std::string at = joint ? "model.m.prior" : "model.m.prior." + pieces[0].substr(0, equals);
    set_value(root_, at + ".law", in_quotes(joint ? pieces[0] : pieces[0].substr(equals + 1)), words);
    set_pieces(at, pieces, 1, words);
  }

  bool suits_model(const EstimatorEntry& e) const {
    if (e.oracle || e.needs_reference || (e.needs_smoothing && smoothing_.empty())) return false;
    return e.likelihood.empty() || e.likelihood == family_;
  }

  void write_estimator(const std::string& words) {
    const std::size_t open = words.find('(');
    const std::string name = words.substr(0, open);
    std::string options = open == std::string::npos ? "" : words.substr(open + 1);
    if (open != std::string::npos && (options.empty() || options.back() != ')'))
      throw Error(ExitCode::usage, "--estimator " + words + ": the bracket is not closed");
    if (!options.empty()) options.pop_back();
    for (const std::string& estimand : estimands_for(name)) {
      const std::string at = begin_estimate(estimand, "--estimator " + words);
      set_value(root_, at + ".with.use", in_quotes(name), "--estimator " + words);
      if (!options.empty()) set_pieces(at + ".with", split_outside(options, ','), 0, "--estimator " + words);
      write_companion(name, at, estimand, "--estimator " + words);
    }
  }

  /// What an estimator of that name is to estimate here.
  Strings estimands_for(const std::string& name) const {
    Strings fitting, all, names, families;
    bool takes_smoothing = false;
    for (const EstimatorEntry& e : catalogue_.estimators()) {
      if (e.oracle) continue;
      if (suits_model(e)) names.push_back(e.name);
      if (e.name != name) continue;
      if (suits_model(e)) {
        fitting.insert(fitting.end(), e.estimands.begin(), e.estimands.end());
      } else if (e.needs_smoothing) {
        takes_smoothing = true;
      } else {
        families.push_back(e.likelihood);
      }
    }
    sort_out(names);
    sort_out(families);
    if (fitting.empty() && (takes_smoothing || !families.empty())) {
      const std::string family =
          families.empty() ? "" : "--family NAME, which may be " + listed(families, " or ");
      const bool both = takes_smoothing && !families.empty();
      const std::string why = catalogue_.why_no_likelihood(family_);
      throw Error(ExitCode::usage, name + " needs " + (takes_smoothing ? "--smoothing NAME" : "") +
                                       (both ? " or " : "") + family + (why.empty() ? "" : "; " + why));
    }
    if (fitting.empty()) unknown("estimator", name, names);
    if (question_.of.empty()) return preferred(fitting);
    for (const std::string& estimand : question_.of) {
      if (!question_.pair && is_of_pairs(estimand))
        throw Error(ExitCode::usage, estimand + " compares two samples; give the other one by --second");
      if (!question_.joint && head_of(estimand) != estimand && !has_number(estimand)) {
        throw Error(ExitCode::usage,
                    estimand + " is about factors; name their columns by --factors, as in --factors A,B");
      }
    }
    for (const std::string& estimand : question_.of) {
      if (std::find(fitting.begin(), fitting.end(), head_of(estimand)) != fitting.end())
        all.push_back(estimand);
    }
    if (!all.empty()) return all;
    names.clear();
    for (const EstimatorEntry& e : catalogue_.estimators()) {
      for (const std::string& estimand : question_.of) {
        if (suits_model(e) && estimates(e, head_of(estimand))) names.push_back(e.name);
      }
    }
    if (names.empty()) unknown("estimand", head_of(question_.of.front()), estimands());
    unknown("estimator of " + question_.of.front(), name, names);
  }

  /// True of an estimand whose argument is a number.
  bool has_number(const std::string& estimand) const {
    const std::shared_ptr<const Estimand> e = catalogue_.find_estimand(head_of(estimand));
    return e != nullptr && e->about == ArgumentKind::number;
  }

  bool is_of_pairs(const std::string& estimand) const {
    const std::shared_ptr<const Estimand> e = catalogue_.find_estimand(estimand);
    return e != nullptr &&
           (e->pairs == Pairs::yes || (e->pairs == Pairs::unless_smoothed && smoothing_.empty()));
  }

  /// All that the catalogue's estimators can estimate under this model.
  Strings estimands() const {
    Strings all;
    for (const EstimatorEntry& e : catalogue_.estimators()) {
      if (suits_model(e)) all.insert(all.end(), e.estimands.begin(), e.estimands.end());
    }
    sort_out(all);
    return all;
  }

  /// The divergence of two samples, else all parameters of a model together, else the entropy, else the first
  /// that the estimator is for.
  Strings preferred(const Strings& fitting) const {
    std::shared_ptr<const Estimand> first;
    for (const auto& e : catalogue_.estimands()) {
      if (e->preference == 0 || (e->pairs == Pairs::yes && !question_.pair)) continue;
      if (std::find(fitting.begin(), fitting.end(), e->name) == fitting.end()) continue;
      if (first == nullptr || e->preference < first->preference) first = e;
    }
    return {first != nullptr ? first->name : fitting.front()};
  }

  /// Starts estimate eNNNN, whose name keeps the order.
  std::string begin_estimate(const std::string& estimand, const std::string& words) {
    std::string number = std::to_string(count_++);
    const std::string at =
        "estimate.e" + std::string(4 - std::min<std::size_t>(number.size(), 4), '0') + number;
    set_value(root_, at + ".of", estimand_as_toml(estimand, has_number(estimand)), words);
    set_value(root_, at + ".on", "\"x\"", words);
    if (root_.find("model") != nullptr) set_value(root_, at + ".model", "\"m\"", words);
    const std::shared_ptr<const Estimand> of = catalogue_.find_estimand(head_of(estimand));
    if (!question_.unit.empty() && of != nullptr && of->information)
      set_value(root_, at + ".unit", in_quotes(question_.unit), "--unit " + question_.unit);
    if (!question_.interval.empty()) {
      const Strings pieces = split_outside(question_.interval, ',');
      set_value(root_, at + ".interval.level", pieces[0], "--interval " + question_.interval);
      set_pieces(at + ".interval", pieces, 1, "--interval " + question_.interval);
    }
    return at;
  }

  /// The log-likelihood or log evidence that goes with an estimator of a model, where the catalogue has it.
  void write_companion(const std::string& name, const std::string& at, const std::string& estimand,
                       const std::string& words) {
    const auto goes_along = [](const std::shared_ptr<const Estimand>& e) {
      return e != nullptr && e->companion != Companion::none;
    };
    if (!companions_ || family_.empty() || goes_along(catalogue_.find_estimand(estimand))) return;
    for (const auto& beside : catalogue_.estimands()) {
      if (!goes_along(beside)) continue;
      const std::string companion = beside->name;
      for (const EstimatorEntry& e : catalogue_.estimators()) {
        const bool likelihood = beside->companion == Companion::of_estimator;
        if (e.likelihood != family_ || !estimates(e, companion)) continue;
        if (likelihood ? e.name != name : question_.priors.empty()) continue;
        const std::string companion_at = at + "_" + companion;
        set_value(root_, companion_at + ".of", in_quotes(companion), words);
        set_value(root_, companion_at + ".on", "\"x\"", words);
        set_value(root_, companion_at + ".model", "\"m\"", words);
        set_value(root_, companion_at + ".with", in_quotes(e.name), words);
        return;
      }
    }
  }

  /// Beside every mutual information whether it is more than independence gives.
  void write_tests_of_independence() {
    for (const std::string& asked : tests_of_independence(question_.of)) {
      for (const EstimatorEntry& e : catalogue_.estimators()) {
        if (!estimates(e, head_of(asked))) continue;
        set_value(root_, begin_estimate(asked, "--of " + asked) + ".with", in_quotes(e.name),
                  "--of " + asked);
      }
    }
  }

  const DataQuestion& question_;
  const Catalogue& catalogue_;
  bool companions_;
  std::string family_, smoothing_;
  Node root_;
  std::size_t count_ = 0;
};

Plan plan_of(const StudyOfData& study, const Catalogue& catalogue,
             const std::shared_ptr<const DataPopulation>& data, Faults& faults) {
  StudySpec spec = study.parse(faults);
  spec.populations.resize(1);
  spec.populations.front().name = "data";
  SampleSpec sample;
  sample.name = "x";
  sample.from = {"data"};
  sample.sizes = {data->n()};
  spec.samples = {sample};
  // Bounds of what views of any data take are far above what those of these do.
  const PlanOptions options = {1, {{"data", data}}, ~std::uint64_t{0}};
  return faults.empty() ? make_plan(spec, catalogue, ".", options, faults) : Plan{};
}

}  // namespace

Plan plan_question(const DataQuestion& question, const Catalogue& catalogue,
                   const std::shared_ptr<const DataPopulation>& data) {
  Faults faults;
  Plan plan = plan_of(StudyOfData(question, catalogue, true), catalogue, data, faults);
  if (!faults.empty()) {
    // A companion that nobody asked for may be what cannot be had.
    faults = {};
    plan = plan_of(StudyOfData(question, catalogue, false), catalogue, data, faults);
  }
  refuse_faults(faults,
                {"model.m.", "model.m: ", "sample.x: ", "estimate.*", "with: ", "with.", "interval: "});
  return plan;
}

}  // namespace plim
