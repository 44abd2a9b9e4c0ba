#include "plim/estimators/likelihood/multinomial_mle.hpp"

#include "plim/estimators/likelihood/points_model.hpp"

namespace plim {

Outcome<MultinomialMle> MultinomialMle::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<std::size_t> K = classes_of_points(knowns, likelihood);
  if (!K) return Refusal{K.reason()};
  const Outcome<ProportionInterval> interval = interval_of(knowns);
  if (!interval) return Refusal{interval.reason()};
  return MultinomialMle(*K, *interval);
}

void MultinomialMle::estimate(const PointCounts::One& sample, QuantileMemo& memo, const Address& address,
                              const EstimateRef& out) const {
  out.status = Status::invalid;
  if (sample.pooled.n >= 0) ProportionsMle::estimate(sample.pooled, memo, address, out);
}

Outcome<MultinomialLogLikelihood> MultinomialLogLikelihood::bind(const Knowns& knowns, const Arguments&) {
  return classes_of_points(knowns, likelihood).map([](std::size_t) { return MultinomialLogLikelihood{}; });
}

void MultinomialLogLikelihood::estimate(const PointCounts::One& sample, NoWorkspace& w,
                                        const Address& address, const EstimateRef& out) const {
  out.status = Status::invalid;
  if (sample.pooled.n < 0) return;
  ProportionsLogLikelihood::estimate(sample.pooled, w, address, out);
  if (is_success(out.status)) out.out[0].value += sample.log_orders;
}

}  // namespace plim
