#pragma once
#include <cstdint>
#include <vector>

namespace plim {

/// The law Binomial(n, p) where it matters: every k whose mass is above 1e-20 of the mode's.
struct BinomialWindow {
  std::int64_t n = 0;
  double p = 0;
  std::int64_t first = 0;
  std::vector<double> mass;  // [size], of k = first + i; sums to 1
};

/// The window, by the ratios of neighbouring masses from the mode outwards and a compensated total: no mass
/// needs a special function, and the errors of the ratios cancel but for their drift. O(sqrt(n p q)).
BinomialWindow binomial_window(std::int64_t n, double p);

/// How many k such a window has, without making it (an upper estimate).
double window_size(std::int64_t n, double p) noexcept;

}  // namespace plim
