#pragma once
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/quotient.hpp"

namespace plim {

/// P(X = 1) = p, P(X = 0) = 1 - p.
struct Bernoulli {
  using value_type = Symbol;
  static constexpr std::string_view name = "bernoulli";
  static constexpr std::string_view summary = "1 with probability p, else 0";
  static constexpr std::size_t integer_classes = 2;
  static constexpr std::string_view carrier = "0, 1";
  static std::vector<Parameter> parameters() { return {{"p", Domain::probability, "probability of 1"}}; }
  static Outcome<Bernoulli> make(const Arguments& a) { return Bernoulli{a.real("p")}; }

  Symbol sample(Variate& v) const { return v.bernoulli(p) ? 1 : 0; }
  /// The sum of m draws in O(1).
  double sample_sum(Variate& v, std::int64_t m) const { return static_cast<double>(v.binomial(m, p)); }

  Support support() const { return {p == 1 ? 1.0 : 0.0, p == 0 ? 0.0 : 1.0}; }
  double log_density(Symbol x) const;
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double q) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double mean() const { return p; }
  double variance() const { return p * (1 - p); }
  /// Undefined where p is 0 or 1, as is the kurtosis.
  double skewness() const;
  double excess_kurtosis() const;
  /// nats.
  double entropy() const;
  FisherInformation fisher_information() const { return {{"p"}, {quotient(1, variance())}}; }
  std::vector<double> probabilities() const { return {1 - p, p}; }
  std::vector<double> values() const { return {0, 1}; }

  double p;
  bool operator==(const Bernoulli&) const = default;
};

}  // namespace plim
