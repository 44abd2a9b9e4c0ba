#include "plim/estimators/likelihood/dirichlet_mle.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/likelihood/model.hpp"
#include "plim/estimators/likelihood/points_model.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double most_concentration = 1e11;

/// x - 1/psi'(x), which tends to 1/2: what is left where sums of the latter cancel.
double less_inverse_trigamma(double x) noexcept {
  const double rest = elementary::trigamma_rest(x);
  return (1 + x * rest) / (1 + 1 / x + rest);
}

double sum_of(std::span<const double> x) noexcept {
  CompensatedSum sum;
  for (const double v : x) sum.add(v);
  return sum.value();
}

Status status_of_shares(const ShareLogs::One& s) noexcept {
  if (s.n == 0) return Status::empty;
  return std::isnan(s.mean[0]) ? Status::invalid : Status::regular;
}

}  // namespace

Status DirichletFit::fit(const ShareLogs::One& sample) {
  const Status status = status_of_shares(sample);
  if (status != Status::regular) return status;
  start(sample);
  constexpr int most_steps = 100;
  for (int i = 0; i < most_steps; ++i) {
    if (!(sum_ < most_concentration)) return Status::unbounded;
    // What is left after a step is of the order of its square, but for rounding.
    if (step(sample) <= 1e-8 + 4e-15 * sum_) return Status::regular;
  }
  return Status::undefined;
}

/// For large alpha the mean log ratio of a share is (1/share - 1)/(2 sum); of equal points all are 0, and
/// alpha is infinite.
void DirichletFit::start(const ShareLogs::One& sample) {
  const std::size_t K = sample.mean.size();
  CompensatedSum ratio;
  for (std::size_t k = 0; k < K; ++k) ratio.add(sample.mean[k] * sample.log_ratio[k]);
  const double sum = (real(static_cast<std::int64_t>(K)) - 1) / (2 * ratio.value());
  alpha_.resize(K);
  inverse_.resize(K);
  step_.resize(K);
  for (std::size_t k = 0; k < K; ++k) alpha_[k] = sum * sample.mean[k];
  take_information();
}

void DirichletFit::take_information() noexcept {
  sum_ = sum_of(alpha_);
  CompensatedSum less;
  for (std::size_t k = 0; k < alpha_.size(); ++k) {
    inverse_[k] = 1 / elementary::trigamma(alpha_[k]);
    less.add(less_inverse_trigamma(alpha_[k]));
  }
  // Of many both forms are the same number; each cancels where the other does not.
  rest_ = sum_ < 1 ? 1 / elementary::trigamma(sum_) - sum_of(inverse_)
                   : less.value() - less_inverse_trigamma(sum_);
}

double DirichletFit::step(const ShareLogs::One& sample) noexcept {
  const double all = sum_of(sample.mean), of_sum = elementary::log_less_digamma(sum_);
  double shared = 0;
  for (std::size_t k = 0; k < alpha_.size(); ++k) {
    const double share = sample.mean[k] / all;
    // psi(sum) - psi(alpha_k) + mean_log_k
    step_[k] = elementary::log(share * sum_ / alpha_[k]) - sample.log_ratio[k] - of_sum +
               elementary::log_less_digamma(alpha_[k]);
    shared += step_[k] * inverse_[k];
  }
  shared /= rest_;
  double length = 1;
  for (std::size_t k = 0; k < alpha_.size(); ++k) {
    step_[k] = (step_[k] + shared) * inverse_[k];
    if (step_[k] < -0.9 * alpha_[k]) length = std::fmin(length, -0.9 * alpha_[k] / step_[k]);
  }
  double moved = 0;
  for (std::size_t k = 0; k < alpha_.size(); ++k) {
    moved = std::fmax(moved, std::fabs(length * step_[k]) / alpha_[k]);
    alpha_[k] += length * step_[k];
  }
  take_information();
  return moved;
}

double DirichletFit::variance(std::size_t k) const noexcept {
  return inverse_[k] * (1 + inverse_[k] / rest_);
}

double DirichletFit::log_likelihood(const ShareLogs::One& sample) const {
  CompensatedSum sum;
  sum.add(special::log_gamma(sum_));
  for (std::size_t k = 0; k < alpha_.size(); ++k) {
    sum.add(-special::log_gamma(alpha_[k]));
    sum.add((alpha_[k] - 1) * sample.mean_log[k]);
  }
  return real(sample.n) * sum.value();
}

Outcome<DirichletMle> DirichletMle::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<std::size_t> K = classes_of_points(knowns, likelihood);
  if (!K) return Refusal{K.reason()};
  const Outcome<BoundInterval> interval = bind_interval(knowns, "mle of alpha", {"log", "wald"});
  if (!interval) return Refusal{interval.reason()};
  DirichletMle bound;
  bound.K_ = *K;
  if (interval->level > 0) bound.z_ = special::normal_quantile(0.5 + 0.5 * interval->level);
  if (interval->method == "wald") bound.scale_ = IntervalScale::line;
  return bound;
}

std::vector<Output> DirichletMle::outputs() const { return outputs_of_classes("alpha", K_); }

void DirichletMle::estimate(const ShareLogs::One& sample, DirichletFit& fit, const Address&,
                            const EstimateRef& out) const {
  out.status = fit.fit(sample);
  if (out.status != Status::regular) return;
  for (std::size_t k = 0; k < K_; ++k) {
    Cell& cell = out.out[k];
    cell.value = fit.alpha()[k];
    cell.se = std::sqrt(fit.variance(k) / real(sample.n));
    if (z_ > 0) write_limits(cell, z_, not_negative, scale_);
  }
}

Outcome<DirichletLogLikelihood> DirichletLogLikelihood::bind(const Knowns& knowns, const Arguments&) {
  return classes_of_points(knowns, likelihood).map([](std::size_t) { return DirichletLogLikelihood{}; });
}

void DirichletLogLikelihood::estimate(const ShareLogs::One& sample, DirichletFit& fit, const Address&,
                                      const EstimateRef& out) const {
  out.status = fit.fit(sample);
  if (out.status == Status::regular) out.out[0].value = fit.log_likelihood(sample);
}

}  // namespace plim
