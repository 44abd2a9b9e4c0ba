#pragma once
#include <vector>

#include "plim/estimators/likelihood/numeric_mle.hpp"
#include "plim/theory/oracle.hpp"

namespace plim {

/// I(theta)^-1 mean(score) at the true parameters of a population of any family that has an expected
/// information, an output for every target by name: see `Score`.
class NumericScore {
 public:
  using view = Observations;
  using workspace = NumericModel::Workspace;
  static constexpr std::string_view name = "score";
  static constexpr std::string_view estimand = "score";
  static constexpr bool controls_by_name = true;
  static constexpr std::string_view summary = "oracle: inverse information times mean score at the truth";
  static Outcome<NumericScore> bind(const LawFamily& family, const Population& population,
                                    const Knowns& knowns);
  static double control_mean(const Population&, const Output&) { return 0; }

  std::vector<Output> outputs() const;
  /// Exact at every n.
  std::optional<double> asymptotic_sd(const TrueParameter&, std::size_t output) const;
  void estimate(const Observations::One& sample, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  NumericScore(NumericModel model, NumericTargets targets)
      : model_(std::move(model)), targets_(std::move(targets)) {}

  NumericModel model_;
  NumericTargets targets_;
  NumericModel::Place place_;
  Matrix covariance_{};
  std::vector<Point> gradients_;
};

}  // namespace plim
