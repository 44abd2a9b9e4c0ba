#pragma once
#include <string>
#include <vector>

#include "plim/estimators/bayes/posterior.hpp"
#include "plim/views/mean_m2.hpp"

namespace plim {

/// The normal law with a conjugate prior, of one of two kinds: sd known (prior.sd a point) and the mean
/// normal; or mean and variance together normal-inverse-gamma, variance ~ inverse_gamma(shape, scale), mean
/// given variance ~ N(mu, variance/kappa), also as normal-inverse-chi-squared (shape = nu/2, scale = nu
/// sigma2/2).
class NormalPosterior {
 public:
  using view = MeanM2;
  using evidence_view = MeanM2;
  static constexpr std::string_view likelihood = "normal";
  static std::vector<std::string> parameters() { return {"mean", "variance"}; }
  /// Where the sd has a prior, it is a point and the mean normal; else both have one.
  static bool takes(const Knowns& knowns);
  /// Refuses the variance as estimand where the sd is known.
  static Outcome<NormalPosterior> bind(const Knowns& knowns);

  Status check(const MeanM2::One& s) const noexcept;
  ParameterLaw posterior(const MeanM2::One& s, std::size_t parameter) const;
  double log_evidence(const MeanM2::One& s) const;
  double log_predictive(const MeanM2::One& s, double x) const;

 private:
  /// Hyperparameters after a sample; with known sd only mu and kappa = (sd/prior sd)^2 + n are used.
  struct Hyper {
    double mu, kappa, shape, scale;
  };
  Hyper after(const MeanM2::One& s) const noexcept;
  double square(const MeanM2::One& s) const noexcept;

  double known_sd_ = 0;  // 0: unknown
  Hyper prior_{};
};

}  // namespace plim
