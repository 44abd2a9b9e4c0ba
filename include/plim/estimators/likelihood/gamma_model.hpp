#pragma once
#include <limits>
#include <string_view>
#include <vector>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/views/mean_log.hpp"

namespace plim {

/// Solves ln k - psi(k) = s for every s > 0 of the group, to a relative step below 1e-10: Newton's iteration
/// for the reciprocal of the left side, which is nearly linear in k, from the start of Minka (2002), steps
/// kept within a factor 4. NaN where s is not positive. Same bytes whatever the group.
void solve_gamma_shapes(const double* s, double* k, std::size_t size) noexcept;

/// Gamma law: shape from ln k - psi(k) = ln(mean) - mean(ln x), scale = mean/shape. A constant sample (n = 1
/// among them) has an unbounded likelihood; an observation that is not positive is invalid.
struct GammaModel {
  using view = MeanLog;
  using likelihood_view = MeanLog;
  static constexpr std::string_view likelihood = "gamma";
  static constexpr std::size_t size = 2;
  static std::vector<Target<2>> targets();  // shape, scale, rate, mean
  /// The shape, and with it the rate, is near 1 / (2 s) for small s = ln(mean) - mean(ln x), whose density
  /// near 0 is like that of a chi-square with n - 1 degrees of freedom.
  static double moments(std::string_view target, std::int64_t n) {
    return target == "shape" || target == "rate" ? static_cast<double>(n - 1) / 2
                                                 : std::numeric_limits<double>::infinity();
  }
  static Outcome<GammaModel> bind(const Knowns&) { return GammaModel{}; }

  Fit<2> fit(const MeanLog::One& s) const noexcept;
  void fit_block(const MeanLog& v, Fit<2>* fits) const noexcept;
  Square<2> covariance(const Theta<2>& at) const noexcept;
  Theta<2> score(const MeanLog::One& s, const Theta<2>& at) const noexcept;
  double log_likelihood(const MeanLog::One& s, const Theta<2>& at, int exponent = 0) const noexcept;
};

}  // namespace plim
