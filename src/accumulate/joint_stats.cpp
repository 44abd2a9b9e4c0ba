#include "plim/accumulate/joint_stats.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plim {

void JointStats::add(std::span<const double> x) noexcept {
  for (const double value : x) {
    if (std::isnan(value)) return;
  }
  const double before = static_cast<double>(count_);
  ++count_;
  const double n = static_cast<double>(count_), weight = before / n;
  double* row = co_.data();
  for (std::size_t i = 0; i < mean_.size(); ++i) {
    const double step = (x[i] - mean_[i]) / n;
    third_[i] += step * (step * step * n * before * (n - 2) - 3 * co_moment(i, i));
  }
  for (std::size_t i = 0; i < mean_.size(); ++i) {
    const double scaled = weight * (x[i] - mean_[i]);
    for (std::size_t j = 0; j <= i; ++j) row[j] += scaled * (x[j] - mean_[j]);
    row += i + 1;
  }
  for (std::size_t i = 0; i < mean_.size(); ++i) mean_[i] += (x[i] - mean_[i]) / n;
}

JointStats& JointStats::operator+=(const JointStats& other) {
  if (other.count_ == 0) return *this;
  if (count_ == 0) return *this = other;
  const double a = static_cast<double>(count_), b = static_cast<double>(other.count_), n = a + b;
  for (std::size_t i = 0; i < mean_.size(); ++i) {
    const double step = (other.mean_[i] - mean_[i]) / n;
    third_[i] += other.third_[i] + step * (step * step * n * a * b * (a - b) +
                                           3 * (a * other.co_moment(i, i) - b * co_moment(i, i)));
  }
  std::size_t at = 0;
  for (std::size_t i = 0; i < mean_.size(); ++i) {
    const double scaled = a * b / n * (other.mean_[i] - mean_[i]);
    for (std::size_t j = 0; j <= i; ++j, ++at)
      co_[at] += other.co_[at] + scaled * (other.mean_[j] - mean_[j]);
  }
  for (std::size_t i = 0; i < mean_.size(); ++i) mean_[i] += b / n * (other.mean_[i] - mean_[i]);
  count_ += other.count_;
  return *this;
}

double JointStats::skewness(std::size_t i) const noexcept {
  const double square = co_moment(i, i);
  return square > 0 ? std::sqrt(static_cast<double>(count_)) * third_[i] / (square * std::sqrt(square)) : 0;
}

double JointStats::quadratic_form(std::span<const double> g) const noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < g.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) sum += 2 * g[i] * g[j] * co_moment(i, j);
    sum += g[i] * g[i] * co_moment(i, i);
  }
  return std::max(0.0, sum);
}

double JointStats::standard_error(std::span<const double> g) const noexcept {
  if (count_ < 2) return std::numeric_limits<double>::quiet_NaN();
  const double n = static_cast<double>(count_);
  return std::sqrt(quadratic_form(g) / (n * (n - 1)));
}

void LargestDifference::add(double x, double y) noexcept {
  if (std::isnan(x) || std::isnan(y)) {
    if (!std::isnan(x) || !std::isnan(y)) ++one_alone;
    return;
  }
  if (std::isinf(x) && x == y) return;  // both fail alike
  ++count;
  if (x == y) return;
  const double d = std::fabs(x - y);
  absolute = std::fmax(absolute, d);
  relative = std::fmax(relative, std::isinf(d) ? d : d / std::fmax(std::fabs(x), std::fabs(y)));
}

LargestDifference& LargestDifference::operator+=(const LargestDifference& other) noexcept {
  count += other.count;
  one_alone += other.one_alone;
  absolute = std::fmax(absolute, other.absolute);
  relative = std::fmax(relative, other.relative);
  return *this;
}

}  // namespace plim
