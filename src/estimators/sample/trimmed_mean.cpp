#include "plim/estimators/sample/trimmed_mean.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

std::int64_t trimmed(std::int64_t n, double share) {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(n) * share));
}

/// About the largest observation that is left, with the exponent of two that makes it 1: neither sums nor
/// squares in that unit leave the doubles.
struct Unit {
  double size;
  int exponent = 0;

  Unit(const Sorted::One& s, std::int64_t g)
      : size(std::max(std::fabs(s.order_statistic(g + 1)), std::fabs(s.order_statistic(s.n - g)))) {
    if (size > 0 && std::isfinite(size)) exponent = std::clamp(std::ilogb(size), -1000, 1000);
  }
  double scale() const { return std::ldexp(1, -exponent); }
};

double trimmed_mean(const Sorted::One& s, double share) {
  const Unit unit(s, trimmed(s.n, share));
  const double scale = unit.scale();
  const auto g = static_cast<double>(trimmed(s.n, share)), kept = static_cast<double>(s.n) - 2 * g;
  CompensatedSum sum;
  double below = 0;  // observations before this value
  for (std::size_t i = 0; i < s.x.size(); ++i) {
    const double after = below + s.count(i);
    const double inside = std::min(after, g + kept) - std::max(below, g);
    if (inside > 0) sum.add(inside * (s.x[i] * scale));
    below = after;
  }
  return std::clamp(std::ldexp(sum.value() / kept, unit.exponent), -unit.size, unit.size);
}

/// By the standard deviation of the observations where those cut off stand at the ends of the others.
double standard_error(const Sorted::One& s, std::int64_t g) {
  const double low = s.order_statistic(g + 1), high = s.order_statistic(s.n - g);
  const Unit unit(s, g);
  const double scale = unit.scale(), n = static_cast<double>(s.n), kept = static_cast<double>(s.n - 2 * g);
  const double centre = 0.5 * (low * scale) + 0.5 * (high * scale);
  CompensatedSum sum, squares;
  for (std::size_t i = 0; i < s.x.size(); ++i) {
    const double deviation = std::clamp(s.x[i], low, high) * scale - centre;
    sum.add(s.count(i) * deviation);
    squares.add(s.count(i) * deviation * deviation);
  }
  const double sd = std::sqrt(std::max(squares.value() - sum.value() * (sum.value() / n), 0.0) / (n - 1));
  return std::ldexp(sd * std::sqrt(n) / kept, unit.exponent);
}

}  // namespace

std::vector<Parameter> TrimmedMean::options() {
  Parameter share{"share", Domain::nonnegative, "that is left out at either end", Value{0.1}};
  share.largest = 0.499;
  return {share, Bootstrap::option()};
}

Outcome<TrimmedMean> TrimmedMean::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<BoundInterval> interval = bind_interval(knowns, name, {"t", Bootstrap::method});
  if (!interval) return Refusal{interval.reason()};
  TrimmedMean bound;
  bound.share_ = options.real("share");
  bound.interval_ = *interval;
  bound.bootstrap_ = Bootstrap(interval->level, options);
  return bound;
}

void TrimmedMean::prepare(std::int64_t n, workspace& w) const {
  const std::int64_t degrees = n - 2 * trimmed(n, share_) - 1;
  const bool wanted = has_interval() && degrees > 0;
  w.t = wanted ? special::student_t_quantile(static_cast<double>(degrees), 0.5 + 0.5 * interval_.level) : 0;
}

void TrimmedMean::estimate(const Sorted::One& s, workspace& w, const Address& own,
                           const EstimateRef& out) const {
  out.status = s.n == 0 ? Status::empty : s.x.empty() ? Status::invalid : Status::regular;
  if (out.status != Status::regular) return;
  Cell& cell = out.out[0];
  cell.value = trimmed_mean(s, share_);
  if (!std::isfinite(cell.value)) {
    out.status = std::isinf(cell.value) ? Status::infinite : Status::invalid;
    return;
  }
  if (interval_.method == Bootstrap::method) return bootstrap_.write(cell, s, {trimmed_mean, share_}, own, w);
  const std::int64_t g = trimmed(s.n, share_);
  if (s.n - 2 * g < 2) return;
  cell.se = standard_error(s, g);
  if (!has_interval() || !(cell.se > 0)) return;
  cell.lo = cell.value - w.t * cell.se;
  cell.hi = cell.value + w.t * cell.se;
}

}  // namespace plim
