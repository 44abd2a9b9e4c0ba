#include "plim/theory/binomial_window.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double negligible = 1e-20;

}  // namespace

BinomialWindow binomial_window(std::int64_t n, double p) {
  const double trials = static_cast<double>(n), q = 1 - p;
  BinomialWindow w{n, p, 0, {}};
  if (p <= 0 || q <= 0) {
    w.first = p <= 0 ? 0 : n;
    w.mass = {1.0};
    return w;
  }
  const auto mode = std::min(n, static_cast<std::int64_t>(std::floor((trials + 1) * p)));
  std::vector<double> below;
  double mass = 1;
  for (std::int64_t k = mode; k > 0; --k) {
    mass *= static_cast<double>(k) * q / (static_cast<double>(n - k + 1) * p);
    if (mass < negligible) break;
    below.push_back(mass);
  }
  w.first = mode - static_cast<std::int64_t>(below.size());
  w.mass.assign(below.rbegin(), below.rend());
  w.mass.push_back(1);
  mass = 1;
  for (std::int64_t k = mode; k < n; ++k) {
    mass *= static_cast<double>(n - k) * p / (static_cast<double>(k + 1) * q);
    if (mass < negligible) break;
    w.mass.push_back(mass);
  }
  CompensatedSum total;
  for (const double m : w.mass) total.add(m);
  const double scale = 1 / total.value();
  for (double& m : w.mass) m *= scale;
  return w;
}

double window_size(std::int64_t n, double p) noexcept {
  // exp(-z^2/2) = 1e-20 at z = 9.6; a binomial's tail is no heavier than a few more standard deviations.
  const double sd = std::sqrt(static_cast<double>(n) * p * (1 - p));
  return std::min(static_cast<double>(n) + 1, 22 * sd + 60);
}

}  // namespace plim
