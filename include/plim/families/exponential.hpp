#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// The exponential law by its rate lambda.
struct Exponential {
  using value_type = double;
  static constexpr std::string_view name = "exponential";
  static constexpr std::string_view summary = "the exponential law by its rate";
  static constexpr std::string_view carrier = "[0, inf)";
  static constexpr std::string_view maximum = "a value above 0";
  static std::vector<Parameter> parameters() { return {{"lambda", Domain::positive, "rate"}}; }
  /// Refuses a rate whose inverse a double cannot hold.
  static Outcome<Exponential> make(const Arguments& a);

  double sample(Variate& v) const { return v.exponential() / lambda; }
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;
  /// The sum of m draws in O(1).
  double sample_sum(Variate& v, std::int64_t m) const { return v.gamma(static_cast<double>(m)) / lambda; }

  Support support() const { return {0, std::numeric_limits<double>::infinity()}; }
  double log_density(double x) const;
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double mean() const { return 1 / lambda; }
  double variance() const { return 1 / lambda / lambda; }
  double skewness() const { return 2; }
  double excess_kurtosis() const { return 6; }
  /// kappa_r = (r - 1)!.
  Shape shape_of_draw() const { return {2, 6, 24, 120}; }
  /// 1 - ln lambda, nats.
  double entropy() const;
  FisherInformation fisher_information() const { return {{"lambda"}, {1 / lambda / lambda}}; }

  double lambda;
  bool operator==(const Exponential&) const = default;
};

}  // namespace plim
