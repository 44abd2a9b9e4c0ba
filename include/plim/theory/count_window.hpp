#pragma once
#include <cstdint>
#include <vector>

namespace plim {

/// The law of the count of one class where it matters: every k whose mass is above 1e-20 of the mode's.
/// Binomial(n, p), or, of n items drawn without replacement from `total`, hypergeometric.
struct CountWindow {
  std::int64_t n = 0;
  double p = 0;
  std::int64_t total = 0;  // 0: drawn with replacement
  std::int64_t first = 0;
  std::vector<double> mass;  // [size], of k = first + i; sums to 1
};

/// The window, by the ratios of neighbouring masses from the mode outwards and a compensated total: no mass
/// needs a special function, and the errors of the ratios cancel but for their drift. O(sqrt(n p q)).
CountWindow binomial_window(std::int64_t n, double p);

/// The same of the hypergeometric law: p total of the items are of the class (to the nearest integer).
CountWindow hypergeometric_window(std::int64_t n, double p, std::int64_t total);

/// (total - n)/(total - 1), the variance of a mean without replacement over that with it; 1 if total is 0.
double finite_factor(std::int64_t n, std::int64_t total) noexcept;

/// How many k such a window has, without making it (an upper estimate).
double window_size(std::int64_t n, double p) noexcept;

}  // namespace plim
