#pragma once
#include <memory>
#include <string>
#include <vector>

#include "plim/estimators/bayes/posterior.hpp"
#include "plim/estimators/likelihood/numeric_model.hpp"
#include "plim/numeric/lattice_density.hpp"

namespace plim {

/// The families whose laws may be priors.
using LawFamilies = std::shared_ptr<const std::vector<LawFamily>>;

/// The posterior of one or two free parameters of any family, whose priors are independent laws of any
/// families, cut to where the parameters can be: sums over a lattice in the coordinates of the parameters, in
/// the scale of the mode's curvature.
/// The differences of total, mean, mean square and predictive density from those over every other point, and
/// the weight that ends where the family has no law, bound the relative error; above 1e-8 with the narrowest
/// lattice the status is undefined.
class NumericPosterior {
 public:
  /// What one sweep of the lattice says of one parameter.
  struct Sweep {
    Status status = Status::regular;
    LatticeDensity density;  // of its coordinate
    LatticeDensity finer;    // that of the lattice in hand
    Coordinate coordinate;
    double mean = 0, sd = 0;    // of the parameter
    double log_evidence = 0;    // nats
    double log_predictive = 0;  // of the further observation
    double relative_error = 0;
  };
  struct Workspace {
    NumericModel::Workspace model;
    Sweep sweep;
  };

  static Outcome<NumericPosterior> bind(const LawFamily& family, const LawFamilies& laws,
                                        const Knowns& knowns);
  const NumericModel& model() const noexcept { return model_; }
  /// About the free parameter `first`; x: the further observation, or NaN.
  void sweep(const Observations::One& sample, std::size_t first, double x, Workspace& w) const;

 private:
  friend class LogPosterior;
  explicit NumericPosterior(NumericModel model) : model_(std::move(model)) {}
  void sweep_by(const Observations::One& sample, const SampleScale& scale, std::size_t first, double x,
                Workspace& w) const;
  void add_prior(const Parameter& parameter, std::shared_ptr<const Law> law);

  NumericModel model_;
  std::vector<std::shared_ptr<const Law>> priors_;  // of the free parameters
  Coordinates coordinates_;                         // where both parameter and prior can be
  double log_prior_mass_ = 0;                       // ln P(the parameters can be so) under the priors
};

/// Mean or median of each wanted parameter with its posterior sd and equal-tailed interval.
template <Centre centre>
class NumericPosteriorEstimate {
 public:
  using view = Observations;
  using workspace = NumericPosterior::Workspace;
  static constexpr std::string_view name = posterior_name(centre);
  static constexpr std::string_view summary = posterior_summary(centre);
  static Outcome<NumericPosteriorEstimate> bind(const LawFamily& family, const LawFamilies& laws,
                                                const Knowns& knowns);
  std::vector<Output> outputs() const;
  bool has_interval() const noexcept { return level_ > 0; }
  void estimate(const Observations::One& sample, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  explicit NumericPosteriorEstimate(NumericPosterior posterior) : posterior_(std::move(posterior)) {}
  NumericPosterior posterior_;
  std::vector<std::size_t> wanted_;
  double level_ = 0;
  bool single_ = true;
};

/// ln of the marginal likelihood of the ordered sample, or of the predictive density at x (nats).
class NumericEvidence {
 public:
  using view = Observations;
  using workspace = NumericPosterior::Workspace;
  static constexpr std::string_view name = "exact";
  static constexpr std::string_view summary =
      "log evidence, or log density or mass of one further observation x";
  static Outcome<NumericEvidence> bind(const LawFamily& family, const LawFamilies& laws, const Knowns& knowns,
                                       const Arguments& options);
  void estimate(const Observations::One& sample, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  explicit NumericEvidence(NumericPosterior posterior) : posterior_(std::move(posterior)) {}
  NumericPosterior posterior_;
  double x_ = not_given;  // NaN: the evidence is wanted
};

}  // namespace plim
