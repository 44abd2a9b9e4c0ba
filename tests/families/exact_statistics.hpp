#pragma once
#include <algorithm>
#include <cstdlib>
#include <map>

#include "exact_laws.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/goodness_of_fit.hpp"
#include "plim/numeric/kolmogorov.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"

// The procedures T1 to T6: probabilities under the claimed law of what is at least as far from it as the
// draws.
namespace plim::test {

struct Comparison {
  std::string name;
  double p;
};
using Comparisons = std::vector<Comparison>;

inline std::vector<double> drawn_of(const Source& s, std::uint64_t n, std::uint64_t key) {
  std::vector<double> x(n);
  s.draw(key, 0, x);
  return x;
}

/// Each of n draws in turn, a chunk of them at a time.
template <class Take>
void for_draws(const Source& s, std::uint64_t n, std::uint64_t key, Take take) {
  std::vector<double> x(std::min<std::uint64_t>(n, 1 << 14));
  for (std::uint64_t first = 0; first < n; first += x.size()) {
    x.resize(std::min<std::uint64_t>(x.size(), n - first));
    s.draw(key, first, x);
    for (const double value : x) take(value);
  }
}

inline double two_sided(double z) { return std::erfc(std::fabs(z) / std::sqrt(2.0)); }

/// Of a Poisson count, both sides.
inline double count_p(double seen, double expected) {
  if (!(expected > 0)) return seen == 0 ? 1 : 0;
  const double fewer = gamma_law::complement(seen + 1, expected);      // P(X <= seen)
  const double more = seen == 0 ? 1 : gamma_law::cdf(seen, expected);  // P(X >= seen)
  return std::min(1.0, 2 * std::min(fewer, more));
}
/// That a Poisson count is as large.
inline double excess_p(double seen, double most_expected) {
  return seen == 0 ? 1 : gamma_law::cdf(seen, most_expected);
}

/// Just below x.
inline double before(double x) { return std::nextafter(x, -std::numeric_limits<double>::infinity()); }

/// Between an integer and the one before it, or the double before it: far enough that an affine law sees it
/// too.
inline double before_integer(double x) { return x - 0.5 < x ? x - 0.5 : before(x); }

/// P(a < X <= b) from the smaller tails.
inline double mass_between(const AnyLaw& law, double a, double b) {
  return law.cdf(a) < 0.5 ? law.cdf(b) - law.cdf(a) : law.complement(a) - law.complement(b);
}

/// T1: P(sup |F_n - F| > d) <= 2 exp(-2 n d^2) for every n and every law (Massart 1990); the distance at 250
/// draws, which is no larger.
inline Comparisons dkw(const Source& s, std::uint64_t n, std::uint64_t key) {
  std::vector<double> x = drawn_of(s, n, key);
  std::sort(x.begin(), x.end());
  const double size = static_cast<double>(n);
  double d = 0;
  for (std::size_t i = 0; i < x.size(); i += std::max<std::size_t>(1, x.size() / 125)) {
    const auto [first, last] = std::equal_range(x.begin(), x.end(), x[i]);
    const double below = s.law.cdf(s.law.discrete() ? before_integer(x[i]) : x[i]);
    d = std::fmax(d, std::fabs(static_cast<double>(last - x.begin()) / size - s.law.cdf(x[i])));
    d = std::fmax(d, std::fabs(static_cast<double>(first - x.begin()) / size - below));
  }
  return {{"DKW", std::fmin(1, 2 * std::exp(-2 * size * d * d))}};
}

/// P(A^2 > a) of Anderson and Darling's statistic for large n, where it is small: A^2 tends to sum X_j / (j
/// (j + 1)), X_j chi-square with one degree of freedom; the first term has the heaviest tail, and the others
/// raise it by E exp(rest) = prod (1 - 2 / (j (j + 1)))^(-1/2) = sqrt(3) and, to the next order, by 11 / (36
/// a) of that (after Zolotarev 1961). Beyond a = 2 within 3 % of the values of Marsaglia and Marsaglia
/// (2004).
inline double anderson_darling_complement(double a) {
  return a < 2 ? 1 : std::sqrt(3.0) * std::erfc(std::sqrt(a)) * (1 + 11 / (36 * a));
}

/// T2, of continuous laws: Kolmogorov, and Anderson and Darling, of U = F(x), each tail from its own
/// function.
inline Comparisons uniforms(const Source& s, std::uint64_t n, std::uint64_t key) {
  if (s.law.discrete()) return {};
  std::vector<double> x = drawn_of(s, n, key);
  std::sort(x.begin(), x.end());
  const double size = static_cast<double>(n);
  std::vector<double> below(n), log_below(n), log_above(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double lower = s.law.cdf(x[i]), upper = lower < 0.5 ? 1 - lower : s.law.complement(x[i]);
    below[i] = lower < 0.5 ? lower : 1 - upper;
    log_below[i] = lower < 0.5 ? std::log(lower) : std::log1p(-upper);
    log_above[i] = lower < 0.5 ? std::log1p(-lower) : std::log(upper);
  }
  double d = 0;
  CompensatedSum a;
  for (std::size_t i = 0; i < n; ++i) {
    const double rank = static_cast<double>(i);
    d = std::fmax(d, std::fmax(below[i] - rank / size, (rank + 1) / size - below[i]));
    a.add((2 * rank + 1) / size * (log_below[i] + log_above[n - 1 - i]));
  }
  const double statistic = -size - a.value();
  return {{"Kolmogorov", kolmogorov_complement(static_cast<std::int64_t>(n), d)},
          {"Anderson-Darling", std::isfinite(statistic) ? anderson_darling_complement(statistic) : 0}};
}

/// Ends of cells of a discrete law: every integer where few hold all but 10^-5 on either side, else
/// quantiles.
inline std::vector<double> cell_ends(const AnyLaw& law) {
  const double low = law.quantile(1e-5), high = law.complement_quantile(1e-5);
  std::vector<double> ends;
  if (high - low <= 400) {
    for (double k = low; k <= high; ++k) ends.push_back(k);
  } else {
    for (int i = 1; i < 128; ++i) ends.push_back(law.quantile(i / 128.0));
    for (const double q : {1e-3, 1e-4}) {
      ends.push_back(law.quantile(q));
      ends.push_back(law.complement_quantile(q));
    }
    for (double k = low; k < low + 20; ++k) ends.push_back(k);
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  }
  return ends;
}

/// Cells made one until each has the mass `least`; one left over at the end goes to the last.
inline void merge_neighbours(std::vector<std::int64_t>& seen, std::vector<double>& p, double least) {
  std::size_t cells = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const bool open = cells > 0 && (p[cells - 1] < least || (i + 1 == p.size() && p[i] < least));
    if (!open && (p[i] > 0 || seen[i] > 0)) {
      p[cells] = p[i];
      seen[cells++] = seen[i];
    } else if (cells > 0) {
      p[cells - 1] += p[i];
      seen[cells - 1] += seen[i];
    }
  }
  p.resize(cells);
  seen.resize(cells);
}

/// T3, of discrete laws: G with as many degrees of freedom as cells less one.
inline Comparisons likelihood_ratio(const Source& s, std::uint64_t n, std::uint64_t key) {
  if (!s.law.discrete()) return {};
  const std::vector<double> ends = cell_ends(s.law);
  std::vector<std::int64_t> seen(ends.size() + 1, 0);
  for_draws(s, n, key, [&](double x) {
    ++seen[static_cast<std::size_t>(std::lower_bound(ends.begin(), ends.end(), x) - ends.begin())];
  });
  std::vector<double> p = {s.law.cdf(ends.front())};
  for (std::size_t i = 1; i < ends.size(); ++i) p.push_back(mass_between(s.law, ends[i - 1], ends[i]));
  p.push_back(s.law.complement(ends.back()));
  merge_neighbours(seen, p, 20 / static_cast<double>(n));
  const GoodnessOfFit fit = goodness_of_fit(seen, p);
  return {{"G", fit.df > 0 ? fit.too_far() : std::isfinite(fit.g) ? 1.0 : 0.0}};
}

/// Draws beyond a point, and the mass there.
struct Tail {
  double cut, mass, seen = 0;
};
struct BothTails {
  std::vector<Tail> lower, upper;  // by falling mass
};

/// Points that a mass q is beyond on either side, or, where doubles next to an end are so far apart that one
/// of them holds a thousandth of that mass, ten times as much.
inline double lower_cut(const AnyLaw& law, double q) {
  const double cut = law.quantile(q);
  const bool coarse = !law.discrete() && law.cdf(cut) - law.cdf(before(cut)) > 1e-3 * law.cdf(cut);
  return coarse && q < 0.1 ? lower_cut(law, 10 * q) : cut;
}
inline double upper_cut(const AnyLaw& law, double q) {
  const double cut = law.complement_quantile(q);
  const bool coarse =
      !law.discrete() && law.complement(before(cut)) - law.complement(cut) > 1e-3 * law.complement(cut);
  return coarse && q < 0.1 ? upper_cut(law, 10 * q) : cut;
}

/// Beyond the points that the masses, falling, are beyond.
inline BothTails tails_of(const Source& s, std::uint64_t n, std::uint64_t key,
                          const std::vector<double>& masses) {
  BothTails tails;
  for (const double q : masses) {
    const double left = lower_cut(s.law, q), right = upper_cut(s.law, q);
    tails.lower.push_back({left, s.law.cdf(s.law.discrete() ? before_integer(left) : left)});
    tails.upper.push_back({right, s.law.complement(right)});
  }
  for_draws(s, n, key, [&, left = tails.lower[0].cut, right = tails.upper[0].cut](double value) {
    if (value < left) {
      for (Tail& t : tails.lower) t.seen += value < t.cut ? 1 : 0;
    } else if (value > right) {
      for (Tail& t : tails.upper) t.seen += value > t.cut ? 1 : 0;
    }
  });
  return tails;
}

/// T4: draws beyond the points that 100 and 18 of n are expected beyond on either side, and that 9 are on
/// each of both sides together: none of 18 has probability 2 10^-8.
inline Comparisons far_tails(const Source& s, std::uint64_t n, std::uint64_t key) {
  const double size = static_cast<double>(n);
  const BothTails tails = tails_of(s, n, key, {100 / size, 18 / size, 9 / size});
  const auto p = [size](const Tail& t) { return count_p(t.seen, size * t.mass); };
  const Tail &low = tails.lower[2], &high = tails.upper[2];
  return {{"lower 100", p(tails.lower[0])},
          {"upper 100", p(tails.upper[0])},
          {"lower 18", p(tails.lower[1])},
          {"upper 18", p(tails.upper[1])},
          {"both 9", count_p(low.seen + high.seen, size * (low.mass + high.mass))}};
}

/// T5: mean and variance where the law of their errors is near enough to a normal one: by the third
/// standardised cumulant of a mean of n draws, and for the variance by the kurtosis.
inline Comparisons moments(const Source& s, std::uint64_t n, std::uint64_t key) {
  const double size = static_cast<double>(n), variance = s.law.variance(), mean = s.law.mean();
  if (!(std::isfinite(variance) && variance > 0)) return {};
  const double skewness = std::fabs(s.law.skewness()), kurtosis = s.law.excess_kurtosis(),
               sd = std::sqrt(variance);
  CompensatedSum sum, squares;
  for_draws(s, n, key, [&](double x) {
    const double z = (x - mean) / sd;
    sum.add(z);
    squares.add(z * z - 1);
  });
  Comparisons all;
  if (skewness < 0.02 * std::sqrt(size)) all.push_back({"mean", two_sided(sum.value() / std::sqrt(size))});
  if (kurtosis > -1.99 && kurtosis < 8e-5 * size)  // a fair coin has no other variance
    all.push_back({"variance", two_sided(squares.value() / std::sqrt(size * (kurtosis + 2)))});
  return all;
}

}  // namespace plim::test
