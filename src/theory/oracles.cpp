#include "plim/theory/oracles.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/theory/drawn_truth.hpp"
#include "plim/theory/joint.hpp"
#include "plim/theory/score.hpp"
#include "plim/views/shifted_logs.hpp"

namespace plim {
namespace {

Outcome<std::vector<double>> law_of(const Population& population, std::string_view oracle) {
  const std::span<const double> p = population.probabilities();
  if (p.empty()) {
    return Refusal{std::string(oracle) + " needs a law on a finite alphabet; " + population.readable() +
                   " has none"};
  }
  return std::vector<double>(p.begin(), p.end());
}

void write_value(const BlockOut& out, std::size_t lane, double value) {
  out.cells[lane] = Cell{};
  out.cells[lane].value = value;
  out.status[lane] = Status::regular;
}

/// True of what any law has, whatever its parameters are called.
bool is_functional(std::string_view estimand) {
  return estimand == "entropy" || estimand == "mean" || estimand == "variance" || estimand == "sd";
}

/// What the population says of itself, where a model asks only of its own parameters: p of one family is not
/// p of another.
std::optional<double> own_truth(const Population& population, const std::string& model,
                                std::string_view estimand, std::size_t element) {
  if (is_functional(estimand) || model.empty()) return population.truth(estimand, element);
  if (!is_of_family(population, model)) return std::nullopt;
  if (model != "bernoulli" && model != "categorical") return population.truth(estimand, element);
  const std::span<const double> p = population.probabilities();
  return estimand == "p" && element < p.size() ? std::optional(p[element]) : std::nullopt;
}

/// KL(p, q) or, `cross`, H(p, q); nothing if it is infinite.
std::optional<double> divergence(std::span<const double> p, std::span<const double> q, bool cross) {
  CompensatedSum sum;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] > 0 && q[k] <= 0) return std::nullopt;
    if (q[k] <= 0) continue;
    sum.add(cross ? -p[k] * elementary::log(q[k]) : q[k] * elementary::relative_gain((p[k] - q[k]) / q[k]));
  }
  return sum.value();
}

}  // namespace

std::optional<double> exact_truth(std::span<const double> p, const Knowns& knowns, const Output& output,
                                  const FamilyTruth& own) {
  const std::string_view estimand = output.estimand;
  if (!knowns.about.empty()) return joint_truth(p, knowns);
  if (!knowns.reference.empty()) return divergence(p, knowns.reference, estimand == "cross_entropy");
  if (estimand == "kl" || estimand == "score") return 0.0;
  if (estimand == "cross_entropy") return own("entropy", 0);
  if (estimand == "perplexity") {
    const std::optional<double> h = own("entropy", 0);
    return h ? std::optional(elementary::exp(*h)) : std::nullopt;
  }
  return own(estimand, output.element);
}

std::optional<double> exact_truth(const Population& population, const Knowns& knowns, const Output& output) {
  if (population.draws_law()) return std::nullopt;
  return exact_truth(population.probabilities(), knowns, output,
                     [&](std::string_view estimand, std::size_t element) {
                       return own_truth(population, knowns.likelihood, estimand, element);
                     });
}

Outcome<SelfInformation> SelfInformation::bind(const Population& population, const Knowns&) {
  const Outcome<std::vector<double>> p = law_of(population, name);
  if (!p) return Refusal{p.reason()};
  SelfInformation bound;
  for (const double x : *p) bound.surprisal_.push_back(x > 0 ? -elementary::log(x) : 0.0);
  return bound;
}

Outcome<AnyEstimator> SelfInformation::bind_any(const Population& population, const Knowns& knowns) {
  if (population.probabilities().empty() && wants<SparseCounts>(population.views(RouteKind::draws)))
    return erase(SparseSelfInformation(population), knowns);
  return bind(population, knowns).map([&](const SelfInformation& bound) { return erase(bound, knowns); });
}

double SelfInformation::control_mean(const Population& population, const Output&) {
  return population.truth("entropy", 0).value_or(not_given);
}

void SelfInformation::estimate_block(const Counts& v, NoWorkspace&, const Address&,
                                     const BlockOut& out) const noexcept {
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    double sum = 0;
    for (std::size_t k = 0; k < v.K; ++k) {
      sum += static_cast<double>(v.c[k * v.lanes + lane]) * surprisal_[k];
    }
    write_value(out, lane, sum / static_cast<double>(v.n));
  }
}

double SparseSelfInformation::estimate(const SparseCounts::One& counts) const {
  CompensatedSum sum;
  for (std::size_t row = 0; row < counts.rows && counts.count(row) > 0; ++row)
    sum.add(-static_cast<double>(counts.count(row)) * population_->log_density(counts.symbol(row)));
  return sum.value() / static_cast<double>(counts.n);
}

Outcome<EmpiricalKl> EmpiricalKl::bind(const Population& population, const Knowns&) {
  const Outcome<std::vector<double>> p = law_of(population, name);
  if (!p) return Refusal{p.reason()};
  EmpiricalKl bound;
  bound.p_ = *p;
  return bound;
}

double EmpiricalKl::estimate(const Counts::One& c) const noexcept {
  double sum = 0;
  for (std::size_t k = 0; k < c.K; ++k) {
    if (p_[k] <= 0) continue;
    const double expected = static_cast<double>(c.n) * p_[k];
    sum += p_[k] * elementary::relative_gain((static_cast<double>(c[k]) - expected) / expected);
  }
  return sum;
}

Outcome<TruthOracle> TruthOracle::bind(const Population& population, const Knowns& knowns) {
  const std::optional<double> truth = exact_truth(population, knowns, {"", knowns.estimand, 0});
  if (!truth) return Refusal{population.readable() + " has no exact " + knowns.estimand};
  TruthOracle bound;
  bound.truth_ = *truth;
  return bound;
}

Outcome<AnyEstimator> TruthOracle::bind_any(const Population& population, const Knowns& knowns) {
  if (population.draws_law()) {
    return DrawnTruth::bind(knowns, {{"", knowns.estimand, 0}}).map([&](const DrawnTruth& bound) {
      return erase(bound, knowns);
    });
  }
  return bind(population, knowns).map([&](const TruthOracle& bound) { return erase(bound, knowns); });
}

Outcome<FreshCrossEntropy> FreshCrossEntropy::bind(const Population& population, const Knowns& knowns) {
  const Outcome<std::vector<double>> p = law_of(population, name);
  if (!p) return Refusal{p.reason()};
  FreshCrossEntropy bound;
  bound.p_ = *p;
  bound.a_ = knowns.smoothing_options.real("a");
  return bound;
}

void FreshCrossEntropy::estimate_block(const Counts& v, std::vector<double>& logs, const Address&,
                                       const BlockOut& out) const noexcept {
  log_shifted_counts(v, a_, logs);
  const double log_total = elementary::log(static_cast<double>(v.n) + a_ * static_cast<double>(v.K));
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    double sum = 0;
    for (std::size_t k = 0; k < v.K; ++k) sum += p_[k] * logs[k * v.lanes + lane];
    write_value(out, lane, log_total - sum);
  }
}

}  // namespace plim
