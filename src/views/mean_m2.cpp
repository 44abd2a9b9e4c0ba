#include "plim/views/mean_m2.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double least_sum = 0x1p-900;  // of squares: below it single squares may have lost digits

/// Sum of `term(x_i)` in eight interleaved partial sums.
template <class Term>
double sum_of(std::span<const double> x, Term term) {
  std::array<double, 8> part{};
  const std::size_t whole = x.size() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) {
    for (std::size_t j = 0; j < 8; ++j) part[j] += term(x[i + j]);
  }
  for (std::size_t i = whole; i < x.size(); ++i) part[i - whole] += term(x[i]);
  return ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
}

/// The mean of the observations times `scale`, a power of two.
double mean_times(std::span<const double> x, double n, double scale) {
  const double rough = sum_of(x, [scale](double v) { return v * scale; }) / n;
  // The sum of deviations repairs the rounding of the first mean; it matters when |mean| >> sd.
  const double shift = sum_of(x, [rough, scale](double v) { return v * scale - rough; }) / n;
  return rough + shift;
}

/// Sum of squares of deviations from a centre that is about the mean, less what the rounding of that centre
/// adds, which is most of it where |mean| is 10^16 sd, and below the last digit where it is 10^6 sd.
template <class Deviation>
double squares_of(std::span<const double> x, double n, double centre, Deviation deviation) {
  const double squares = sum_of(x, [&deviation](double v) { return deviation(v) * deviation(v); });
  if (squares > n * centre * centre * 0x1p-46) return squares;
  const double off = sum_of(x, deviation);
  return std::max(squares - off * (off / n), 0.0);  // NaN stays
}

/// Once more where sums or squares have left the doubles: observations in units of about the largest, squares
/// of deviations in units of the largest deviation. What is 0 or not finite stays as it is.
MeanM2::One in_units(std::span<const double> x, double n, const MeanM2::One& plain) {
  double size = 0, largest = 0;
  for (const double v : x) size = std::fmax(size, std::fabs(v));
  if (!(size > 0 && size < infinity)) return plain;
  const int exponent = std::clamp(std::ilogb(size), -1000, 1000);
  const double scale = std::ldexp(1, -exponent), centre = mean_times(x, n, scale);
  for (const double v : x) largest = std::fmax(largest, std::fabs(v * scale - centre));
  const double mean = std::clamp(std::ldexp(centre, exponent), -size, size);
  if (!(largest > 0)) return {plain.n, mean, 0};
  const int unit = std::clamp(std::ilogb(largest) + exponent, -1074, 1023);
  const double per_unit = std::ldexp(1, exponent - unit);
  const double m2 =
      squares_of(x, n, centre * per_unit, [=](double v) { return (v * scale - centre) * per_unit; });
  return {plain.n, mean, m2, std::ldexp(1, unit)};
}

MeanM2::One mean_m2_of(std::span<const double> x) {
  const double n = x.empty() ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(x.size());
  const double mean = mean_times(x, n, 1);
  const double m2 = squares_of(x, n, mean, [mean](double v) { return v - mean; });
  const MeanM2::One plain{static_cast<std::int64_t>(x.size()), mean, m2};
  return m2 >= least_sum && m2 < infinity ? plain : in_units(x, n, plain);
}

}  // namespace

MeanM2::One mean_m2_of(std::span<const double> x, std::span<const double> times, std::int64_t n) noexcept {
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  double size = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (times[i] > 0) size = std::isnan(x[i]) ? infinity : std::fmax(size, std::fabs(x[i]));
  }
  if (n == 0 || size == infinity) return {n, nothing, nothing};
  const int exponent = size > 0 ? std::clamp(std::ilogb(size), -1000, 1000) : 0;
  const double scale = std::ldexp(1, -exponent), total = static_cast<double>(n);
  CompensatedSum sum, squares, off;
  for (std::size_t i = 0; i < x.size(); ++i) sum.add(times[i] > 0 ? times[i] * (x[i] * scale) : 0);
  const double centre = sum.value() / total;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double deviation = times[i] > 0 ? x[i] * scale - centre : 0;
    squares.add(times[i] * deviation * deviation);
    off.add(times[i] * deviation);
  }
  const double m2 = std::max(squares.value() - off.value() * (off.value() / total), 0.0);
  const double mean = std::ldexp(centre, exponent), plain = std::ldexp(m2, 2 * exponent);
  if (m2 == 0 || (plain >= least_sum && plain < infinity)) return {n, mean, plain};
  return {n, mean, m2, std::ldexp(1, exponent)};
}

const MeanM2& MeanM2OfCounts::operator()(const ValuedCounts& counts) {
  const std::size_t K = counts.counts.K;
  times_.resize(K);
  for (std::size_t lane = 0; lane < counts.lanes; ++lane) {
    const Counts::One c = counts.counts.one(lane);
    for (std::size_t k = 0; k < K; ++k) times_[k] = static_cast<double>(c[k]);
    const MeanM2::One one = mean_m2_of({counts.values, K}, times_, c.n);
    mean_[lane] = one.mean;
    m2_[lane] = one.m2;
    unit_[lane] = one.unit;
  }
  view_ = {counts.counts.n, counts.lanes, mean_.data(), m2_.data(), unit_.data()};
  return view_;
}

const MeanM2& MeanM2OfReals::operator()(const Reals& reals) {
  for (std::size_t lane = 0; lane < reals.lanes; ++lane) {
    const MeanM2::One one = mean_m2_of(reals.one(lane).x);
    mean_[lane] = one.mean;
    m2_[lane] = one.m2;
    unit_[lane] = one.unit;
  }
  view_ = {reals.n, reals.lanes, mean_.data(), m2_.data(), unit_.data()};
  return view_;
}

}  // namespace plim
