#pragma once
#include <string>
#include <vector>

#include "plim/estimators/bayes/posterior.hpp"
#include "plim/views/mean_log_factorial.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {

/// A gamma prior of a rate-like parameter: shape and rate = 1/scale.
struct GammaPrior {
  double shape = 1, rate = 1;
};

/// Poisson counts whose mean has a gamma prior: mean given data ~ gamma(shape + sum x, 1/(rate + n)).
class PoissonPosterior {
 public:
  using view = SampleMean;
  using evidence_view = MeanLogFactorial;
  static constexpr std::string_view likelihood = "poisson";
  static std::vector<std::string> parameters() { return {"mean"}; }
  static bool takes(const Knowns& knowns) { return has_no_other_prior(knowns, "mean", "gamma"); }
  static Outcome<PoissonPosterior> bind(const Knowns& knowns);

  Status check(const SampleMean::One& s) const noexcept;
  ParameterLaw posterior(const SampleMean::One& s, std::size_t) const;
  double log_evidence(const MeanLogFactorial::One& s) const;
  /// Negative binomial.
  double log_predictive(const SampleMean::One& s, double x) const;

 private:
  GammaPrior prior_;
};

/// Exponential observations whose rate has a gamma prior: lambda given data ~ gamma(shape + n, 1/(rate + sum
/// x)).
class ExponentialPosterior {
 public:
  using view = SampleMean;
  using evidence_view = SampleMean;
  static constexpr std::string_view likelihood = "exponential";
  static std::vector<std::string> parameters() { return {"lambda"}; }
  static bool takes(const Knowns& knowns) { return has_no_other_prior(knowns, "lambda", "gamma"); }
  static Outcome<ExponentialPosterior> bind(const Knowns& knowns);

  Status check(const SampleMean::One& s) const noexcept;
  ParameterLaw posterior(const SampleMean::One& s, std::size_t) const;
  double log_evidence(const SampleMean::One& s) const;
  /// Lomax (Pareto II).
  double log_predictive(const SampleMean::One& s, double x) const;

 private:
  GammaPrior prior_;
};

}  // namespace plim
