#pragma once
#include <cmath>

#include "plim/numeric/beta_law.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

/// ln (Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) x^a y^b), x + y = 1, gap = a - (a + b) x, where a and b
/// may be 0: of counts the log of a binomial mass.
inline double log_count_kernel(double a, double b, double x, double y, double gap) {
  const auto log_of = [](double own, double other) {
    return own < other ? elementary::log(own) : elementary::log1p(-other);
  };
  if (a == 0) return b == 0 ? 0 : b * log_of(y, x);
  return b == 0 ? a * log_of(x, y) : beta_law::log_kernel(a, b, x, y, gap);
}

/// a b - c d with all its digits (Kahan 2004).
inline double difference_of_products(double a, double b, double c, double d) {
  const double second = c * d, lost = std::fma(-c, d, second);
  return std::fma(a, b, -second) + lost;
}

}  // namespace plim
