#pragma once
#include "plim/numeric/quantile_memo.hpp"

namespace plim {

/// The law of one parameter, a posterior or a prior: location + scale X, X standard with up to two shapes.
class ParameterLaw {
 public:
  static ParameterLaw normal(double mean, double sd) { return {Kind::normal, 0, 0, mean, sd}; }
  static ParameterLaw student(double df, double location, double scale) {
    return {Kind::student, df, 0, location, scale};
  }
  static ParameterLaw gamma(double shape, double scale) { return {Kind::gamma, shape, 0, 0, scale}; }
  /// Density proportional to x^(-shape-1) exp(-scale/x).
  static ParameterLaw inverse_gamma(double shape, double scale) {
    return {Kind::inverse_gamma, shape, 0, 0, scale};
  }
  static ParameterLaw beta(double alpha, double beta) { return {Kind::beta, alpha, beta, 0, 1}; }

  /// Infinite or NaN where the moment diverges or does not exist.
  double mean() const;
  double sd() const;
  double log_density(double x) const;
  double cdf(double x) const;
  double quantile(double p, QuantileMemo& memo) const;

 private:
  enum class Kind { normal, student, gamma, inverse_gamma, beta };
  ParameterLaw(Kind kind, double a, double b, double location, double scale)
      : kind_(kind), a_(a), b_(b), location_(location), scale_(scale) {}

  Kind kind_;
  double a_, b_, location_, scale_;
};

}  // namespace plim
