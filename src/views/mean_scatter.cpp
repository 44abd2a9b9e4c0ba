#include "plim/views/mean_scatter.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"

namespace plim {
namespace {

/// Adds the mean of x - centre to the centre: `centre: [d]`.
void refine(const Points::One& points, std::vector<double>& sum, double* centre) {
  const std::size_t d = points.d;
  sum.assign(d, 0.0);
  for (std::size_t at = 0; at < points.x.size(); at += d) {
    for (std::size_t j = 0; j < d; ++j) sum[j] += points.x[at + j] - centre[j];
  }
  const double n = static_cast<double>(points.x.size() / d);
  for (std::size_t j = 0; j < d; ++j) centre[j] += sum[j] / n;
}

}  // namespace

const MeanScatter& MeanScatterOfPoints::operator()(const Points& points) {
  const std::size_t size = triangle_size(points.d);
  mean_.resize(points.lanes * points.d);
  scatter_.resize(points.lanes * size);
  unit_.assign(points.lanes * points.d, 1);
  for (std::size_t lane = 0; lane < points.lanes; ++lane) {
    const std::size_t at = lane * points.d;
    take(points.one(lane), mean_.data() + at, scatter_.data() + lane * size, unit_.data() + at);
  }
  view_ = {points.n, points.d, points.lanes, mean_.data(), scatter_.data(), unit_.data()};
  return view_;
}

void MeanScatterOfPoints::take(const Points::One& points, double* mean, double* scatter, double* unit) {
  const std::size_t d = points.d, n = points.x.size() / d;
  std::fill_n(mean, d, n == 0 ? not_a_number : 0.0);
  std::fill_n(scatter, triangle_size(d), n == 0 ? not_a_number : 0.0);
  if (n == 0) return;
  refine(points, off_, mean);
  refine(points, off_, mean);
  add_up(points, mean, unit, scatter);
  if (choose_units(points, mean, scatter, unit)) add_up(points, mean, unit, scatter);
}

void MeanScatterOfPoints::add_up(const Points::One& points, const double* mean, const double* unit,
                                 double* scatter) {
  const std::size_t d = points.d, n = points.x.size() / d;
  std::fill_n(scatter, triangle_size(d), 0.0);
  off_.assign(d, 0.0);
  deviation_.resize(d);
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<const double> x = points.point(i);
    for (std::size_t j = 0; j < d; ++j) off_[j] += deviation_[j] = (x[j] - mean[j]) / unit[j];
    double* entry = scatter;
    for (std::size_t j = 0; j < d; ++j) {
      for (std::size_t k = j; k < d; ++k) *entry++ += deviation_[j] * deviation_[k];
    }
  }
  double* entry = scatter;
  for (std::size_t j = 0; j < d; ++j) {
    for (std::size_t k = j; k < d; ++k) *entry++ -= off_[j] * (off_[k] / static_cast<double>(n));
    double& squares = scatter[triangle_index(j, j, d)];
    squares = std::max(squares, 0.0);  // NaN stays
  }
}

/// About the largest deviation of each coordinate whose squares left the doubles; false if none did.
bool MeanScatterOfPoints::choose_units(const Points::One& points, const double* mean, const double* scatter,
                                       double* unit) const {
  constexpr double least = 0x1p-900;  // below it single squares may have lost digits
  bool chosen = false;
  for (std::size_t j = 0; j < points.d; ++j) {
    const double squares = scatter[triangle_index(j, j, points.d)];
    if (squares >= least && squares < infinity) continue;
    double largest = 0;
    for (std::size_t at = j; at < points.x.size(); at += points.d)
      largest = std::fmax(largest, std::fabs(points.x[at] - mean[j]));
    if (!(largest > 0 && largest < infinity)) continue;
    unit[j] = std::ldexp(1, std::ilogb(largest));
    chosen = true;
  }
  return chosen;
}

}  // namespace plim
