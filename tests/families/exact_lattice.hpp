#pragma once
#include <bit>

#include "exact_statistics.hpp"

// The procedure T6: what distribution functions do not show.
namespace plim::test {

/// The share of draws whose significand, of 52 digits, ends in at least nine zeros is 2^-9 where its digits
/// are fair; a coarse grid has more, and four times as many are let pass. Only draws far from 0 are looked
/// at, where none lost its digits to a location or to the grid of the uniforms. Ties are as frequent as the
/// grid of doubles at the draws makes them, or one four times as coarse (a gamma number of a large shape is
/// the cube of 1 + c x, of small c), and as that of the 2^52 uniforms behind a draw.
inline Comparisons fine_grid(const Source& s, std::uint64_t n, std::uint64_t key) {
  std::vector<double> x = drawn_of(s, n, key);
  std::sort(x.begin(), x.end());
  const double size = static_cast<double>(n), pairs = 0.5 * size * size;
  const double far = 0.5 * std::fmax(std::fabs(s.law.quantile(0.05)), std::fabs(s.law.quantile(0.95)));
  double looked_at = 0, zeros = 0, ties = 0, collisions = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double size_of_draw = std::fabs(x[i]);
    if (size_of_draw > far) {
      looked_at += 1;
      zeros += (std::bit_cast<std::uint64_t>(x[i]) & 511) == 0 ? 1 : 0;
    }
    ties += i > 0 && x[i] == x[i - 1] ? 1 : 0;
    if (i % 64 == 0) collisions += 64 / size * s.law.density(x[i]) * (size_of_draw - before(size_of_draw));
  }
  return {{"trailing zeros", excess_p(zeros, looked_at * 0x1p-7)},
          {"ties", excess_p(ties, 1e-9 + pairs * (8 * collisions + 0x1p-50))}};
}

/// Where masses fall and none is above `most`, of the values that stand for each remainder of a division the
/// share is equal within `most`.
inline double smooth_from(const AnyLaw& law, double most) {
  for (const double p : {0.0, 0.5, 0.75, 0.9}) {
    const double from = law.quantile(p), rest = law.complement(from);
    double largest = 0;
    for (double q = 0; q < 1; q += 1.0 / 32)
      largest = std::fmax(largest, law.density(law.quantile(p + (1 - p) * q)));
    if (largest <= most * rest) return from;
  }
  return std::numeric_limits<double>::infinity();
}

/// Remainders by 2 and by 3 of the draws of a discrete law beyond the point from which no mass is above 10^-4
/// of the square root of n; integers up to 2^53 only.
inline Comparisons remainders(const Source& s, std::uint64_t n, std::uint64_t key) {
  const double size = static_cast<double>(n), from = smooth_from(s.law, 0.05 / std::sqrt(size));
  if (!(std::isfinite(from) && s.law.complement_quantile(1e-9) < 0x1p53)) return {};
  std::vector<std::int64_t> by_two(2, 0), by_three(3, 0);
  for (const double x : drawn_of(s, n, key)) {
    if (x <= from) continue;
    const auto k = static_cast<std::int64_t>(x);
    ++by_two[static_cast<std::size_t>(((k % 2) + 2) % 2)];
    ++by_three[static_cast<std::size_t>(((k % 3) + 3) % 3)];
  }
  return {{"by 2", goodness_of_fit(by_two, std::vector<double>(2, 0.5)).too_far()},
          {"by 3", goodness_of_fit(by_three, std::vector<double>(3, 1.0 / 3)).too_far()}};
}

inline Comparisons lattice(const Source& s, std::uint64_t n, std::uint64_t key) {
  return s.law.discrete() ? remainders(s, n, key) : fine_grid(s, n, key);
}

}  // namespace plim::test
