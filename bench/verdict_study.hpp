#pragma once
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "plim/engine/run.hpp"
#include "plim/io/toml.hpp"
#include "plim/study/checks.hpp"
#include "plim/study/gather.hpp"
#include "plim/study/parse.hpp"
#include "plim/study/planner.hpp"
#include "plim/theory/predictor.hpp"

/// A study of studies: how often is the verdict on a study of the plug-in entropy wrong, when everything is
/// as theory says, and when something is not?
namespace plim::verdict_study {

struct Law {
  const char* name;
  std::vector<double> p;
};

inline std::vector<double> zipf(std::size_t k) {
  std::vector<double> p;
  double sum = 0;
  for (std::size_t i = 1; i <= k; ++i) sum += 1 / static_cast<double>(i);
  for (std::size_t i = 1; i <= k; ++i) p.push_back(1 / static_cast<double>(i) / sum);
  return p;
}

inline std::vector<Law> laws() {
  return {{"K = 2 (0.3, 0.7)", {0.3, 0.7}},
          {"K = 10 Zipf", zipf(10)},
          {"K = 100 Zipf", zipf(100)},
          {"K = 10 equal", std::vector<double>(10, 0.1)}};
}

/// What may be wrong with a study while its predictions stay as they are.
enum class Mutant { none, half_the_data, one_class, extra_bias, extra_root };
inline constexpr std::array mutants = {Mutant::none, Mutant::half_the_data, Mutant::one_class,
                                       Mutant::extra_bias, Mutant::extra_root};
inline constexpr std::array mutant_names = {"none", "half of the data", "one class + 1 %", "extra 1/(2n)",
                                            "extra 0.02/sqrt n"};

struct Design {
  std::uint64_t replicates = 400;
  std::string path = "nested";
  std::vector<std::int64_t> sizes = {64, 256, 1024, 4096, 16384, 65536};
};

/// The study of one law: bias and spread against exact sums, the rates of both, the control variate, and the
/// counts.
inline std::string text_of(const std::vector<double>& p, const Design& d, std::uint64_t seed) {
  std::string probabilities, sizes;
  for (const double x : p) probabilities += (probabilities.empty() ? "" : ", ") + fmt::format("{:.17g}", x);
  for (const std::int64_t n : d.sizes) sizes += (sizes.empty() ? "" : ", ") + std::to_string(n);
  const std::string spread_from = std::to_string(10 * p.size());
  return "study = { seed = " + std::to_string(seed) +
         " }\npopulation.p = { law = \"categorical\", weights = [" + probabilities +
         "] }\nsample.x = { from = \"p\", n = { grid = [" + sizes + "] }, path = \"" + d.path +
         "\" }\nestimate.H = { of = \"entropy\", on = \"x\", with = [\"ml\", \"self_information\"] }\n"
         "replicates = { fixed = " +
         std::to_string(d.replicates) +
         " }\n"
         "check.counts = { sample = \"x\", fits = \"population\" }\n"
         "check.law = { estimate = \"H\", with = \"self_information\", measure = \"bias\", equals = 0, "
         "margin = { sd = 0.2 } }\n"
         "check.bias = { estimate = \"H\", with = \"ml\", measure = \"bias\", equals = \"theory\", margin = "
         "{ "
         "relative = 0.1 } }\n"
         "check.rate = { estimate = \"H\", with = \"ml\", measure = \"bias\", slope = \"theory\", margin = { "
         "absolute = 0.05 } }\n"
         "check.spread = { estimate = \"H\", with = \"ml\", measure = \"empirical_se\", equals = \"theory\", "
         "margin = { relative = 0.1 }, at = { \"x.n\" = { from = " +
         spread_from +
         " } } }\n"
         "check.spread_rate = { estimate = \"H\", with = \"ml\", measure = \"empirical_se\", slope = "
         "\"theory\", "
         "margin = { absolute = 0.05 }, at = { \"x.n\" = { from = " +
         spread_from + " } } }\n";
}

inline Plan plan_of(const std::string& text) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("plim-verdicts-" + std::to_string(::getpid()) + ".toml");
  {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), std::fclose);
    if (!file || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size())
      throw std::runtime_error("cannot write " + path.string());
  }
  const Catalogue catalogue = standard_catalogue();
  Faults faults;
  const RawStudy raw = read_toml(path, faults.list());
  std::filesystem::remove(path);
  const StudySpec spec = parse_study(raw.root, catalogue, faults);
  if (!faults.empty()) throw std::runtime_error(render(faults.list().front()));
  Plan plan = make_plan(spec, catalogue, ".", {}, faults);
  if (!faults.empty()) throw std::runtime_error(render(faults.list().front()));
  return plan;
}

/// Runs another instance and adds a term to what it estimates.
class Shifted final : public Instance {
 public:
  Shifted(std::unique_ptr<Instance> inner, std::function<double(double n)> term)
      : inner_(std::move(inner)), term_(std::move(term)) {}
  void prepare(std::int64_t n) override { inner_->prepare(n); }
  void run(const void* view, const Address& first, const BlockOut& out) noexcept override {
    inner_->run(view, first, out);
    // The views of counts carry their n first.
    const double n = static_cast<double>(*static_cast<const std::int64_t*>(view));
    for (std::size_t i = 0; i < out.lanes; ++i) out.cells[i].value += term_(n);
  }

 private:
  std::unique_ptr<Instance> inner_;
  std::function<double(double)> term_;
};

/// The plan with something wrong in it.
inline Plan mutated(Plan plan, Mutant mutant, const std::vector<double>& p, const Design& design,
                    std::uint64_t seed) {
  ScenarioPlan& s = plan.scenarios[0];
  const auto shift = [&s](std::function<double(double)> term) {
    const auto inner = s.estimators[0].instantiate;
    s.estimators[0].instantiate = [inner, term] { return std::make_unique<Shifted>(inner(), term); };
  };
  switch (mutant) {
    case Mutant::none: break;
    case Mutant::half_the_data:
      for (std::int64_t& n : s.sizes) n /= 2;
      break;
    case Mutant::one_class: {
      std::vector<double> q = p;
      q[0] *= 1.01;
      s.population = plan_of(text_of(q, design, seed)).scenarios[0].population;
      break;
    }
    case Mutant::extra_bias: shift([](double n) { return 1 / (2 * n); }); break;
    case Mutant::extra_root: shift([](double n) { return 0.02 / std::sqrt(n); }); break;
  }
  return plan;
}

inline PredictionTable predict(const Plan& plan) {
  PredictionTable table(1);
  const ScenarioPlan& s = plan.scenarios[0];
  Predictor predictor(*s.population);
  for (const std::int64_t n : s.sizes) {
    for (const SeriesPlan& series : s.series) {
      const AnyEstimator& e = s.estimators[series.use];
      table[0].push_back(predictor(e, s.knowns[series.use], e.outputs[series.element], n));
    }
  }
  return table;
}

/// The verdict on a whole study: refuted if one check is, confirmed if all are.
inline Verdict overall(const std::vector<CheckResult>& checks) {
  bool all = true;
  for (const CheckResult& c : checks) {
    if (c.verdict == Verdict::refuted) return Verdict::refuted;
    all = all && c.verdict == Verdict::confirmed;
  }
  return all ? Verdict::confirmed : Verdict::undecided;
}

struct Tally {
  std::int64_t runs = 0, confirmed = 0, refuted = 0;
  std::array<std::int64_t, 6>
      refuted_by{};  // bias, counts, law, rate, spread, spread_rate: the order of names
};

/// So many studies with seeds of their own.
inline Tally run_many(const Law& law, const Design& design, Mutant mutant, std::int64_t runs,
                      std::uint64_t first_seed, const Executor& executor) {
  Tally tally;
  PredictionTable predictions;
  for (std::int64_t i = 0; i < runs; ++i) {
    const std::uint64_t seed = first_seed + static_cast<std::uint64_t>(i);
    const Plan plan = plan_of(text_of(law.p, design, seed));
    if (predictions.empty()) predictions = predict(plan);
    const Plan wrong = mutated(plan, mutant, law.p, design, seed);
    Gather gather(wrong);
    run(wrong, executor, gather);
    const std::vector<CheckResult> checks = judge_checks(plan, gather, predictions);
    const Verdict verdict = overall(checks);
    ++tally.runs;
    tally.confirmed += verdict == Verdict::confirmed ? 1 : 0;
    tally.refuted += verdict == Verdict::refuted ? 1 : 0;
    for (std::size_t c = 0; c < checks.size(); ++c)
      tally.refuted_by[c] += checks[c].verdict == Verdict::refuted ? 1 : 0;
  }
  return tally;
}

}  // namespace plim::verdict_study
