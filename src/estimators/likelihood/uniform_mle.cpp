#include "plim/estimators/likelihood/uniform_mle.hpp"

#include <cmath>

#include "plim/estimators/likelihood/numeric_model.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

/// 1 where the ends belong to a range of integers, which holds one more than their distance.
template <class Kind>
constexpr double more = Kind::whole ? 1 : 0;

template <class Kind>
double value_of(const UniformFit& fit, std::string_view target) {
  constexpr double sd_of_unit = 0.28867513459481288225;  // 1/sqrt(12)
  if (target == "lower") return fit.lower;
  if (target == "upper") return fit.upper;
  if (target == functional::mean) return 0.5 * fit.lower + 0.5 * fit.upper;
  const double width = fit.upper - fit.lower;
  const double sd = (Kind::whole ? std::sqrt(width) * std::sqrt(width + 2) : width) * sd_of_unit;
  return target == functional::sd ? sd : sd * sd;
}

}  // namespace

template <class Kind>
Outcome<UniformModel<Kind>> UniformModel<Kind>::bind(const Knowns& knowns) {
  UniformModel bound;
  bound.lower_ = known_value(knowns, "lower");
  bound.upper_ = known_value(knowns, "upper");
  if (bound.lower_ && bound.upper_)
    return Refusal{"a " + std::string(Kind::name) + " model has 0 parameters to estimate"};
  return bound;
}

template <class Kind>
UniformFit UniformModel<Kind>::fit(const Extremes::One& sample) const noexcept {
  if (sample.n == 0) return {0, 0, Status::empty};
  if (std::isnan(sample.least) || std::isnan(sample.most) || (Kind::whole && !sample.whole))
    return {0, 0, Status::invalid};
  if ((lower_ && sample.least < *lower_) || (upper_ && sample.most > *upper_)) return {0, 0, Status::invalid};
  const UniformFit fit{lower_.value_or(sample.least), upper_.value_or(sample.most)};
  if (std::isinf(fit.upper - fit.lower)) return {0, 0, Status::invalid};
  return fit.lower < fit.upper + more<Kind> ? fit : UniformFit{0, 0, Status::unbounded};
}

template <class Kind>
std::vector<std::string> UniformMle<Kind>::estimands() {
  return {all_parameters, "lower", "upper", functional::mean, functional::variance, functional::sd};
}

template <class Kind>
Outcome<UniformMle<Kind>> UniformMle<Kind>::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<UniformModel<Kind>> model = UniformModel<Kind>::bind(knowns);
  if (!model) return Refusal{model.reason()};
  if (model->knows(knowns.estimand))
    return Refusal{knowns.estimand + " of the " + std::string(Kind::name) + " model is known"};
  if (knowns.interval && !knowns.interval->method.empty()) {
    return Refusal{"mle of the " + std::string(Kind::name) + " law has no interval method \"" +
                   knowns.interval->method + "\", as its likelihood has no information"};
  }
  UniformMle bound(*model);
  bound.single_ = knowns.estimand != all_parameters;
  if (bound.single_) {
    bound.targets_ = {knowns.estimand};
  } else {
    for (const char* end : {"lower", "upper"}) {
      if (!model->knows(end)) bound.targets_.emplace_back(end);
    }
  }
  return bound;
}

template <class Kind>
std::vector<Output> UniformMle<Kind>::outputs() const {
  std::vector<Output> all;
  for (const std::string& target : targets_) all.push_back({single_ ? "" : target, target, 0});
  return all;
}

template <class Kind>
void UniformMle<Kind>::estimate(const Extremes::One& sample, NoWorkspace&, const Address&,
                                const EstimateRef& out) const {
  const UniformFit fit = model_.fit(sample);
  out.status = fit.status;
  if (!is_success(fit.status)) return;
  for (std::size_t i = 0; i < targets_.size(); ++i) out.out[i].value = value_of<Kind>(fit, targets_[i]);
}

template <class Kind>
Outcome<UniformLogLikelihood<Kind>> UniformLogLikelihood<Kind>::bind(const Knowns& knowns, const Arguments&) {
  return UniformModel<Kind>::bind(knowns).map(
      [](const UniformModel<Kind>& model) { return UniformLogLikelihood(model); });
}

template <class Kind>
void UniformLogLikelihood<Kind>::estimate(const Extremes::One& sample, NoWorkspace&, const Address&,
                                          const EstimateRef& out) const {
  const UniformFit fit = model_.fit(sample);
  out.status = fit.status;
  if (is_success(fit.status))
    out.out[0].value = -static_cast<double>(sample.n) * elementary::log(fit.upper - fit.lower + more<Kind>);
}

template class UniformMle<OnInterval>;
template class UniformMle<OnIntegers>;
template class UniformLogLikelihood<OnInterval>;
template class UniformLogLikelihood<OnIntegers>;

}  // namespace plim
