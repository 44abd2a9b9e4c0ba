#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/extremes.hpp"

namespace plim {

/// The kinds of uniform laws: on an interval, and on the integers of a range.
struct OnInterval {
  static constexpr std::string_view name = "uniform";
  static constexpr bool whole = false;
};
struct OnIntegers {
  static constexpr std::string_view name = "discrete_uniform";
  static constexpr bool whole = true;
};

/// The maximum of a uniform likelihood: the extremes of the sample, or an end that is known.
struct UniformFit {
  double lower = 0, upper = 0;
  Status status = Status::nonregular;
};

/// The uniform law of which no, one or both ends are known.
template <class Kind>
class UniformModel {
 public:
  static Outcome<UniformModel> bind(const Knowns& knowns);
  /// Nonregular: a maximum without information. Unbounded: the observations are one point of an interval.
  /// Invalid: one beyond a known end, or no integer where all are.
  UniformFit fit(const Extremes::One& sample) const noexcept;
  bool knows(std::string_view parameter) const noexcept {
    return parameter == "lower" ? lower_.has_value() : parameter == "upper" && upper_.has_value();
  }

 private:
  std::optional<double> lower_, upper_;
};

/// Maximum likelihood of the ends of a uniform law and of its moments. The likelihood has no information:
/// there is no standard error and no interval of Wald's kind, and errors fall like 1/n.
template <class Kind>
class UniformMle {
 public:
  using view = Extremes;
  static constexpr std::string_view name = "mle", likelihood = Kind::name;
  static constexpr std::string_view summary =
      "the extremes of the sample; no interval, as nothing is regular";
  static std::vector<std::string> estimands();

  static Outcome<UniformMle> bind(const Knowns& knowns, const Arguments&);
  std::vector<Output> outputs() const;
  void estimate(const Extremes::One& sample, NoWorkspace&, const Address&, const EstimateRef& out) const;

 private:
  explicit UniformMle(const UniformModel<Kind>& model) : model_(model) {}
  UniformModel<Kind> model_;
  std::vector<std::string> targets_;
  bool single_ = true;
};

/// -n ln(upper - lower), or -n ln(upper - lower + 1) of integers: the log-likelihood at its maximum (nats).
template <class Kind>
class UniformLogLikelihood {
 public:
  using view = Extremes;
  static constexpr std::string_view name = "mle", likelihood = Kind::name;
  static constexpr std::string_view estimand = "log_likelihood";
  static constexpr std::string_view summary = "log-likelihood at its maximum";

  static Outcome<UniformLogLikelihood> bind(const Knowns& knowns, const Arguments&);
  void estimate(const Extremes::One& sample, NoWorkspace&, const Address&, const EstimateRef& out) const;

 private:
  explicit UniformLogLikelihood(const UniformModel<Kind>& model) : model_(model) {}
  UniformModel<Kind> model_;
};

}  // namespace plim
