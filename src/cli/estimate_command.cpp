#include <algorithm>
#include <charconv>
#include <iostream>

#include "data_order.hpp"
#include "data_study.hpp"
#include "data_warnings.hpp"
#include "estimates.hpp"
#include "fit_test.hpp"
#include "options.hpp"
#include "plim/core/number.hpp"
#include "plim/populations/factor_columns.hpp"
#include "plim/populations/input.hpp"
#include "words.hpp"

namespace plim::cli {
namespace {

Options estimate_options() {
  Options options("estimate DATA [--estimator NAME,...] [--fits LAW] [options]", "DATA");
  options.visible().add_options()(
      "estimator", po::value<Words>()->composing(),
      "estimators, as in ml,miller_madow or \"posterior_mean\"; plim list estimators")(
      "counts", po::bool_switch(),
      "the numbers are counts of classes (a first column of two names the classes)")(
      "k", po::value<std::int64_t>(), "number of possible classes, seen or not (default: those of the data)")(
      "unit", po::value<std::string>()->default_value("nat"), "of entropies: nat, bit or hartley")(
      "of", po::value<std::string>()->default_value(""),
      "estimands, as in entropy,perplexity or probability(A=yes|B=no) (default: what suits)")(
      "family", po::value<std::string>()->default_value(""),
      "model: a family, and what is known of it, as in normal")(
      "prior", po::value<Words>()->composing(),
      "PARAMETER=LAW,key=value..., as in p=beta,alpha=1,beta=1; without PARAMETER= for all together")(
      "smoothing", po::value<std::string>()->default_value(""), "model by counting, as in lidstone,a=0.5")(
      "interval", po::value<std::string>()->default_value("0.95"),
      "level of intervals, and LEVEL,method=NAME")("column", po::value<std::string>()->default_value(""),
                                                   "column of a csv: its name, or its number from 1")(
      "factors", po::value<std::string>()->default_value(""),
      "columns of a csv that are the factors of a joint law, as in A,B; with --counts its rows are cells")(
      "no-header", po::bool_switch(), "the first line is data, even if it is no number")(
      "symbols", po::value<std::string>()->default_value(""), "DATA is a text of characters, words or bytes")(
      "keep", po::value<std::string>()->default_value("all"), "of a text: all or letters")(
      "fold", po::value<std::string>()->default_value("none"), "of a text: none or case")(
      "second", po::value<std::string>()->default_value(""),
      "the other sample, read the same way, of divergences from DATA to it")(
      "fits", po::value<std::string>()->default_value(""),
      "test whether the data are draws from a law with stated parameters, as in normal(mean=0,sd=1): by "
      "Kolmogorov's D, on integers and classes by G. It refutes at level 0.01 and never confirms; with "
      "parameters fitted to the same data p is too large")("json", po::bool_switch(), "as JSON")(
      "quiet", po::bool_switch(), "no notes");
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

std::string name_of(const std::string& path) { return path == "-" ? "standard input" : path; }

UserData read_data(const Options& options, const std::string& path) {
  const std::string name = name_of(path);
  const std::string bytes = path == "-" ? read_standard_input() : read_file(path, true);
  const std::string symbols = options.text("symbols");
  if (!options.text("factors").empty()) {
    return read_factors(bytes,
                        {split_outside(options.text("factors"), ','), options.flag("counts"),
                         options.text("column"), !options.flag("no-header")},
                        name);
  }
  if (symbols.empty()) {
    return read_columns(bytes, {options.flag("counts"), options.text("column"), !options.flag("no-header")},
                        name);
  }
  TextOptions text;
  options.choice("symbols", {"characters", "words", "bytes"});
  text.symbols = symbols == "words"   ? TextOptions::Symbols::words
                 : symbols == "bytes" ? TextOptions::Symbols::bytes
                                      : TextOptions::Symbols::characters;
  text.letters_only = options.choice("keep", {"all", "letters"}) == "letters";
  text.fold_case = options.choice("fold", {"none", "case"}) == "case";
  return read_text(bytes, text, name);
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
    if (options.values().count("k") != 0)
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

ClassLayout layout_of(const Options& options, const std::string& family, const Catalogue& catalogue) {
  ClassLayout layout;
  const FamilyEntry* entry = find_named(catalogue.families(), split_outside(family, ',').front());
  if (entry != nullptr && entry->integer_classes > 0) {
    layout.first = 0;
    layout.K = entry->integer_classes;
  }
  const bool has_k = options.values().count("k") != 0;
  if (!has_k && entry != nullptr && entry->name == "zipf")
    throw Error(ExitCode::usage,
                "--family zipf needs --k N, the number of ranks: those that were seen need not be all");
  if (!has_k) return layout;
  const std::int64_t K = options.values()["k"].as<std::int64_t>();
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
void refuse_outside(std::vector<SampleEstimate>& estimates, const DataPopulation& data,
                    const std::string& family, bool quiet) {
  if (data.outside().empty()) return;
  if (!quiet)
    std::cerr << "note: " << data.readable() << ": " << data.outside() << " is not a value of " << family
              << "\n";
  for (SampleEstimate& e : estimates) {
    e.status = Status::invalid;
    std::fill(e.cells.begin(), e.cells.end(), Cell{});
    e.log_likelihood = e.log_evidence = not_given;
  }
}

/// Without --k the classes are those of the data: nobody was told anything if all of them were seen.
void label_observed(std::vector<SampleEstimate>& estimates, const DataPopulation& data,
                    const Options& options) {
  if (options.values().count("k") != 0) return;
  for (SampleEstimate& e : estimates) {
    if (e.told_K == data.observed_classes()) e.label = e.estimator + " [K = observed]";
  }
}

std::shared_ptr<const DataPopulation> make_data(const Options& options, const ClassLayout& layout,
                                                std::optional<DataOrder>& order) {
  UserData data = read_data(options, options.operand());
  if (options.text("second").empty()) order = order_of(data, !options.text("family").empty());
  std::optional<UserData> second;
  if (!options.text("second").empty()) {
    second = read_data(options, options.text("second"));
    align_classes(data, *second, name_of(options.text("second")));
  }
  return std::make_shared<const DataPopulation>(std::move(data), layout, name_of(options.operand()),
                                                std::move(second));
}

/// The classes' names, or the numbers that they are; empty if they have neither.
Words class_names(const DataPopulation& data) {
  if (!data.labels().empty()) return {data.labels().begin(), data.labels().end()};
  Words names;
  if (data.values().size() == data.counts().size()) {
    for (const double x : data.values()) names.push_back(round_trip(x));
  }
  return names;
}

/// True if the outputs of an estimate are one for each class.
bool is_by_class(const SampleEstimate& e, const Words& names) {
  return !names.empty() && e.keys.size() == names.size() && e.keys.front() == "p[0]";
}

void print_people(const DataPopulation& data, std::vector<SampleEstimate> estimates,
                  const std::string& interval) {
  if (estimates.empty()) return;
  const Words names = class_names(data);
  for (SampleEstimate& e : estimates) {
    if (!is_by_class(e, names)) continue;
    for (std::size_t k = 0; k < names.size(); ++k) e.keys[k] = "p[" + names[k] + "]";
  }
  std::cout << data.n() << " observation" << (data.n() == 1 ? "" : "s")
            << (data.m() ? " against " + std::to_string(*data.m()) : "") << " in " << data.observed_classes()
            << " of " << data.counts().size() << " classes\n";
  double level = 0.95;
  std::from_chars(interval.data(), interval.data() + interval.size(), level);
  print_estimates(std::cout, estimates, level);
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
  if (!options.flag("quiet") && question.interval.find("method") != std::string::npos) print_notes(plan);
  Worker worker(plan, 0);
  worker.step(0, 1, 0);
  std::vector<SampleEstimate> estimates = with_companions(estimates_of(plan, worker, 0, data->n()));
  refuse_outside(estimates, *data, question.family, options.flag("quiet"));
  label_observed(estimates, *data, options);
  const bool has_k = options.values().count("k") != 0;
  warn_of_edges(estimates, has_k ? std::optional(data->counts().size()) : std::nullopt);
  warn_of_intervals(estimates, *data);
  return estimates;
}

}  // namespace

ExitCode estimate_command(const Words& words, const Catalogue& catalogue) {
  Options options = estimate_options();
  if (!options.parse(words)) return ExitCode::done;
  const DataQuestion question = read_question(options);
  const std::optional<FamilyWords> claim = read_claim(options, catalogue);
  const ClassLayout layout = layout_of(options, question.family, catalogue);
  std::optional<DataOrder> order;
  const std::shared_ptr<const DataPopulation> data = make_data(options, layout, order);
  const std::vector<SampleEstimate> estimates = estimate(options, question, catalogue, data);
  std::optional<FitTest> fit;
  if (claim) fit = test_fit(*claim, *data, !options.flag("counts") && options.text("symbols").empty());
  if (order && !options.flag("quiet"))
    print_order_note(std::cerr, *order, options.text("symbols").empty() ? "rows" : "symbols");
  if (options.flag("json")) {
    Json answer = {{"n", data->n()}};
    if (data->m()) answer["m"] = *data->m();
    const Words names = class_names(*data);
    for (const SampleEstimate& e : estimates) {
      if (is_by_class(e, names)) answer["classes"] = names;
    }
    answer["estimates"] = estimates_json(estimates);
    if (fit) answer["fits"] = fit_json(*fit);
    answer["order"] = order ? order_json(*order) : Json(nullptr);
    std::cout << answer.dump(2) << "\n";
  } else {
    print_people(*data, estimates, question.interval);
    if (fit) print_fit(std::cout, *fit);
  }
  return ExitCode::done;
}

}  // namespace plim::cli
