#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/sorted.hpp"

namespace plim {

/// The maximum of a triangular likelihood in the mode: an observation.
struct TriangularFit {
  double mode = 0;
  Status status = Status::nonregular;
};

/// The triangular law between known ends. Between two observations the log-likelihood is a convex function of
/// the mode, so that its maximum is an order statistic (Oliver 1972, American Statistician 26(3)).
class TriangularModel {
 public:
  static Outcome<TriangularModel> bind(const Knowns& knowns);
  /// Nonregular: a maximum, of several that are equal to rounding the smallest. Invalid: an observation
  /// beyond an end, or one on each end, which no mode allows together. O(distinct).
  TriangularFit fit(const Sorted::One& sample) const noexcept;
  double lower() const noexcept { return lower_; }
  double upper() const noexcept { return upper_; }
  /// At that mode, of the whole sample (nats).
  double log_likelihood(const Sorted::One& sample, double mode) const noexcept;

 private:
  TriangularModel(double lower, double upper) : lower_(lower), upper_(upper) {}
  double lower_, upper_;
};

/// Maximum likelihood of the mode of a triangular law whose ends are known, and of its moments. Errors are of
/// the regular order 1/sqrt n, of the mode with the variance (mode - lower)(upper - mode)/n to first order;
/// but the likelihood has a kink at every observation, one of them its maximum, where it has no second
/// derivative: no standard error and no interval of Wald's kind.
class TriangularMle {
 public:
  using view = Sorted;
  static constexpr std::string_view name = "mle", likelihood = "triangular";
  static constexpr std::string_view summary =
      "an observation, the ends being known; no interval, as the likelihood has a kink there";
  static std::vector<std::string> estimands();

  static Outcome<TriangularMle> bind(const Knowns& knowns, const Arguments&);
  std::vector<Output> outputs() const;
  void estimate(const Sorted::One& sample, NoWorkspace&, const Address&, const EstimateRef& out) const;

 private:
  explicit TriangularMle(const TriangularModel& model) : model_(model) {}
  TriangularModel model_;
  std::string target_;
};

/// The log-likelihood at its maximum (nats).
class TriangularLogLikelihood {
 public:
  using view = Sorted;
  static constexpr std::string_view name = "mle", likelihood = "triangular";
  static constexpr std::string_view estimand = "log_likelihood";
  static constexpr std::string_view summary = "log-likelihood at its maximum";

  static Outcome<TriangularLogLikelihood> bind(const Knowns& knowns, const Arguments&);
  void estimate(const Sorted::One& sample, NoWorkspace&, const Address&, const EstimateRef& out) const;

 private:
  explicit TriangularLogLikelihood(const TriangularModel& model) : model_(model) {}
  TriangularModel model_;
};

}  // namespace plim
