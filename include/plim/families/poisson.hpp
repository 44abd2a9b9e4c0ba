#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/quotient.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/random/integer_table.hpp"

namespace plim {

/// P(X = k) = e^-mean mean^k / k! on 0, 1, 2, ...; mean 0 is the law that always gives 0.
struct Poisson {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "poisson";
  static constexpr std::string_view summary = "the Poisson law by its mean";
  static constexpr std::string_view carrier = "0, 1, 2, ...";
  static std::vector<Parameter> parameters() {
    return {{"mean", Domain::nonnegative, "mean", std::nullopt, false, 0x1p53}};
  }
  static Outcome<Poisson> make(const Arguments& a) { return Poisson{a.real("mean")}; }

  double sample(Variate& v) const { return v.poisson(rate); }
  /// The sum of m draws in O(1).
  double sample_sum(Variate& v, std::int64_t m) const { return v.poisson(rate * static_cast<double>(m)); }

  std::vector<IntegerTable> tables() const;

  Support support() const { return {0, rate == 0 ? 0 : std::numeric_limits<double>::infinity()}; }
  double log_density(double k) const;
  double cdf(double k) const;
  double complement(double k) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double log_cdf(double k) const;
  double log_complement(double k) const;
  double mean() const { return rate; }
  double variance() const { return rate; }
  /// Undefined at mean 0, as is the kurtosis.
  double skewness() const;
  double excess_kurtosis() const;
  /// kappa_r = rate^(1 - r/2).
  Shape shape_of_draw() const { return rate > 0 ? shape_of_mean({1, 1, 1, 1}, rate) : Shape{}; }
  /// nats; O(sqrt(mean)) below a mean of 10^4, from there by its asymptotic series.
  double entropy() const;
  FisherInformation fisher_information() const { return {{"mean"}, {quotient(1, rate)}}; }

  double rate;
  bool operator==(const Poisson&) const = default;
};

}  // namespace plim
