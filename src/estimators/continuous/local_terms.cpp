#include "plim/estimators/continuous/local_terms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/mean_m2.hpp"

namespace plim {

Status status_of_draws(const Sorted::One& s, std::int64_t least) noexcept {
  if (s.n == 0) return Status::empty;
  if (s.x.empty() || !std::isfinite(s.x.back() - s.x.front())) return Status::invalid;
  return s.n < least ? Status::undefined : Status::regular;
}

Status status_of_draws(const Points::One& p, std::int64_t least) noexcept {
  if (p.x.empty()) return Status::empty;
  // Differences of halves of the doubles are doubles.
  constexpr double largest = std::numeric_limits<double>::max() / 2;
  if (!std::all_of(p.x.begin(), p.x.end(), [](double x) { return std::fabs(x) <= largest; }))
    return Status::invalid;
  return static_cast<std::int64_t>(p.x.size() / p.d) < least ? Status::undefined : Status::regular;
}

Status status_of_pair(const PointsPair::One& pair, std::int64_t least_x, std::int64_t least_y) noexcept {
  const Status x = status_of_draws(pair.x, least_x), y = status_of_draws(pair.y, least_y);
  return x != Status::regular ? x : y;
}

std::span<const double> one_by_one(const Sorted::One& s, std::vector<double>& room) {
  if (s.times.empty()) return s.x;
  room.clear();
  for (std::size_t i = 0; i < s.x.size(); ++i)
    room.insert(room.end(), static_cast<std::size_t>(s.times[i]), s.x[i]);
  return room;
}

double spread_of(const Sorted::One& s) {
  const std::vector<double> once(s.times.empty() ? s.x.size() : 0, 1.0);
  const MeanM2::One moments = mean_m2_of(s.x, s.times.empty() ? std::span<const double>(once) : s.times, s.n);
  return moments.unit * std::sqrt(moments.m2 / real(s.n - 1));
}

void MeanOfTerms::write(double constant, std::span<const double> terms, const EstimateRef& out,
                        double shared) const noexcept {
  const auto has = [terms](double end) { return std::find(terms.begin(), terms.end(), end) != terms.end(); };
  const bool below = has(-infinity), above = has(infinity);
  if (below || above) {
    out.status = below && above ? Status::undefined : Status::infinite;
    if (below != above) out.out[0].value = below ? -infinity : infinity;
    return;
  }
  const double n = static_cast<double>(terms.size());
  CompensatedSum sum;
  for (const double t : terms) sum.add(t);
  const double mean = sum.value() / n;
  out.out[0].value = constant + mean;
  if (!interval_.wanted() || terms.size() < 2) return;
  CompensatedSum squares;
  for (const double t : terms) squares.add((t - mean) * (t - mean));
  interval_.write(out.out[0], out.out[0].value, std::sqrt((squares.value() / (n - 1) + shared) / n), space_);
}

}  // namespace plim
