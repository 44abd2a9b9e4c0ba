#pragma once
#include "plim/views/counts.hpp"

namespace plim {

/// The weight lambda of the uniform law on K classes, and the factor of its derivative -bend u by a frequency
/// u.
struct Shrinkage {
  double lambda = 1, bend = 0;
};

/// lambda = sum u (1 - u)/((n - 1) sum (u - 1/K)^2), u = c/n, sums over all K classes, cut to [0, 1]; 1 if n
/// <= 1 or all u are 1/K (Hausser and Strimmer 2009). O(K).
Shrinkage shrinkage(const Counts::One& c, double K) noexcept;

}  // namespace plim
