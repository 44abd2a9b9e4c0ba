#include "plim/numeric/lattice_density.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>

#include "plim/numeric/quadrature.hpp"
#include "plim/numeric/root.hpp"

namespace plim {
namespace {

constexpr std::size_t longest = 1024;

/// 1/2 + Si(pi m)/pi, m = 0, 1, ...: the integral of the cardinal function up to m.
const std::vector<double>& steps() {
  static const std::vector<double> table = [] {
    std::vector<double> sums = {0.5};
    for (std::size_t m = 0; m < longest; ++m) {
      const double low = static_cast<double>(m);
      const auto cardinal = [](double x) {
        return x == 0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
      };
      sums.push_back(sums.back() + integral_between(cardinal, low, low + 1).value);
    }
    return sums;
  }();
  return table;
}

double step_at(std::ptrdiff_t m) {
  const std::size_t size = std::min(static_cast<std::size_t>(m < 0 ? -m : m), longest);
  return m < 0 ? 1 - steps()[size] : steps()[size];
}

}  // namespace

double LatticeDensity::total() const noexcept {
  return step * std::accumulate(values.begin(), values.end(), 0.0);
}

double LatticeDensity::up_to(std::size_t k) const {
  double sum = 0;
  for (std::size_t j = 0; j < values.size(); ++j)
    sum += values[j] * step_at(static_cast<std::ptrdiff_t>(k) - static_cast<std::ptrdiff_t>(j));
  return step * sum;
}

/// Whittaker's sum at first + position * step.
double LatticeDensity::at(double position) const noexcept {
  const double nearest = std::rint(position), off = position - nearest;
  if (std::fabs(off) < 1e-9) return values[static_cast<std::size_t>(nearest)];
  double sum = 0;
  for (std::size_t j = 0; j < values.size(); ++j)
    sum += (j % 2 == 0 ? values[j] : -values[j]) / (position - static_cast<double>(j));
  return sum * std::sin(std::numbers::pi * position) / std::numbers::pi;
}

/// From lattice point k on by a share of the step, by Gauss's rule of eight points.
double LatticeDensity::integral_from(std::size_t k, double share) const noexcept {
  constexpr double nodes[] = {0.18343464249564980494, 0.52553240991632898582, 0.79666647741362673959,
                              0.96028985649753623168};
  constexpr double weights[] = {0.36268378337836198297, 0.31370664587788728734, 0.22238103445337447054,
                                0.10122853629037625915};
  double sum = 0;
  for (int i = 0; i < 4; ++i) {
    for (const double node : {-nodes[i], nodes[i]})
      sum += weights[i] * at(static_cast<double>(k) + 0.5 * share * (1 + node));
  }
  return 0.5 * share * step * sum;
}

double LatticeDensity::quantile(double p) const {
  const double wanted = p * total();
  std::size_t k = 0;
  for (std::size_t beyond = values.size() - 1; beyond - k > 1;) {
    const std::size_t middle = k + (beyond - k) / 2;
    (up_to(middle) <= wanted ? k : beyond) = middle;
  }
  const double before = up_to(k);
  const auto lacking = [&](double share) { return before + integral_from(k, share) - wanted; };
  const double share = root_between(std::cref(lacking), 0, 1);
  return first + step * (static_cast<double>(k) + share);
}

}  // namespace plim
