#pragma once
#include <cstdint>
#include <vector>

namespace plim {

/// The law of the count of one class where it matters: every k whose mass is above 1e-20 of the mode's.
/// Binomial(n, p); of n items drawn without replacement hypergeometric; where p itself is drawn from a beta
/// law beta-binomial, which is Polya's urn: the same formulas with a negative number of items.
struct CountWindow {
  std::int64_t n = 0;
  double p = 0;
  double total =
      0;  // 0: with replacement; items; less than 0: p is drawn from Beta(-total p, -total (1 - p))
  std::int64_t first = 0;
  std::vector<double> mass;  // [size], of k = first + i; sums to 1
};

/// The window, by the ratios of neighbouring masses from the mode outwards and a compensated total: no mass
/// needs a special function, and the errors of the ratios cancel but for their drift. O(sqrt(n p q)).
CountWindow binomial_window(std::int64_t n, double p);

/// The same of the hypergeometric law: p total of the items are of the class (to the nearest integer).
CountWindow hypergeometric_window(std::int64_t n, double p, std::int64_t total);

/// The same of the beta-binomial law of a class with mean probability p and concentration A: the number of
/// draws of a class whose probability is drawn from Beta(A p, A (1 - p)). O(n) where the law is that wide.
CountWindow polya_window(std::int64_t n, double p, double A);

/// (total - n)/(total - 1), the variance of a mean without replacement over that with it; 1 if total is 0.
double finite_factor(std::int64_t n, double total) noexcept;

/// How many k such a window has, without making it (an upper estimate).
double window_size(std::int64_t n, double p, double total = 0) noexcept;

}  // namespace plim
