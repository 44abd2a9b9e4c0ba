#include "plim/estimators/continuous/gaussian.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/symmetric.hpp"

namespace plim {
namespace {

/// (d/2) ln(2 pi e) + (1/2) ln det S, or infinite.
void write_of_normal(double d, double log_determinant, std::int64_t n, const NormalInterval& interval,
                     const EstimateRef& out) noexcept {
  const double value = d * (half_log_two_pi + 0.5) + 0.5 * log_determinant;
  out.out[0].value = value;
  if (std::isinf(value)) {
    out.status = Status::infinite;
  } else if (interval.wanted()) {
    interval.write(out.out[0], value, std::sqrt(d / (2 * real(n))), {});
  }
}

}  // namespace

Outcome<AnyEstimator> GaussianEntropy::bind_any(const Knowns& knowns, const Arguments&) {
  const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, name, "normal");
  if (!interval) return Refusal{interval.reason()};
  if (knowns.dimension) return erase(GaussianEntropyOfPoints(*interval), knowns);
  GaussianEntropy bound;
  bound.interval_ = *interval;
  return erase(bound, knowns);
}

void GaussianEntropy::estimate(const MeanM2::One& s, NoWorkspace&, const Address&,
                               const EstimateRef& out) const noexcept {
  if (s.n == 0) out.status = Status::empty;
  if (s.n > 0 && !(std::isfinite(s.mean) && std::isfinite(s.m2))) out.status = Status::invalid;
  if (out.status == Status::regular && s.n < least) out.status = Status::undefined;
  if (out.status != Status::regular) return;
  write_of_normal(1, elementary::log(s.m2 / real(s.n)) + 2 * elementary::log(s.unit), s.n, interval_, out);
}

void GaussianEntropyOfPoints::estimate(const MeanScatter::One& s, NoWorkspace&, const Address&,
                                       const EstimateRef& out) const {
  const auto finite = [](double x) { return std::isfinite(x); };
  const std::size_t d = s.mean.size();
  if (s.n == 0) out.status = Status::empty;
  if (s.n > 0 && !(std::all_of(s.mean.begin(), s.mean.end(), finite) &&
                   std::all_of(s.scatter.begin(), s.scatter.end(), finite)))
    out.status = Status::invalid;
  if (out.status == Status::regular && s.n <= static_cast<std::int64_t>(d)) out.status = Status::undefined;
  if (out.status != Status::regular) return;
  const Cholesky cholesky = cholesky_of(s.scatter, d);
  double units = 0;
  for (const double unit : s.unit) units += elementary::log(unit);
  const double of_scatter = cholesky.rows < d ? -infinity : cholesky.log_determinant();
  const double dimensions = static_cast<double>(d);
  write_of_normal(dimensions, of_scatter + 2 * units - dimensions * elementary::log(real(s.n)), s.n,
                  interval_, out);
}

}  // namespace plim
