#pragma once
#include <string>
#include <vector>

#include "plim/estimators/bayes/posterior.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {

/// Failures before the first success whose probability has a beta prior: p given data ~ Beta(alpha + n,
/// beta + sum x).
class GeometricPosterior {
 public:
  using view = SampleMean;
  using evidence_view = SampleMean;
  static constexpr std::string_view likelihood = "geometric";
  static std::vector<std::string> parameters() { return {"p"}; }
  static bool takes(const Knowns& knowns) { return has_no_other_prior(knowns, "p", "beta"); }
  static Outcome<GeometricPosterior> bind(const Knowns& knowns);

  Status check(const SampleMean::One& s) const noexcept;
  ParameterLaw posterior(const SampleMean::One& s, std::size_t) const;
  double log_evidence(const SampleMean::One& s) const;
  double log_predictive(const SampleMean::One& s, double x) const;

 private:
  double alpha_ = 1, beta_ = 1;
};

}  // namespace plim
