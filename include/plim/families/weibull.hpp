#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// The Weibull law by shape and scale: P(X > x) = exp(-(x / scale)^shape).
struct Weibull {
  using value_type = double;
  static constexpr std::string_view name = "weibull";
  static constexpr std::string_view summary = "the Weibull law by shape and scale";
  static constexpr std::string_view carrier = "[0, inf)";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    return {{"shape", Domain::positive, "shape"}, {"scale", Domain::positive, "scale"}};
  }
  /// Refuses a mean that a double cannot hold.
  static Outcome<Weibull> make(const Arguments& a);
  static Weibull in_domain(const Arguments& a) { return {a.real("shape"), a.real("scale")}; }

  double sample(Variate& v) const;
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;

  Support support() const { return {0, std::numeric_limits<double>::infinity()}; }
  double log_density(double x) const;
  /// The gradient of the log density in shape and scale.
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
  /// By quadrature of the central moments.
  Shape shape_of_draw() const;
  /// nats.
  double entropy() const;
  FisherInformation fisher_information() const;

  double shape;
  double scale;
  bool operator==(const Weibull&) const = default;

 private:
  /// shape ln(x / scale): its exponential is -ln P(X > x).
  double log_hazard(double x) const;
  /// Where -ln P(X > x) is e^log_hazard.
  double at_log_hazard(double log_hazard) const;
  void at_log_hazards(std::span<double> h) const;
};

}  // namespace plim
