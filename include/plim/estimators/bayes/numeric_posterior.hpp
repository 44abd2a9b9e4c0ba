#pragma once
#include <string>
#include <vector>

#include "plim/estimators/bayes/posterior.hpp"
#include "plim/estimators/bayes/posterior_model.hpp"
#include "plim/numeric/lattice_density.hpp"

namespace plim {

/// The posterior of one or two free parameters: sums over a lattice in their coordinates, in the scale of the
/// mode's curvature.
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
  const PosteriorModel& model() const noexcept { return model_; }
  /// About the free parameter `first`; x: the further observation, or NaN.
  void sweep(const Observations::One& sample, std::size_t first, double x, Workspace& w) const;

 private:
  explicit NumericPosterior(PosteriorModel model) : model_(std::move(model)) {}
  void sweep_by(const Observations::One& sample, const SampleScale& scale, std::size_t first, double x,
                Workspace& w) const;

  PosteriorModel model_;
};

/// Mean or median of each wanted parameter with its posterior sd and equal-tailed interval.
template <Centre centre>
class NumericPosteriorEstimate {
 public:
  using view = Observations;
  using workspace = NumericPosterior::Workspace;
  static constexpr std::string_view name = posterior_name(centre);
  static constexpr std::string_view summary =
      centre == Centre::mean ? "posterior mean, at most two parameters being free (others: prior law point); "
                               "se: posterior sd; interval: equal_tailed"
                             : "posterior median, at most two parameters being free (others: prior law "
                               "point); se: posterior sd; interval: equal_tailed";
  static constexpr std::string_view undefined =
      "the posterior is improper, or its lattice does not reach the error that it promises";
  static std::vector<std::string> estimands(const LawFamily& family) {
    return PosteriorModel::estimands(family);
  }
  static Outcome<NumericPosteriorEstimate> bind(const LawFamily& family, const LawFamilies& laws,
                                                const Knowns& knowns, const Arguments&);
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

/// ln of the marginal likelihood of the ordered sample (nats).
class NumericEvidence {
 public:
  using view = Observations;
  using workspace = NumericPosterior::Workspace;
  static constexpr std::string_view name = "exact";
  static constexpr std::string_view estimand = "log_evidence";
  static constexpr std::string_view summary =
      "log evidence of the ordered sample under the prior, at most two parameters being free";
  static constexpr std::string_view undefined =
      "the posterior is improper, or its lattice does not reach the error that it promises";
  static Outcome<NumericEvidence> bind(const LawFamily& family, const LawFamilies& laws, const Knowns& knowns,
                                       const Arguments&);
  void estimate(const Observations::One& sample, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  explicit NumericEvidence(NumericPosterior posterior) : posterior_(std::move(posterior)) {}
  NumericPosterior posterior_;
};

/// ln of the posterior predictive density or mass at x (nats).
class NumericPredictive {
 public:
  using view = Observations;
  using workspace = NumericPosterior::Workspace;
  static constexpr std::string_view name = "exact";
  static constexpr std::string_view estimand = "log_predictive";
  static constexpr std::string_view summary =
      "log density or mass of one further observation x, at most two parameters being free";
  static constexpr std::string_view undefined =
      "the posterior is improper, or its lattice does not reach the error that it promises";
  static std::vector<Parameter> options() { return {{"x", Domain::real, "the further observation"}}; }
  static Outcome<NumericPredictive> bind(const LawFamily& family, const LawFamilies& laws,
                                         const Knowns& knowns, const Arguments& options);
  void estimate(const Observations::One& sample, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  NumericPredictive(NumericPosterior posterior, double x) : posterior_(std::move(posterior)), x_(x) {}
  NumericPosterior posterior_;
  double x_;
};

}  // namespace plim
