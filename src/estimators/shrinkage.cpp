#include "plim/estimators/shrinkage.hpp"

#include <algorithm>

#include "plim/numeric/sums.hpp"

namespace plim {

Shrinkage shrinkage(const Counts::One& c, double K) noexcept {
  const double n = static_cast<double>(c.n), target = 1 / K;
  CompensatedSum variance, distance;
  double seen = 0;
  for (std::size_t k = 0; k < c.K; ++k) {
    if (c[k] == 0) continue;
    const double u = static_cast<double>(c[k]) / n;
    variance.add(u * (1 - u));
    distance.add((u - target) * (u - target));
    seen += 1;
  }
  distance.add((K - seen) * target * target);
  if (c.n <= 1 || !(distance.value() > 0)) return {};
  const double lambda = std::max(0.0, variance.value() / (n - 1) / distance.value());
  return lambda < 1 ? Shrinkage{lambda, 2 * (1 / (n - 1) + lambda) / distance.value()} : Shrinkage{};
}

}  // namespace plim
