#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// Student's law of location + scale T, T with `df` degrees of freedom. Moments of the order df and beyond
/// do not exist: even ones are infinite if the law has the mean, else they are undefined.
struct StudentT {
  using value_type = double;
  static constexpr std::string_view name = "student_t";
  static constexpr std::string_view summary = "Student's t by location, scale and degrees of freedom";
  static constexpr std::string_view carrier = "(-inf, inf)";
  static constexpr std::string_view maximum =
      "tails heavier than a normal law's, and no value that many observations share";
  /// Below it more than one draw in 10^15 would be infinite.
  static constexpr double smallest_df = 0.05;
  static std::vector<Parameter> parameters() {
    Parameter df{"df", Domain::positive, "degrees of freedom"};
    df.smallest = smallest_df;
    return {{"location", Domain::real, "centre"}, {"scale", Domain::positive, "scale, not sd"}, df};
  }
  static Outcome<StudentT> make(const Arguments& a);

  /// A normal number over the root of a chi-square (Student 1908).
  double sample(Variate& v) const;
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter, by the polar form of
  /// Bailey (1994): T = R cos(2 pi v), R^2 = df (u^(-2/df) - 1).
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;

  Support support() const {
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  }
  double log_density(double x) const;
  /// The gradient of the log density in location, scale and df.
  void score(double x, std::span<double> gradient) const;
  double cdf(double x) const { return lower_tail(deviate(x)); }
  double complement(double x) const { return lower_tail(-deviate(x)); }
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const { return log_lower_tail(deviate(x)); }
  double log_complement(double x) const { return log_lower_tail(-deviate(x)); }
  double mean() const { return df > 1 ? location : std::numeric_limits<double>::quiet_NaN(); }
  double variance() const;
  double skewness() const { return df > 3 ? 0 : std::numeric_limits<double>::quiet_NaN(); }
  double excess_kurtosis() const;
  Shape shape_of_draw() const;
  /// nats.
  double entropy() const;
  /// Lange, Little and Taylor (1989).
  FisherInformation fisher_information() const;

  double location;
  double scale;
  double df;
  bool operator==(const StudentT&) const = default;

 private:
  double deviate(double x) const { return (x - location) / scale; }
  double lower_tail(double t) const;
  double log_lower_tail(double t) const;
  double upper_point(double p) const;
  /// ln(1 + t^2/df).
  double log_spread(double t) const;
};

}  // namespace plim
