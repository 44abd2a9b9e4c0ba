#pragma once
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/beta_law.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// The beta law on (0, 1): density proportional to x^(alpha-1) (1-x)^(beta-1).
struct Beta {
  using value_type = double;
  static constexpr std::string_view name = "beta";
  static constexpr std::string_view summary = "the beta law by the weights of both ends";
  static constexpr std::string_view carrier = "(0, 1)";
  static constexpr std::string_view maximum = "two different values";
  /// Between these neither a sum of weights overflows nor one weight has lost digits.
  static constexpr double least_weight = 1e-300, most_weight = 1e300;
  static std::vector<Parameter> parameters() {
    return {
        {"alpha", Domain::positive, "weight of successes", std::nullopt, false, most_weight, least_weight},
        {"beta", Domain::positive, "weight of failures", std::nullopt, false, most_weight, least_weight}};
  }
  static Outcome<Beta> make(const Arguments& a) { return Beta{a.real("alpha"), a.real("beta")}; }

  /// From two gamma variates by their logarithms, so that tiny weights do not underflow.
  double sample(Variate& v) const;
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;

  Support support() const { return {0, 1}; }
  double log_density(double x) const;
  /// The gradient of the log density in alpha and beta.
  void score(double x, std::span<double> gradient) const;
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double mean() const { return alpha / (alpha + beta); }
  double variance() const;
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  Shape shape_of_draw() const { return beta_law::shape(alpha, beta); }
  /// nats.
  double entropy() const;
  FisherInformation fisher_information() const;

  double alpha;
  double beta;
  bool operator==(const Beta&) const = default;

 private:
  /// Inside (0, 1): where a draw would be rounded to an end, the double next to that end.
  static double inside(double x) {
    constexpr double least = std::numeric_limits<double>::denorm_min(), most = 1 - 0x1p-53;
    return x > most ? most : x > least ? x : least;
  }
};

}  // namespace plim
