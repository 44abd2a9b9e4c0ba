#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "plim/theory/count_window.hpp"

namespace plim {

/// h_i(k) of class i for k = first, first + 1, ... into `h`.
using ClassFunction = std::function<void(std::size_t i, std::int64_t first, std::span<double> h)>;

/// An error T - truth of the form s A + constant + sum_i h_i(N_i) on multinomial counts N of a law p, where
/// A = mean(-ln p(X)) - H has mean 0 and variance V/n. The h_i are small: what would cancel between T and the
/// truth has been taken out on paper.
struct AdditiveError {
  double self_information = 0;  // s
  double constant = 0;
  ClassFunction residual;
  /// The size of what has cancelled in the constant and will against it: a bias below its rounding is 0.
  double cancelled = 0;
  /// Variance that the counts do not explain, as of a truth that is drawn: its mean over them is
  /// unexplained + sum_i E own_i(N_i).
  double unexplained = 0;
  ClassFunction own = nullptr;
  bool alike = false;  // classes of one law have one h and one own, so that these are asked once
};

/// Exact first two moments of an error.
struct ErrorMoments {
  double bias = 0;
  double sd =
      0;  // NaN where the sums do not converge, as may be of terms that change their sign with a count
  double controlled_sd = 0;  // of the error less A where s is not 0
};

/// The laws of the counts of one sample size, each distinct probability once.
class CountLaws {
 public:
  /// `total`: of how many items n are drawn without replacement; 0: with replacement; -A: the law is drawn
  /// from Dirichlet(A p).
  CountLaws(std::span<const double> p, std::int64_t n, double total = 0);
  std::int64_t n() const noexcept { return n_; }
  double total() const noexcept { return total_; }
  std::span<const double> p() const noexcept { return p_; }
  /// (total - n)/(total - 1), by which variances shrink without replacement; 1 with it.
  double finite_factor() const noexcept { return plim::finite_factor(n_, total_); }
  const CountWindow& window(std::size_t i) const { return windows_[of_[i]]; }
  /// How many sums of products the moments of one error take, about.
  static double terms(std::span<const double> p, std::int64_t n, double total = 0);

 private:
  std::span<const double> p_;
  std::int64_t n_;
  double total_;
  std::vector<std::size_t> of_;
  std::vector<CountWindow> windows_;
};

/// Exact mean and standard deviation of an additive error.
///
/// The covariance of h_i(N_i) and h_j(N_j) is a sum over pairs of counts. It is had from single sums: two
/// counts of a multinomial have a diagonal expansion in their orthonormal Krawtchouk polynomials Q_r, with
/// canonical correlations (-1)^r (s_i s_j)^r, s_i^2 = p_i/(1 - p_i) (Aitken and Gonin 1935; Eagleson 1964),
/// so Cov = sum_r (-1)^r (s_i s_j)^r E[h_i Q_r] E[h_j Q_r]. Without replacement the polynomials are Hahn's,
/// and s_i^r becomes the product over t < r of sqrt((K_i - t)/(N - K_i - t)), because the falling factorials
/// of N_j have means (K_j)_r (n - N_i)_r / (N - K_i)_r given N_i. The same with N = -A, K_i = -A p_i holds of
/// a law that is drawn from Dirichlet(A p). The sum ends where the variance that no Q_r has explained bounds
/// the rest below 1e-13 of the whole.
ErrorMoments additive_moments(const CountLaws& laws, const AdditiveError& error);

/// An additive error on a margin of a joint law, with its sign in a sum of such errors: class k of the joint
/// law is class cell_of[k] of the margin's. Draws are with replacement.
struct ErrorPart {
  double sign;
  std::span<const std::size_t> cell_of;
  const CountLaws* laws;
  const AdditiveError* error;
};

/// The same of the sum of errors on margins of one sample from the joint law `p: [K]`. Counts of any two sets
/// of classes are sums of n independent pairs of indicators, so that their polynomials have the canonical
/// correlations rho^r, rho that of the indicators (Aitken and Gonin 1935).
ErrorMoments moments_of_parts(std::span<const double> p, std::span<const ErrorPart> parts);

}  // namespace plim
