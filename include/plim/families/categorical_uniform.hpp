#pragma once
#include "plim/families/categorical.hpp"

namespace plim {

/// P(X = k) = 1/K on the classes 0 .. K-1.
struct CategoricalUniform : Categorical {
  static constexpr std::string_view name = "categorical.uniform";
  static constexpr std::string_view summary = "K equally probable classes";
  static constexpr std::string_view no_likelihood = "it has no parameter but the number of its classes";
  static std::vector<Parameter> parameters();
  static Outcome<CategoricalUniform> make(const Arguments& a);

  /// By one division, rounded once, so that the quantile of k / K is k - 1 at any K.
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double q) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;

  /// Nothing is free: the number of classes is known.
  FisherInformation fisher_information() const = delete;
  bool operator==(const CategoricalUniform&) const = default;
};

}  // namespace plim
