#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"

namespace plim {

/// P(X = k) = p_k on the classes 0 .. K-1, whose numbers are also their values where moments are asked for.
struct Categorical {
  using value_type = Symbol;
  static constexpr std::string_view name = "categorical";
  static constexpr std::string_view summary = "a law on K classes, by its probabilities, weights or counts";
  static constexpr std::string_view carrier = "0, ..., K-1";
  static std::vector<Parameter> parameters();
  static Outcome<Categorical> make(const Arguments& a);

  /// By inversion, O(K): the plain reference; populations draw by an alias table.
  Symbol sample(Variate& v) const;
  /// The class whose part of (0, 1) holds u; never one without probability, however the sums round.
  Symbol class_at(double u) const;

  /// From the first to the last class with p > 0.
  Support support() const;
  double log_density(Symbol x) const;
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double q) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double mean() const;
  double variance() const;
  /// Undefined where one class has all the mass, as is the kurtosis.
  double skewness() const;
  double excess_kurtosis() const;
  /// nats.
  double entropy() const;
  /// About p0 .. p(K-2), the last being what is left; nothing above 64 classes.
  FisherInformation fisher_information() const;
  const std::vector<double>& probabilities() const { return p; }

  std::vector<double> p;
  std::vector<std::uint64_t> counts = {};  // items of each class if the law was given so, or empty
  bool operator==(const Categorical&) const = default;
};

}  // namespace plim
