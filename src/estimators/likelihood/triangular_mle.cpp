#include "plim/estimators/likelihood/triangular_mle.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/estimators/likelihood/numeric_model.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

/// What the log-likelihood gains as the mode moves up from one observation to another, with what of it may be
/// rounding.
class GainOfMode {
 public:
  /// Of a step from x to y, `below` observations being at most x and `above` more than it.
  void add(double lower, double x, double y, double upper, double below, double above) noexcept {
    const double fewer = above * elementary::log1p((y - x) / (upper - y)),
                 more = below * elementary::log1p((y - x) / (x - lower));
    sum_.add(fewer);
    sum_.add(-more);
    size_ += fewer + more;
  }
  bool is_certain() const noexcept {
    constexpr double roundings = 32 * std::numeric_limits<double>::epsilon();
    return sum_.value() > roundings * size_;
  }

 private:
  CompensatedSum sum_;
  double size_ = 0;
};

double moment_of_triangle(const TriangularModel& model, double mode, const std::string& target) {
  const double lower = model.lower(), upper = model.upper();
  if (target == functional::mean) return lower / 3 + mode / 3 + upper / 3;
  const double range = upper - lower, rise = (mode - lower) / range, fall = (upper - mode) / range;
  const double sd = range * std::sqrt((rise * rise + rise * fall + fall * fall) / 18);
  return target == functional::sd ? sd : sd * sd;
}

}  // namespace

Outcome<TriangularModel> TriangularModel::bind(const Knowns& knowns) {
  const std::optional<double> lower = known_value(knowns, "lower"), upper = known_value(knowns, "upper");
  if (known_value(knowns, "mode")) return Refusal{"a triangular model must leave its mode to be estimated"};
  if (!lower || !upper) {
    return Refusal{
        "a triangular model needs both ends: prior.lower = { law = \"point\", value = ... } and prior.upper "
        "= "
        "{ law = \"point\", value = ... }, as options --prior lower=point,value=... --prior "
        "upper=point,value=..."};
  }
  if (!(*lower < *upper) || std::isinf(*upper - *lower)) {
    return Refusal{"lower and upper of a triangular model are " + round_trip(*lower) + " and " +
                   round_trip(*upper) + ", but must be lower < upper, with a finite upper - lower"};
  }
  return TriangularModel(*lower, *upper);
}

TriangularFit TriangularModel::fit(const Sorted::One& sample) const noexcept {
  if (sample.n == 0) return {0, Status::empty};
  if (sample.x.empty()) return {0, Status::invalid};  // one is NaN
  const std::span<const double> x = sample.x;
  if (x.front() < lower_ || x.back() > upper_) return {0, Status::invalid};
  const bool on_lower = x.front() == lower_, on_upper = x.back() == upper_;
  if (on_lower && on_upper) return {0, Status::invalid};
  if (on_lower || on_upper) return {on_lower ? lower_ : upper_};  // elsewhere the density there is 0
  TriangularFit best{x.front()};
  GainOfMode gain;
  double below = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    below += sample.count(i);
    gain.add(lower_, x[i], x[i + 1], upper_, below, static_cast<double>(sample.n) - below);
    if (!gain.is_certain()) continue;
    best.mode = x[i + 1];
    gain = {};
  }
  return best;
}

double TriangularModel::log_likelihood(const Sorted::One& sample, double mode) const noexcept {
  CompensatedSum sum;
  for (std::size_t i = 0; i < sample.x.size(); ++i) {
    const double x = sample.x[i];
    const double height = x < mode   ? (x - lower_) / (mode - lower_)
                          : x > mode ? (upper_ - x) / (upper_ - mode)
                                     : 1.0;
    sum.add(sample.count(i) * elementary::log(height));
  }
  return sum.value() - static_cast<double>(sample.n) * elementary::log(0.5 * (upper_ - lower_));
}

std::vector<std::string> TriangularMle::estimands() {
  return {all_parameters, "mode", functional::mean, functional::variance, functional::sd};
}

Outcome<TriangularMle> TriangularMle::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<TriangularModel> model = TriangularModel::bind(knowns);
  if (!model) return Refusal{model.reason()};
  if (knowns.interval && !knowns.interval->method.empty()) {
    return Refusal{"mle of the triangular law has no interval method \"" + knowns.interval->method +
                   "\", as its likelihood has a kink at every observation"};
  }
  TriangularMle bound(*model);
  bound.target_ = knowns.estimand;
  return bound;
}

std::vector<Output> TriangularMle::outputs() const {
  if (target_ == all_parameters) return {{"mode", "mode", 0}};
  return {{"", target_, 0}};
}

void TriangularMle::estimate(const Sorted::One& sample, NoWorkspace&, const Address&,
                             const EstimateRef& out) const {
  const TriangularFit fit = model_.fit(sample);
  out.status = fit.status;
  if (!is_success(fit.status)) return;
  const bool of_mode = target_ == all_parameters || target_ == "mode";
  out.out[0].value = of_mode ? fit.mode : moment_of_triangle(model_, fit.mode, target_);
}

Outcome<TriangularLogLikelihood> TriangularLogLikelihood::bind(const Knowns& knowns, const Arguments&) {
  return TriangularModel::bind(knowns).map(
      [](const TriangularModel& model) { return TriangularLogLikelihood(model); });
}

void TriangularLogLikelihood::estimate(const Sorted::One& sample, NoWorkspace&, const Address&,
                                       const EstimateRef& out) const {
  const TriangularFit fit = model_.fit(sample);
  out.status = fit.status;
  if (is_success(fit.status)) out.out[0].value = model_.log_likelihood(sample, fit.mode);
}

}  // namespace plim
