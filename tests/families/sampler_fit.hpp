#pragma once
#include <cmath>
#include <functional>
#include <vector>

#include "support.hpp"

// How far draws are from a law, in standard errors.
namespace plim::test {

using Draw = std::function<double(Variate&)>;
using Real = std::function<double(double)>;

inline std::vector<double> drawn(const Draw& draw, std::size_t n, std::uint64_t key = 5) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) {
    Variate v({{key}, 0, 0}, i);
    x[i] = draw(v);
  }
  return x;
}

/// |z| of a chi-square of draws in the cells between the cuts, whose masses are differences of the smaller
/// tail.
template <class Law>
double cells_z(const std::vector<double>& draws, const Law& law, const std::vector<double>& cuts) {
  std::vector<double> seen(cuts.size() + 1, 0.0), expected(cuts.size() + 1, 0.0);
  for (const double x : draws) {
    seen[static_cast<std::size_t>(std::lower_bound(cuts.begin(), cuts.end(), x) - cuts.begin())] += 1;
  }
  const double n = static_cast<double>(draws.size());
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    const bool upper = i > 0 && law.cdf(cuts[i - 1]) > 0.5;
    const double above = i == 0 ? 1 : law.complement(cuts[i - 1]), below = i == 0 ? 0 : law.cdf(cuts[i - 1]);
    expected[i] = n * (upper ? above - (i == cuts.size() ? 0 : law.complement(cuts[i]))
                             : (i == cuts.size() ? 1 : law.cdf(cuts[i])) - below);
  }
  return std::fabs(test::chi_square_z(seen, expected));
}

/// Cuts at about every 1/60 of the mass and far into both tails.
template <class Law>
std::vector<double> cuts_of(const Law& law) {
  std::vector<double> cuts;
  for (double p : {1e-5, 1e-4, 1e-3}) cuts.push_back(law.quantile(p));
  for (int i = 1; i < 60; ++i) cuts.push_back(law.quantile(i / 60.0));
  for (double p : {1e-3, 1e-4, 1e-5}) cuts.push_back(law.quantile(1 - p));
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

template <class Law>
double law_z(const Law& law, const Law& drawn_from, std::size_t n = 200000, std::uint64_t key = 5) {
  return cells_z(drawn([&](Variate& v) { return drawn_from.sample(v); }, n, key), law, cuts_of(law));
}

template <class Law>
double law_z(const Law& law) {
  return law_z(law, law);
}

/// |z| of mean and of variance, whichever is larger.
template <class Law>
double moments_z(const Law& law, const std::vector<double>& draws) {
  const double sd = std::sqrt(law.variance());
  std::vector<double> standard(draws);
  for (double& x : standard) x = (x - law.mean()) / sd;
  const test::Summary s(standard);
  const double variance_sd = std::sqrt((law.excess_kurtosis() + 2) / s.n);
  return std::max(std::fabs(s.mean) * std::sqrt(s.n), std::fabs(s.variance - 1) / variance_sd);
}

/// |z| of the share of odd draws, which must be a half where single values are rare.
inline double parity_z(const std::vector<double>& draws) {
  double odd = 0;
  for (const double x : draws) odd += std::fmod(x, 2) == 1 ? 1 : 0;
  const double n = static_cast<double>(draws.size());
  return std::fabs(odd - n / 2) / std::sqrt(n / 4);
}

/// |z| of the number of draws above the point of which the law has the mass `tail`, by the square root of a
/// Poisson count.
template <class Law>
double tail_z(const Law& law, std::size_t n, double tail) {
  const double cut = law.quantile(1 - tail), expected = static_cast<double>(n) * law.complement(cut);
  double above = 0;
  for (std::size_t i = 0; i < n; ++i) {
    Variate v({{77}, 0, 0}, i);
    above += law.sample(v) > cut ? 1 : 0;
  }
  return std::fabs(2 * (std::sqrt(above + 0.375) - std::sqrt(expected + 0.375)));
}

}  // namespace plim::test
