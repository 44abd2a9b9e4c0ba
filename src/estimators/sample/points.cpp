#include "plim/estimators/sample/points.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/sample/moments.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr std::size_t most_dimensions = 32;

/// The dimension of the points that are estimated of, or why there is none.
Outcome<std::size_t> dimension_of(const Knowns& knowns, std::string_view name) {
  const std::string of = std::string(name) + " of " + knowns.estimand;
  if (!knowns.dimension)
    return Refusal{of + " needs points in R^d, as law = \"multivariate_normal\" has them"};
  if (*knowns.dimension > most_dimensions)
    return Refusal{of + " is given element by element up to 32 dimensions; this population has " +
                   std::to_string(*knowns.dimension)};
  return *knowns.dimension;
}

/// That of a moment, of a sample whose sums are not finite invalid.
Status status_of_points(const MeanScatter::One& s, std::int64_t least) noexcept {
  const auto finite = [](double x) { return std::isfinite(x); };
  const bool all = std::all_of(s.mean.begin(), s.mean.end(), finite) &&
                   std::all_of(s.scatter.begin(), s.scatter.end(), finite);
  return status_of_moment({s.n, all ? 0.0 : not_a_number, 0}, least);
}

}  // namespace

Outcome<MeanOfPoints> MeanOfPoints::bind(const Knowns& knowns) {
  const Outcome<std::size_t> d = dimension_of(knowns, name);
  if (!d) return Refusal{d.reason()};
  const Outcome<BoundInterval> interval = bind_interval(knowns, "mean of points", {"t", "normal"});
  if (!interval) return Refusal{interval.reason()};
  MeanOfPoints bound;
  bound.estimand_ = knowns.estimand;
  bound.d_ = *d;
  bound.interval_ = *interval;
  return bound;
}

std::vector<Output> MeanOfPoints::outputs() const {
  std::vector<Output> all;
  for (std::size_t i = 0; i < d_; ++i)
    all.push_back({estimand_ + "[" + std::to_string(i) + "]", estimand_, i});
  return all;
}

void MeanOfPoints::prepare(std::int64_t n, workspace& w) const { w.factor = factor_of_mean(interval_, n); }

void MeanOfPoints::estimate(const MeanScatter::One& s, workspace& w, const Address&,
                            const EstimateRef& out) const noexcept {
  out.status = status_of_points(s, 1);
  if (out.status != Status::regular) return;
  for (std::size_t i = 0; i < d_; ++i)
    write_mean({s.n, s.mean[i], s.squares(i), s.unit[i]}, w.factor, out.out[i]);
}

Outcome<CovarianceOfPoints> CovarianceOfPoints::bind_divisor(int lost, std::string_view name,
                                                             const Knowns& knowns) {
  const Outcome<std::size_t> d = dimension_of(knowns, name);
  if (!d) return Refusal{d.reason()};
  const Outcome<BoundInterval> interval =
      bind_interval(knowns, std::string(name) + " of covariance", {"log", "normal"});
  if (!interval) return Refusal{interval.reason()};
  CovarianceOfPoints bound;
  bound.d_ = *d;
  bound.lost_ = lost;
  if (interval->level > 0) bound.z_ = special::normal_quantile(0.5 + 0.5 * interval->level);
  if (knowns.interval) bound.method_ = knowns.interval->method;
  return bound;
}

std::vector<Output> CovarianceOfPoints::outputs() const {
  std::vector<Output> all;
  for (std::size_t e = 0; e < triangle_size(d_); ++e) {
    const TriangleEntry at = triangle_entry(e, d_);
    all.push_back(
        {std::string(estimand) + "[" + std::to_string(at.row) + "," + std::to_string(at.column) + "]",
         std::string(estimand), e});
  }
  return all;
}

void CovarianceOfPoints::estimate(const MeanScatter::One& s, NoWorkspace&, const Address&,
                                  const EstimateRef& out) const noexcept {
  out.status = status_of_points(s, least);
  if (out.status != Status::regular) return;
  const double n = real(s.n), divisor = n - lost_, spread = std::sqrt(n - 1) / divisor;
  std::size_t e = 0;
  for (std::size_t i = 0; i < d_; ++i) {
    for (std::size_t j = i; j < d_; ++j, ++e) {
      Cell& cell = out.out[e];
      cell.value = s.scatter[e] / divisor * s.unit[i] * s.unit[j];
      if (!std::isfinite(cell.value)) out.status = Status::invalid;  // beyond the doubles
      const double product =
          std::sqrt(s.squares(i) / divisor) * s.unit[i] * (std::sqrt(s.squares(j) / divisor) * s.unit[j]);
      cell.se = spread * std::hypot(product, cell.value);
      if (z_ > 0 && cell.se > 0) write_interval(cell, i == j);
    }
  }
}

void CovarianceOfPoints::write_interval(Cell& cell, bool of_variance) const noexcept {
  if (method_ == "log" && !of_variance) return;
  const bool on_logs = of_variance && method_ != "normal";
  write_limits(cell, z_, {of_variance ? 0 : -infinity}, on_logs ? IntervalScale::log : IntervalScale::line);
}

Outcome<CovarianceMl> CovarianceMl::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<CovarianceOfPoints> bound = bind_divisor(0, name, knowns);
  if (!bound) return Refusal{bound.reason()};
  return CovarianceMl{*bound};
}

Outcome<CovarianceUnbiased> CovarianceUnbiased::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<CovarianceOfPoints> bound = bind_divisor(1, name, knowns);
  if (!bound) return Refusal{bound.reason()};
  return CovarianceUnbiased{*bound};
}

}  // namespace plim
