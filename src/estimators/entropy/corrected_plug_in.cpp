#include "plim/estimators/entropy/corrected_plug_in.hpp"

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

/// What the last observation of a class seen c times adds to n H, and ln of the mean count, which changes no
/// spread: -(c ln c - (c - 1) ln(c - 1)) + s(c) - s(c - 1) + ln(mean count).
double last_adds(std::int64_t count, double mean_count, const ClassTerms& s) noexcept {
  const double c = static_cast<double>(count), logs = -elementary::log(c / mean_count);
  if (count == 1) return logs + s(1);
  return logs + (c - 1) * elementary::log1p(-1 / c) + (s(count) - s(count - 1));
}

/// The standard deviation of what observations add, over all observations.
double spread(const CountFeatures& v, std::size_t lane, const ClassTerms& s) noexcept {
  const double n = static_cast<double>(v.n), mean_count = n / v.observed[lane];
  double mean = 0, variance = 0;
  for (std::size_t r = 0; r < v.rows; ++r) {
    const std::int64_t c = v.c[r * v.lanes + lane];
    if (c > 0) mean += static_cast<double>(c) / n * last_adds(c, mean_count, s);
  }
  for (std::size_t r = 0; r < v.rows; ++r) {
    const std::int64_t c = v.c[r * v.lanes + lane];
    if (c == 0) continue;
    const double deviation = last_adds(c, mean_count, s) - mean;
    variance += static_cast<double>(c) / n * deviation * deviation;
  }
  return std::sqrt(variance);
}

}  // namespace

void write_corrected(const CountFeatures& v, const ClassTerms& s, double whole,
                     const NormalInterval& interval, ClassTerms::Sums& sums, const BlockOut& out) {
  s.add_up(v, sums);
  const double n = static_cast<double>(v.n);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    Cell& cell = out.cells[lane] = Cell{};
    out.status[lane] = v.n > 0 ? Status::regular : Status::empty;
    if (v.n == 0) continue;
    cell.value = plug_in_entropy(v, lane) + (sums.values[lane] - whole) / n;
    if (v.observed[lane] == 1) {
      out.status[lane] = Status::boundary;
    } else if (interval.wanted()) {
      interval.write(cell, cell.value, spread(v, lane, s) / std::sqrt(n - 1), {0});
    }
  }
}

}  // namespace plim
