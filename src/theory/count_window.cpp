#include "plim/theory/count_window.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/hypergeometric_mass.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double negligible_mass = 1e-20;

/// The masses of low .. high from the mode outwards, by `ratio(k)` = mass(k + 1) / mass(k), as far as they
/// are at least `least` of the mode's.
template <class Ratio>
void fill(CountWindow& w, std::int64_t mode, std::int64_t low, std::int64_t high, Ratio ratio,
          double least = negligible_mass) {
  std::vector<double> below;
  double mass = 1;
  for (std::int64_t k = mode; k > low; --k) {
    mass /= ratio(k - 1);
    if (mass < least) break;
    below.push_back(mass);
  }
  w.first = mode - static_cast<std::int64_t>(below.size());
  w.mass.assign(below.rbegin(), below.rend());
  w.mass.push_back(1);
  mass = 1;
  for (std::int64_t k = mode; k < high; ++k) {
    mass *= ratio(k);
    if (mass < least) break;
    w.mass.push_back(mass);
  }
  CompensatedSum total;
  for (const double m : w.mass) total.add(m);
  const double scale = 1 / total.value();
  for (double& m : w.mass) m *= scale;
}

}  // namespace

CountWindow binomial_window(std::int64_t n, double p) {
  CountWindow w{n, p, 0, 0, {1.0}};
  const double q = 1 - p;
  if (p <= 0) return w;
  if (q <= 0) {
    w.first = n;
    return w;
  }
  const double odds = p / q;
  const auto mode = std::min(n, static_cast<std::int64_t>(std::floor((static_cast<double>(n) + 1) * p)));
  fill(w, mode, 0, n,
       [n, odds](std::int64_t k) { return static_cast<double>(n - k) / static_cast<double>(k + 1) * odds; });
  return w;
}

CountWindow hypergeometric_window(std::int64_t n, double p, std::int64_t total) {
  const Urn urn{total, std::llround(p * static_cast<double>(total)), n};
  CountWindow w{n, p, static_cast<double>(total), 0, {1.0}};
  const std::int64_t low = std::max<std::int64_t>(0, n + urn.marked - total), high = std::min(n, urn.marked);
  fill(w, std::clamp(mode_of(urn), low, high), low, high, [urn](std::int64_t k) {
    return static_cast<double>(urn.marked - k) / static_cast<double>(k + 1) *
           (static_cast<double>(urn.drawn - k) /
            static_cast<double>(urn.total - urn.marked - urn.drawn + k + 1));
  });
  return w;
}

CountWindow polya_window(std::int64_t n, double p, double A) {
  CountWindow w{n, p, -A, 0, {1.0}};
  const double a = A * p, b = A * (1 - p);
  if (!(a > 0)) return w;
  if (!(b > 0)) {
    w.first = n;
    return w;
  }
  const auto ratio = [n, a, b](std::int64_t k) {
    return static_cast<double>(n - k) / static_cast<double>(k + 1) *
           ((a + static_cast<double>(k)) / (b + static_cast<double>(n - k - 1)));
  };
  // Where both are less than 1 the masses rise again beyond a valley, which must not end them.
  if (a < 1 && b < 1) {
    fill(w, 0, 0, n, ratio, 0);
    return w;
  }
  const double share = a + b > 2 ? (a - 1) / (a + b - 2) : a > b ? 1 : 0;
  const double top = std::floor((static_cast<double>(n) + 1) * std::clamp(share, 0.0, 1.0));
  fill(w, std::min(n, static_cast<std::int64_t>(top)), 0, n, ratio);
  return w;
}

double finite_factor(std::int64_t n, double total) noexcept {
  if (total == 0) return 1;
  return total == 1 ? 0.0 : (total - static_cast<double>(n)) / (total - 1);
}

double window_size(std::int64_t n, double p, double total) noexcept {
  // exp(-z^2/2) = 1e-20 at z = 9.6; a binomial's tail is no heavier than a few more standard deviations, that
  // of a beta law may be exponential: exp(-z) = 1e-20 at z = 46.
  const double sd = std::sqrt(static_cast<double>(n) * p * (1 - p) * finite_factor(n, std::min(total, 0.0)));
  return std::min(static_cast<double>(n) + 1, (total < 0 ? 92 : 22) * sd + 60);
}

}  // namespace plim
