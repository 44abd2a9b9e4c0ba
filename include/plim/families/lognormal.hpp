#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// The law of e^Y, Y normal with mean `location` and standard deviation `scale`.
struct Lognormal {
  using value_type = double;
  static constexpr std::string_view name = "lognormal";
  static constexpr std::string_view summary = "the law of e^Y, Y normal";
  static constexpr std::string_view carrier = "(0, inf)";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    return {{"location", Domain::real, "mean of the logarithm"},
            {"scale", Domain::positive, "standard deviation of the logarithm"}};
  }
  /// Refuses a mean that a double cannot hold, or that is 0 in one.
  static Outcome<Lognormal> make(const Arguments& a);
  static Lognormal in_domain(const Arguments& a) { return {a.real("location"), a.real("scale")}; }

  double sample(Variate& v) const;
  /// Of the logarithms, which are normal. O(1).
  static constexpr Statistic sampled = Statistic::log_mean_m2;
  DrawnStatistic statistic(Variate& normal, Variate& chi_square, std::int64_t m) const {
    return log_law().statistic(normal, chi_square, m);
  }
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;

  Support support() const { return {0, std::numeric_limits<double>::infinity()}; }
  double log_density(double x) const;
  /// The gradient of the log density in location and scale.
  void score(double x, std::span<double> gradient) const;
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double mean() const;
  double variance() const;
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  Shape shape_of_draw() const;
  /// nats.
  double entropy() const;
  FisherInformation fisher_information() const;

  double location;
  double scale;
  bool operator==(const Lognormal&) const = default;

 private:
  Normal log_law() const { return {location, scale}; }
};

}  // namespace plim
