#pragma once
#include <memory>
#include <string>
#include <vector>

#include "plim/estimators/likelihood/numeric_model.hpp"

namespace plim {

/// The families whose laws may be priors.
using LawFamilies = std::shared_ptr<const std::vector<LawFamily>>;

/// The prior of one parameter, and which moments its family speaks of.
struct PriorLaw {
  std::shared_ptr<const Law> law;
  bool has_mean = false, has_variance = false;
};

/// The likelihood of any family with priors of its free parameters: independent laws of any families, cut to
/// where the parameters can be.
class PosteriorModel {
 public:
  static Outcome<PosteriorModel> bind(const LawFamily& family, const LawFamilies& laws, const Knowns& knowns);
  /// What has a posterior: every parameter that is a number, and all of them together.
  static std::vector<std::string> estimands(const LawFamily& family);

  const NumericModel& likelihood() const noexcept { return likelihood_; }
  const Law& prior(std::size_t i) const noexcept { return *priors_[i].law; }
  const PriorLaw& prior_law(std::size_t i) const noexcept { return priors_[i]; }
  /// ln P(the parameters can be so) under the priors.
  double log_prior_mass() const noexcept { return log_prior_mass_; }
  /// Makes a workspace ready for a sample of that scale: coordinates where both parameter and prior can be.
  void prepare(NumericModel::Workspace& w, const SampleScale& scale) const;
  /// The free parameters that an estimand asks for; a Refusal if it is known.
  Outcome<std::vector<std::size_t>> wanted(const std::string& estimand) const;

 private:
  explicit PosteriorModel(NumericModel likelihood) : likelihood_(std::move(likelihood)) {}
  void add_prior(const Parameter& parameter, PriorLaw prior);

  NumericModel likelihood_;
  std::vector<PriorLaw> priors_;  // of the free parameters
  Coordinates coordinates_;
  double log_prior_mass_ = 0;
};

}  // namespace plim
