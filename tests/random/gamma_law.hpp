#pragma once
#include <algorithm>

#include <boost/math/special_functions/gamma.hpp>

#include "plim/numeric/special.hpp"
#include "support.hpp"

namespace plim::test {

/// |z| of a chi-square of gamma draws over 128 cells of equal probability. Boost's quantiles are slow and
/// rough for huge shapes, where Wilson and Hilferty's limit is exact enough.
inline double gamma_law_z(const std::vector<double>& x, double shape) {
  std::vector<double> limits, seen(128, 0.0), expected(128, static_cast<double>(x.size()) / 128);
  for (int i = 1; i < 128; ++i) {
    const double root = 1 - 1 / (9 * shape) + special::normal_quantile(i / 128.0) / (3 * std::sqrt(shape));
    limits.push_back(shape > 1e6 ? shape * root * root * root : boost::math::gamma_p_inv(shape, i / 128.0));
  }
  for (const double v : x) {
    const auto cell = std::upper_bound(limits.begin(), limits.end(), v) - limits.begin();
    seen[static_cast<std::size_t>(cell)] += 1;
  }
  return std::fabs(chi_square_z(seen, expected));
}

}  // namespace plim::test
