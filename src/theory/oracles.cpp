#include "plim/theory/oracles.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/language/ngram_smoothing.hpp"
#include "plim/families/normal.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/populations/density_pair.hpp"
#include "plim/populations/point_population.hpp"
#include "plim/theory/density_truth.hpp"
#include "plim/theory/drawn_truth.hpp"
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

double mean_surprisal(const Population& population, const Reals::One& sample) {
  CompensatedSum sum;
  for (const double x : sample.x) sum.add(-population.log_density(x));
  return sum.value() / static_cast<double>(sample.x.size());
}

double mean_surprisal(const Population& population, const Points::One& sample) {
  const auto& law = dynamic_cast<const PointPopulation&>(population);
  const std::size_t n = sample.x.size() / sample.d;
  CompensatedSum sum;
  for (std::size_t i = 0; i < n; ++i) sum.add(-law.log_density_at(sample.point(i)));
  return sum.value() / static_cast<double>(n);
}

/// A law that is drawn says its numbers or has none: quadrature for every replicate would be dear.
std::optional<double> truth_by_density(const RealisedLaw&, std::string_view) { return std::nullopt; }

/// A law (Population or RealisedLaw), asked under a model of its own parameters alone: p of one family is not
/// p of another.
template <class L>
class ModelledLaw final : public LawSays {
 public:
  ModelledLaw(const L& law, const std::string& model) : law_(law), model_(model) {}

  std::optional<double> functional(const Estimand& estimand, std::size_t element) const override {
    const std::optional<double> known = law_.truth(estimand.name, element);
    return known ? known : truth_by_density(law_, estimand.name);
  }

  std::optional<double> parameter(std::string_view name, std::size_t element) const override {
    if (model_.empty()) return law_.truth(name, element);
    if (!is_of_family(law_, model_)) return std::nullopt;
    if (model_ != "bernoulli" && model_ != "categorical") return law_.truth(name, element);
    const std::span<const double> p = law_.probabilities();
    const std::size_t k = model_ == "bernoulli" ? 1 : element;  // its only parameter
    return name == "p" && k < p.size() ? std::optional(p[k]) : std::nullopt;
  }

  std::optional<double> quantile(double p) const override { return unless_nan(law_.quantile(p)); }
  std::optional<double> complement(double x) const override { return unless_nan(law_.complement(x)); }

 private:
  static std::optional<double> unless_nan(double x) {
    return std::isnan(x) ? std::nullopt : std::optional(x);
  }

  const L& law_;
  const std::string& model_;
};

template <class L>
std::optional<double> truth_under(const L& law, std::span<const double> p, const Knowns& knowns,
                                  const Output& output, const Estimand* estimand) {
  const ModelledLaw<L> says(law, knowns.likelihood);
  if (estimand == nullptr || estimand->truth == nullptr)
    return says.parameter(output.estimand, output.element);
  return estimand->truth({*estimand, p, knowns, output, says});
}

}  // namespace

std::optional<double> exact_truth(const Population& population, const Knowns& knowns, const Output& output,
                                  const Estimand* estimand) {
  if (population.draws_law()) return std::nullopt;
  const std::optional<double> truth =
      truth_under(population, population.probabilities(), knowns, output, estimand);
  // A moment that is not defined is no truth: nothing may be held against it.
  return truth && std::isnan(*truth) ? std::nullopt : truth;
}

std::optional<double> exact_truth(const RealisedLaw& law, const Knowns& knowns, const Output& output,
                                  const Estimand* estimand) {
  return truth_under(law, law.probabilities(), knowns, output, estimand);
}

std::optional<double> exact_truth(const Population& population, std::span<const double> p,
                                  const Knowns& knowns, const Output& output, const Estimand* estimand) {
  return truth_under(population, p, knowns, output, estimand);
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
  const auto mean = population.truth(mean_estimand.name, 0), sd = population.truth(sd_estimand.name, 0);
  if (population.family() == Normal::name && mean && sd) return erase(NormalInformation(*mean, *sd), knowns);
  if (population.probabilities().empty() && has_density(population))
    return knowns.dimension ? erase(DensityInformation<Points>(population), knowns)
                            : erase(DensityInformation<Reals>(population), knowns);
  return bind(population, knowns).map([&](const SelfInformation& bound) { return erase(bound, knowns); });
}

double SelfInformation::control_mean(const Population& population, const Output&) {
  if (const std::optional<double> said = population.truth(entropy_estimand.name, 0)) return *said;
  return truth_by_density(population, entropy_estimand.name).value_or(not_given);
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

template <class V>
double DensityInformation<V>::estimate(const typename V::One& sample) const {
  return mean_surprisal(*population_, sample);
}

double NormalInformation::estimate(const MeanM2::One& s) const noexcept {
  const double unit = s.unit / sd_, centre = (s.mean - mean_) / sd_;
  return half_log_two_pi + elementary::log(sd_) + 0.5 * (s.m2 / real(s.n) * unit * unit + centre * centre);
}

template class DensityInformation<Reals>;
template class DensityInformation<Points>;

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
  const std::optional<double> truth =
      exact_truth(population, knowns, {"", knowns.estimand, 0}, knowns.target.get());
  if (!truth) return Refusal{population.readable() + " has no exact " + knowns.estimand};
  TruthOracle bound;
  bound.truth_ = *truth;
  return bound;
}

Outcome<AnyEstimator> TruthOracle::bind_any(const Population& population, const Knowns& knowns) {
  if (population.draws_law()) {
    return DrawnTruth::bind(population, knowns, {{"", knowns.estimand, 0}}, {knowns.target})
        .map([&](const DrawnTruth& bound) { return erase(bound, knowns); });
  }
  return bind(population, knowns).map([&](const TruthOracle& bound) { return erase(bound, knowns); });
}

Outcome<FreshCrossEntropy> FreshCrossEntropy::bind(const Population& population, const Knowns& knowns) {
  const Outcome<std::vector<double>> p = law_of(population, name);
  if (!p) return Refusal{p.reason()};
  const Outcome<double> a = pseudo_count_of(knowns, name);
  if (!a) return Refusal{a.reason()};
  FreshCrossEntropy bound;
  bound.p_ = *p;
  bound.a_ = *a;
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
