#pragma once
#include <algorithm>
#include <functional>

#include "plim/numeric/spread_limits.hpp"
#include "plim/random/fill.hpp"
#include "plim/random/variate.hpp"
#include "support.hpp"

// Laws of which samples are drawn to see how often limits of their variance pass it.
namespace plim::test {

inline constexpr double infinite = std::numeric_limits<double>::infinity();
inline constexpr double tails[] = {0.01, 0.005, 2.5e-4};

/// Mean square about the mean with divisor R - 1, and its relative standard error by the fourth moment.
struct Spread {
  double variance = 0, variation = 0;
};

inline Spread spread_of(double n, double m2, double m4) {
  const double v = m2 / (n - 1);
  return {v, std::sqrt(std::fmax(0, (m4 / n - (n - 3) / (n - 1) * v * v) / n)) / v};
}

using Visit = std::function<void(const Spread&)>;

/// A law of the terms: its variance, its shape, and how samples of R terms of it are drawn.
struct Design {
  std::string name;
  double variance;
  Shape shape;
  std::function<void(std::int64_t count, std::int64_t runs, const Visit& visit)> simulate;
};

/// Samples cut from long fills.
using FillBlock = std::function<void(const Address&, std::span<double>)>;

inline Design real_design(const std::string& name, double variance, const Shape& shape, std::uint64_t key,
                          const FillBlock& fill) {
  const auto simulate = [=](std::int64_t count, std::int64_t runs, const Visit& visit) {
    const auto size = static_cast<std::size_t>(count);
    std::vector<double> block(std::max<std::size_t>(1 << 13, (size + 127) / 128 * 128));
    std::size_t at = block.size();
    Address address{{key + 1000 * static_cast<std::uint64_t>(count)}, 0, 0};
    for (std::int64_t run = 0; run < runs; ++run) {
      if (at + size > block.size()) {
        fill(address, block);
        ++address.replicate;
        at = 0;
      }
      double mean = 0, m2 = 0, m4 = 0;
      for (std::size_t i = at; i < at + size; ++i) mean += block[i] / static_cast<double>(count);
      for (std::size_t i = at; i < at + size; ++i) {
        const double square = (block[i] - mean) * (block[i] - mean);
        m2 += square;
        m4 += square * square;
      }
      at += size;
      visit(spread_of(static_cast<double>(count), m2, m4));
    }
  };
  return {name, variance, shape, simulate};
}

inline FillBlock gammas(double shape, const std::function<double(double)>& of) {
  return [=](const Address& address, std::span<double> out) {
    fill_gamma(address, 0, shape, out);
    for (double& x : out) x = of(x);
  };
}

/// n / S, S the sum of n exponentials: the rate of an exponential law by maximum likelihood. Moments of
/// (n - 1) / S are (n - 1)^r / ((n - 1) .. (n - r)), r < n.
inline Design rate(int n, std::uint64_t key) {
  double about_zero[7], raw[7];
  for (int r = 0; r < 7; ++r) {
    about_zero[r] = r < n ? 1 : infinite;
    for (int j = 1; j <= r && r < n; ++j) about_zero[r] *= (n - 1.0) / (n - j);
    raw[r] = about_zero[r];
  }
  const double binomial[7][7] = {{1},
                                 {-1, 1},
                                 {1, -2, 1},
                                 {-1, 3, -3, 1},
                                 {1, -4, 6, -4, 1},
                                 {-1, 5, -10, 10, -5, 1},
                                 {1, -6, 15, -20, 15, -6, 1}};
  for (int r = 1; r < 7 && r < n; ++r) {  // about its mean 1
    raw[r] = 0;
    for (int j = 0; j <= r; ++j) raw[r] += binomial[r][j] * about_zero[j];
  }
  const double scale = n / (n - 1.0);
  return real_design("rate, n = " + std::to_string(n), scale * scale / (n - 2), shape_of_moments(raw), key,
                     gammas(n, [=](double s) { return n / s; }));
}

inline Design normal() {
  return real_design("normal", 1, normal_shape, 11,
                     [](const Address& a, std::span<double> out) { fill_normal(a, 0, out); });
}

inline Design exponential() {
  return real_design("exponential", 1, {2, 6, 24, 120}, 12,
                     [](const Address& a, std::span<double> out) { fill_exponential(a, 0, out); });
}

/// Binomial(size, p) / size, by the number of terms at each value.
inline Design frequency(std::int64_t size, double p, std::uint64_t key) {
  const double n = static_cast<double>(size);
  std::vector<double> mass;
  for (double k = 0, m = std::pow(1 - p, n); k <= n; ++k, m *= (n - k + 1) / k * p / (1 - p))
    mass.push_back(m);
  std::vector<double> tail(mass.size() + 1);
  for (std::size_t k = mass.size(); k-- > 0;) tail[k] = tail[k + 1] + mass[k];
  const auto simulate = [=](std::int64_t count, std::int64_t runs, const Visit& visit) {
    const double terms = static_cast<double>(count);
    std::vector<double> seen(mass.size());
    for (std::int64_t run = 0; run < runs; ++run) {
      const Address address{{key + 1000 * static_cast<std::uint64_t>(count)},
                            static_cast<std::uint64_t>(run)};
      std::int64_t left = count;
      double mean = 0, m2 = 0, m4 = 0;
      std::size_t used = 0;
      for (; left > 0; ++used) {
        Variate v(address, used);
        const bool last = used + 1 == mass.size();
        const std::int64_t here = last ? left : v.binomial(left, std::fmin(1, mass[used] / tail[used]));
        seen[used] = static_cast<double>(here);
        mean += seen[used] * static_cast<double>(used) / (n * terms);
        left -= here;
      }
      for (std::size_t k = 0; k < used; ++k) {
        const double d = static_cast<double>(k) / n - mean, square = d * d;
        m2 += seen[k] * square;
        m4 += seen[k] * square * square;
      }
      visit(spread_of(terms, used > 1 ? m2 : 0, m4));
    }
  };
  return {std::to_string(size) + " draws of " + std::to_string(p), p * (1 - p) / n,
          shape_of_mean(shape_of_indicator(p), n), simulate};
}

inline Squares squares(std::int64_t count, double mean, double variation = Shape::unknown) {
  Squares s;
  s.count = count;
  s.mean = mean;
  s.variation = s.spread_variation = variation;
  return s;
}

}  // namespace plim::test
