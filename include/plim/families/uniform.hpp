#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// The uniform law on [lower, upper]. Its likelihood is not regular: the support is the parameters, so that
/// there is no information, and the maximum lies at the extremes of the sample.
struct Uniform {
  using value_type = double;
  static constexpr std::string_view name = "uniform";
  static constexpr std::string_view summary = "equal density between two ends";
  static constexpr std::string_view no_information = "the support moves with the parameters";
  static constexpr std::string_view carrier = "[lower, upper]";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    return {{"lower", Domain::real, "lower end"}, {"upper", Domain::real, "upper end, above the lower"}};
  }
  /// Refuses ends that are not in order, or whose distance a double cannot hold.
  static Outcome<Uniform> make(const Arguments& a);

  /// Within the ends also where rounding would leave them.
  double sample(Variate& v) const;
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;
  static constexpr Statistic sampled = Statistic::extremes;
  DrawnStatistic statistic(Variate& first, Variate& second, std::int64_t m) const;

  Support support() const { return {lower, upper}; }
  double log_density(double x) const;
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double mean() const { return 0.5 * lower + 0.5 * upper; }
  double variance() const { return range() / 12 * range(); }
  double skewness() const { return 0; }
  double excess_kurtosis() const { return -1.2; }
  /// kappa_r = B_r (upper - lower)^r / r, B_4 = -1/30, B_6 = 1/42.
  Shape shape_of_draw() const { return {0, -1.2, 0, 48.0 / 7}; }
  /// nats.
  double entropy() const;

  double lower;
  double upper;
  bool operator==(const Uniform&) const = default;

 private:
  double range() const { return upper - lower; }
  /// Of a number in [0, 1], from the nearer end.
  double place(double u) const { return place(u, 1 - u); }
  double place(double u, double rest) const;
};

}  // namespace plim
