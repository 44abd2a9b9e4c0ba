#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/families/family.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/support.hpp"

namespace plim {

/// The law of scale / G of a gamma number G: density like x^(-shape - 1) exp(-scale / x).
struct InverseGamma {
  using value_type = double;
  static constexpr std::string_view name = "inverse_gamma";
  static constexpr std::string_view summary = "the law of scale over a gamma number of that shape";
  static constexpr std::string_view carrier = "(0, inf)";
  static constexpr std::string_view maximum = "two different values";
  /// Below it more than one draw in 10^15 would be infinite.
  static constexpr double smallest_shape = 0.05;
  static std::vector<Parameter> parameters();
  static Outcome<InverseGamma> make(const Arguments& a);
  static InverseGamma in_domain(const Arguments& a) { return {a.real("shape"), a.real("scale")}; }

  double sample(Variate& v) const;
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;

  Support support() const { return {0, infinity}; }
  double log_density(double x) const;
  /// The gradient of the log density in shape and scale.
  void score(double x, std::span<double> gradient) const;
  double cdf(double x) const;
  double complement(double x) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double mean() const { return shape > 1 ? scale / (shape - 1) : infinity; }
  double variance() const { return shape > 2 ? mean() * (mean() / (shape - 2)) : infinity; }
  double skewness() const;
  double excess_kurtosis() const;
  /// nats.
  double entropy() const;
  FisherInformation fisher_information() const;

  double shape, scale;
  bool operator==(const InverseGamma&) const = default;

 private:
  /// scale / G exceeds x where the gamma number G of scale x is less than the scale.
  Gamma gamma_of_scale(double x) const { return {shape, x}; }
  /// True where no double is as large as scale / x.
  bool is_null(double x) const { return scale / x == infinity; }
  double over(double gamma, double log_p) const;
};

}  // namespace plim
