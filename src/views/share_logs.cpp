#include "plim/views/share_logs.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

bool is_on_open_simplex(std::span<const double> shares) noexcept {
  constexpr double tolerance = 1e-9;  // that of lists of probabilities
  CompensatedSum sum;
  for (const double x : shares) sum.add(x);
  return std::fabs(sum.value() - 1) <= tolerance &&
         std::all_of(shares.begin(), shares.end(), [](double x) { return x > 0; });
}

bool are_shares(const Points::One& points) noexcept {
  for (std::size_t at = 0; at < points.x.size(); at += points.d) {
    if (!is_on_open_simplex(points.x.subspan(at, points.d))) return false;
  }
  return true;
}

}  // namespace

const ShareLogs& ShareLogsOfPoints::operator()(const Points& points) {
  for (std::vector<double>* v : {&mean_, &mean_log_, &log_ratio_})
    v->assign(points.lanes * points.d, not_a_number);
  for (std::size_t lane = 0; lane < points.lanes; ++lane) {
    const Points::One sample = points.one(lane);
    if (!are_shares(sample)) continue;
    for (std::size_t k = 0; k < points.d; ++k) {
      const MeanLog::One one = of_coordinate(sample, k);
      mean_[lane * points.d + k] = one.mean;
      mean_log_[lane * points.d + k] = one.mean_log;
      log_ratio_[lane * points.d + k] = one.log_ratio;
    }
  }
  view_ = {points.n, points.d, points.lanes, mean_.data(), mean_log_.data(), log_ratio_.data()};
  return view_;
}

MeanLog::One ShareLogsOfPoints::of_coordinate(const Points::One& points, std::size_t k) {
  column_.clear();
  for (std::size_t at = k; at < points.x.size(); at += points.d) column_.push_back(points.x[at]);
  const double* row = column_.data();
  return of_column_({static_cast<std::int64_t>(column_.size()), 1, &row}).one(0);
}

}  // namespace plim
