#include "plim/estimators/likelihood/proportions.hpp"

#include <cmath>

#include "plim/estimators/interval.hpp"
#include "plim/numeric/elementary.hpp"

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

}  // namespace

Outcome<ProportionInterval> ProportionsMle::interval_of(const Knowns& knowns) {
  return bind_interval(knowns, "mle of p", {"wilson", "wald", "clopper_pearson"})
      .map([](const BoundInterval& interval) {
        return interval.level > 0
                   ? ProportionInterval::of(ProportionInterval::method_named(interval.method), interval.level)
                   : ProportionInterval{};
      });
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
  const double count = static_cast<double>(n), p = static_cast<double>(successes) / count;
  const bool edge = successes == 0 || successes == n;
  cell.value = p;
  // On its boundary a Bernoulli has no information; of many classes an unseen one has variance 0.
  if (!edge || last_ - first_ > 1) cell.se = std::sqrt(p * (1 - p) / count);
  if (!interval_.wanted()) return;
  const Range limits = interval_.limits(successes, n, &memo);
  cell.lo = limits.low;
  cell.hi = limits.high;
}

Outcome<BernoulliMle> BernoulliMle::bind(const Knowns& knowns, const Arguments&) {
  if (knowns.K && *knowns.K != 2) {
    return Refusal{"a bernoulli model needs a population with two classes; this one has " +
                   std::to_string(*knowns.K)};
  }
  const Outcome<ProportionInterval> interval = interval_of(knowns);
  if (!interval) return Refusal{interval.reason()};
  return BernoulliMle(1, 2, *interval);
}

Outcome<CategoricalMle> CategoricalMle::bind(const Knowns& knowns, const Arguments&) {
  if (!knowns.K) return Refusal{"a categorical model needs a population with a known alphabet"};
  if (*knowns.K > element_limit) {
    return Refusal{"mle of p is given element by element up to 32 classes; this population has " +
                   std::to_string(*knowns.K)};
  }
  const Outcome<ProportionInterval> interval = interval_of(knowns);
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
