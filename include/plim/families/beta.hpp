#pragma once
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"

namespace plim {

/// The beta law on (0, 1): density proportional to x^(alpha-1) (1-x)^(beta-1).
struct Beta {
  using value_type = double;
  static constexpr std::string_view name = "beta";
  static constexpr std::string_view summary = "the beta law by the weights of both ends";
  static constexpr std::string_view carrier = "(0, 1)";
  static std::vector<Parameter> parameters() {
    return {{"alpha", Domain::positive, "weight of successes"},
            {"beta", Domain::positive, "weight of failures"}};
  }
  static Outcome<Beta> make(const Arguments& a) { return Beta{a.real("alpha"), a.real("beta")}; }

  /// From two gamma variates by their logarithms, so that tiny weights do not underflow.
  double sample(Variate& v) const;

  Support support() const { return {0, 1}; }
  double log_density(double x) const;
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double mean() const { return alpha / (alpha + beta); }
  double variance() const;
  /// nats.
  double entropy() const;
  FisherInformation fisher_information() const;

  double alpha;
  double beta;
  bool operator==(const Beta&) const = default;
};

}  // namespace plim
