#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>

#include "data_input.hpp"
#include "data_notes.hpp"
#include "data_order.hpp"
#include "data_warnings.hpp"
#include "estimates.hpp"
#include "fit_test.hpp"
#include "interval_coverage.hpp"
#include "model_words.hpp"
#include "options.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/study/data_study.hpp"
#include "plim/study/words.hpp"
#include "reasons.hpp"

namespace plim::cli {
namespace {

Options estimate_options() {
  Options options("estimate DATA [--estimator NAME,...] [--fits LAW] [options]", "DATA");
  options.add(
      {{"estimator", Takes::texts,
        "estimators, as in ml,miller_madow or \"posterior_mean\"; plim list estimators"},
       {"k", Takes::integer, "number of possible classes, seen or not (default: those of the data)"},
       {"unit", Takes::text, "of entropies: nat, bit or hartley", "nat"},
       {"of", Takes::text,
        "estimands, as in entropy,perplexity, quantile(0.9) or probability(A=yes|B=no) (default: what suits)",
        ""},
       {"family", Takes::text, "model: a family, and what is known of it, as in normal", ""},
       {"prior", Takes::texts,
        "PARAMETER=LAW,key=value..., as in p=beta,alpha=1,beta=1; without PARAMETER= for all together"},
       {"smoothing", Takes::text, "model by counting, as in lidstone,a=0.5", ""},
       {"interval", Takes::text, "level of intervals, and LEVEL,method=NAME", "0.95"},
       {"second", Takes::text, "the other sample, read the same way, of divergences from DATA to it", ""},
       {"fits", Takes::text,
        "test whether the data are draws from a law with stated parameters, as in normal(mean=0,sd=1): by "
        "Kolmogorov's D, on integers and classes by G. It refutes at level 0.01 and never confirms; with "
        "parameters fitted to the same data p is too large",
        ""},
       {"json", Takes::nothing, "as JSON"},
       {"quiet", Takes::nothing, "no notes"}});
  add_data_options(options);
  return options;
}

Words words_of(const Options& options, const char* name) {
  Words all;
  for (const std::string& words : options.words(name)) {
    for (const std::string& word : split_outside(words, ',')) {
      if (!word.empty()) all.push_back(word);
    }
  }
  return all;
}

DataQuestion read_question(const Options& options) {
  DataQuestion question;
  question.estimators = words_of(options, "estimator");
  const bool asked = question.estimators.empty() && !options.text("fits").empty();
  for (const char* other : {"family", "of", "smoothing"}) {
    if (asked && !options.text(other).empty())
      throw Error(ExitCode::usage, std::string("--") + other + " needs an --estimator");
  }
  if (question.estimators.empty() && !asked)
    throw Error(ExitCode::usage, "no --estimator given; plim list estimators names them");
  question.unit = options.choice("unit", {"nat", "bit", "hartley"});
  for (const std::string& estimand : split_outside(options.text("of"), ',')) {
    if (!estimand.empty()) question.of.push_back(estimand);
  }
  question.family = options.text("family");
  question.pair = !options.text("second").empty();
  if (question.pair && !question.family.empty())
    throw Error(ExitCode::usage,
                "--second compares two samples by their classes; --family has no place there");
  question.joint = !options.text("factors").empty();
  if (question.joint) {
    for (const char* other : {"symbols", "second"}) {
      if (!options.text(other).empty())
        throw Error(ExitCode::usage, std::string("--factors and --") + other + " do not go together");
    }
    if (options.given("k"))
      throw Error(ExitCode::usage,
                  "--factors and --k do not go together: classes are combinations of levels");
  }
  question.smoothing = options.text("smoothing");
  question.interval = options.text("interval");
  question.priors = options.words("prior");
  return question;
}

/// The law of --fits; nothing if there is none.
std::optional<FamilyWords> read_claim(const Options& options, const Catalogue& catalogue) {
  if (options.text("fits").empty()) return std::nullopt;
  for (const char* other : {"factors", "second"}) {
    if (!options.text(other).empty())
      throw Error(ExitCode::usage, std::string("--fits and --") + other + " do not go together");
  }
  return read_law(options.text("fits"), "--fits", catalogue);
}

/// True if the model is of a law that has masses, which equal observations share.
bool is_of_masses(const DataQuestion& question, const Catalogue& catalogue) {
  const FamilyEntry* entry = find_named(catalogue.families(), split_outside(question.family, ',').front());
  return entry != nullptr && entry->family.discrete;
}

ClassLayout layout_of(const Options& options, const std::string& family, const Catalogue& catalogue) {
  ClassLayout layout;
  const FamilyEntry* entry = find_named(catalogue.families(), split_outside(family, ',').front());
  if (entry != nullptr && entry->family.integer_classes > 0) {
    layout.first = 0;
    layout.K = entry->family.integer_classes;
  }
  const bool has_k = options.given("k");
  if (!has_k && entry != nullptr && entry->name == "zipf")
    throw Error(ExitCode::usage,
                "--family zipf needs --k N, the number of ranks: those that were seen need not be all");
  if (!has_k) return layout;
  const std::int64_t K = options.integer("k");
  constexpr std::int64_t most = std::int64_t{1} << 28;
  if (K < 1 || K > most)
    throw Error(ExitCode::usage, "--k is " + std::to_string(K) + ", but must be from 1 to 2^28");
  layout.K = static_cast<std::size_t>(K);
  return layout;
}

/// Moves log-likelihoods and log evidences to the estimates that they go with.
std::vector<SampleEstimate> with_companions(const std::vector<SampleEstimate>& all) {
  std::vector<SampleEstimate> estimates;
  for (const SampleEstimate& e : all) {
    if (!estimates.empty() && e.estimate == estimates.back().estimate + "_log_likelihood") {
      estimates.back().log_likelihood = e.cells[0].value;
    } else if (!estimates.empty() && e.estimate == estimates.back().estimate + "_log_evidence") {
      estimates.back().log_evidence = e.cells[0].value;
    } else {
      estimates.push_back(e);
    }
  }
  return estimates;
}

/// A model's classes that do not hold an observation leave nothing of the model's estimates.
void refuse_outside(std::vector<SampleEstimate>& estimates, const DataPopulation& data) {
  if (data.outside().empty()) return;
  for (SampleEstimate& e : estimates) {
    e.status = Status::invalid;
    std::fill(e.cells.begin(), e.cells.end(), Cell{});
    e.log_likelihood = e.log_evidence = not_given;
  }
}

/// Without --k the classes are those of the data: nobody was told anything if all of them were seen.
void label_observed(std::vector<SampleEstimate>& estimates, const DataPopulation& data,
                    const Options& options) {
  if (options.given("k")) return;
  for (SampleEstimate& e : estimates) {
    e.observed_K = e.told_K == data.observed_classes();
    if (e.observed_K) e.label = e.estimator + " [K = observed]";
  }
}

/// Says which estimates are of a density.
void mark_densities(std::vector<SampleEstimate>& estimates, const Catalogue& catalogue) {
  for (SampleEstimate& e : estimates) {
    const EstimatorEntry* entry =
        find_named(catalogue.estimators(), e.estimator.substr(0, e.estimator.find('(')));
    e.of_density = entry != nullptr && entry->of_density;
  }
}

/// What a reader of the data must know, after how they were read.
Words notes_of(const UserData& data, const std::string& path) {
  Words notes;
  if (!data.found.empty()) notes.push_back(name_of(path) + ": read with " + data.found);
  notes.insert(notes.end(), data.notes.begin(), data.notes.end());
  return notes;
}

std::shared_ptr<const DataPopulation> make_data(const Options& options, const ClassLayout& layout,
                                                bool of_numbers, std::optional<DataOrder>& order,
                                                Words& notes) {
  UserData data = read_data(options, options.operand());
  notes = notes_of(data, options.operand());
  if (options.text("second").empty()) order = order_of(data, of_numbers);
  std::optional<UserData> second;
  if (!options.text("second").empty()) {
    second = read_data(options, options.text("second"));
    Words more = notes_of(*second, options.text("second"));
    if (second->missing > 0)
      more.push_back(name_of(options.text("second")) + ": " + std::to_string(second->missing) + " " +
                     left_out_as_missing);
    notes.insert(notes.end(), more.begin(), more.end());
    align_classes(data, *second, name_of(options.text("second")));
  }
  return std::make_shared<const DataPopulation>(std::move(data), layout, name_of(options.operand()),
                                                std::move(second));
}

void print_people(const DataPopulation& data, const std::vector<SampleEstimate>& estimates,
                  const DataQuestion& question, const Catalogue& catalogue) {
  if (estimates.empty()) return;
  std::cout << data.n() << " observation" << (data.n() == 1 ? "" : "s")
            << (data.m() ? " against " + std::to_string(*data.m()) : "");
  if (data.coordinates().empty() && is_about_classes(question, catalogue))
    std::cout << " in " << data.observed_classes() << " of " << data.counts().size() << " classes";
  if (data.missing() > 0) std::cout << ", " << data.missing() << " " << left_out_as_missing;
  std::cout << "\n";
  double level = 0.95;
  std::from_chars(question.interval.data(), question.interval.data() + question.interval.size(), level);
  print_estimates(std::cout, estimates, level);
  print_coverage_source(std::cout, estimates);
  print_warnings(std::cout, estimates);
}

/// The notes of a plan, without the names of estimates, which nobody has chosen.
void print_notes(const Plan& plan) {
  for (const std::string& note : plan.notes) {
    const std::size_t from = note.find(": ") + 2;
    std::cerr << "note: " << note.substr(from, note.find("; coverage") - from) << "\n";
  }
}

std::vector<SampleEstimate> estimate(const Options& options, const DataQuestion& question,
                                     const Catalogue& catalogue,
                                     const std::shared_ptr<const DataPopulation>& data) {
  if (question.estimators.empty()) return {};
  const Plan plan = plan_question(question, catalogue, data);
  if (!options.given("quiet") && question.interval.find("method") != std::string::npos) print_notes(plan);
  Worker worker(plan, 0);
  worker.step(0, 1, 0);
  std::vector<SampleEstimate> estimates = with_companions(estimates_of(plan, worker, 0, data->n()));
  mark_densities(estimates, catalogue);
  refuse_outside(estimates, *data);
  label_observed(estimates, *data, options);
  name_probabilities(estimates, *data);
  name_coordinates(estimates, *data);
  give_reasons(estimates, question, catalogue, *data);
  describe_models(estimates, *data, options.given("quiet") ? nullptr : &std::cerr);
  const bool has_k = options.given("k");
  warn_of_edges(estimates, has_k ? std::optional(data->counts().size()) : std::nullopt);
  warn_of_intervals(estimates, *data);
  note_coverage(estimates, *data, question.interval);
  if (!options.given("quiet")) print_data_notes(std::cerr, estimates, question, catalogue, *data);
  return estimates;
}

/// True if there are estimates and none of them has a number.
bool has_nothing(const std::vector<SampleEstimate>& estimates) {
  const auto is_none = [](const Cell& c) { return std::isnan(c.value); };
  return !estimates.empty() && std::all_of(estimates.begin(), estimates.end(), [&](const SampleEstimate& e) {
    return std::all_of(e.cells.begin(), e.cells.end(), is_none);
  });
}

}  // namespace

ExitCode estimate_command(const Words& words, const Catalogue& catalogue) {
  Options options = estimate_options();
  if (!options.parse(words)) return ExitCode::done;
  const DataQuestion question = read_question(options);
  const std::optional<FamilyWords> claim = read_claim(options, catalogue);
  ClassLayout layout = layout_of(options, question.family, catalogue);
  const bool of_numbers = !question.family.empty() || !is_about_classes(question, catalogue);
  layout.counted =
      claim.has_value() || counts_classes(question, catalogue) || is_of_masses(question, catalogue);
  std::optional<DataOrder> order;
  Words notes;
  const std::shared_ptr<const DataPopulation> data = make_data(options, layout, of_numbers, order, notes);
  const std::vector<SampleEstimate> estimates = estimate(options, question, catalogue, data);
  for (const std::string& note : notes) {
    if (!options.given("quiet")) std::cerr << "note: " << printable(note) << "\n";
  }
  std::optional<FitTest> fit;
  if (claim) fit = test_fit(*claim, *data, !options.given("counts") && options.text("symbols").empty());
  if (order && !options.given("quiet"))
    print_order_note(std::cerr, *order, options.text("symbols").empty() ? "rows" : "symbols");
  if (options.given("json")) {
    Json answer = {{"n", data->n()}, {"missing", data->missing()}};
    if (data->m()) answer["m"] = *data->m();
    for (const SampleEstimate& e : estimates) {
      if (e.by_class) answer["classes"] = class_names(*data);
    }
    if (const std::string name = class_of_p(question, *data); !name.empty()) answer["p_of"] = name;
    answer["estimates"] = estimates_json(estimates);
    if (fit) answer["fits"] = fit_json(*fit);
    answer["order"] = order ? order_json(*order) : Json(nullptr);
    std::cout << answer.on_lines() << "\n";
  } else {
    print_people(*data, estimates, question, catalogue);
    if (fit) print_fit(std::cout, *fit);
  }
  return has_nothing(estimates) && !fit ? ExitCode::data : ExitCode::done;
}

}  // namespace plim::cli
