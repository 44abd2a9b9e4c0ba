#include "plim/estimators/likelihood/proportions.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr std::size_t element_limit = 32;

Status status_of(const Counts::One& c) noexcept {
  if (c.n == 0) return Status::empty;
  for (std::size_t k = 0; k < c.K; ++k) {
    if (c[k] == 0) return Status::boundary;
  }
  return c.K > 1 ? Status::regular : Status::boundary;
}

Outcome<BoundInterval> interval_of(const Knowns& knowns) {
  return bind_interval(knowns, "mle of p", {"wilson", "wald", "clopper_pearson"});
}

}  // namespace

ProportionsMle::ProportionsMle(std::size_t first, std::size_t last, BoundInterval interval)
    : first_(first), last_(last), interval_(std::move(interval)) {
  if (interval_.level > 0) z_ = special::normal_quantile(0.5 + 0.5 * interval_.level);
}

std::vector<Output> ProportionsMle::outputs() const {
  if (last_ - first_ == 1) return {{"", "p", first_}};
  std::vector<Output> all;
  for (std::size_t k = first_; k < last_; ++k) all.push_back({"p[" + std::to_string(k) + "]", "p", k});
  return all;
}

void ProportionsMle::estimate(const Counts::One& c, QuantileMemo& memo, const Address&,
                              const EstimateRef& out) const {
  out.status = status_of(c);
  if (!is_success(out.status)) return;
  for (std::size_t k = first_; k < last_; ++k) write(c[k], c.n, memo, out.out[k - first_]);
}

void ProportionsMle::write(std::int64_t successes, std::int64_t n, QuantileMemo& memo, Cell& cell) const {
  const double count = static_cast<double>(n), x = static_cast<double>(successes);
  const bool edge = successes == 0 || successes == n;
  const double p = x / count, se = std::sqrt(p * (1 - p) / count);
  cell.value = p;
  // On its boundary a Bernoulli has no information; of many classes an unseen one has variance 0.
  if (!edge || last_ - first_ > 1) cell.se = se;
  if (interval_.level == 0) return;
  const double tail = 0.5 * (1 - interval_.level);
  if (interval_.method == "wald") {
    cell.lo = p - z_ * se;
    cell.hi = p + z_ * se;
  } else if (interval_.method == "wilson") {
    const special::WilsonLimits limits = special::wilson_limits(successes, n, interval_.level);
    cell.lo = limits.lower;
    cell.hi = limits.upper;
  } else {
    cell.lo = successes == 0 ? 0.0 : memo({special::beta_quantile, x, count - x + 1, tail});
    cell.hi = successes == n ? 1.0 : memo({special::beta_quantile, x + 1, count - x, 1 - tail});
  }
}

Outcome<BernoulliMle> BernoulliMle::bind(const Knowns& knowns, const Arguments&) {
  if (knowns.K && *knowns.K != 2) {
    return Refusal{"a bernoulli model needs a population with two classes; this one has " +
                   std::to_string(*knowns.K)};
  }
  const Outcome<BoundInterval> interval = interval_of(knowns);
  if (!interval) return Refusal{interval.reason()};
  return BernoulliMle(1, 2, *interval);
}

Outcome<CategoricalMle> CategoricalMle::bind(const Knowns& knowns, const Arguments&) {
  if (!knowns.K) return Refusal{"a categorical model needs a population with a known alphabet"};
  if (*knowns.K > element_limit) {
    return Refusal{"mle of p is given element by element up to 32 classes; this population has " +
                   std::to_string(*knowns.K)};
  }
  const Outcome<BoundInterval> interval = interval_of(knowns);
  if (!interval) return Refusal{interval.reason()};
  return CategoricalMle(0, *knowns.K, *interval);
}

void ProportionsLogLikelihood::estimate(const Counts::One& c, NoWorkspace&, const Address&,
                                        const EstimateRef& out) const {
  out.status = status_of(c);
  if (!is_success(out.status)) return;
  const double n = static_cast<double>(c.n);
  double sum = 0;
  for (std::size_t k = 0; k < c.K; ++k) {
    const double x = static_cast<double>(c[k]);
    if (c[k] > 0) sum += x * elementary::log(x / n);
  }
  out.out[0].value = sum;
}

}  // namespace plim
