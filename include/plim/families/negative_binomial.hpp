#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/random/integer_table.hpp"
#include "plim/views/observations.hpp"

namespace plim {

/// Failures before the r-th success, each trial a success with probability p; r need not be an integer: a
/// Poisson law whose mean is gamma(r, (1 - p)/p).
struct NegativeBinomial {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "negative_binomial";
  static constexpr std::string_view summary = "failures before the r-th success, r > 0";
  static constexpr std::string_view carrier = "0, 1, 2, ...";
  static constexpr std::string_view maximum = "a variance above the mean";
  static std::vector<Parameter> parameters() {
    return {{"r", Domain::positive, "successes to wait for"},
            {"p", Domain::nonzero_probability, "probability of success"}};
  }
  /// Refuses moments that a double cannot hold.
  static Outcome<NegativeBinomial> make(const Arguments& a);

  /// Where the variance (divisor n) does not exceed the mean: the limit is the Poisson law (Anscombe 1950).
  static bool is_supremum_at_infinity(const Observations::One& sample);

  /// A Poisson number whose mean is a gamma number; above 2^53 rounded to a double.
  double sample(Variate& v) const { return sample_sum(v, 1); }
  /// The sum of m draws in O(1).
  double sample_sum(Variate& v, std::int64_t m) const {
    return v.poisson(v.gamma(r * static_cast<double>(m)) * odds());
  }

  std::vector<IntegerTable> tables() const;

  Support support() const { return {0, p == 1 ? 0 : std::numeric_limits<double>::infinity()}; }
  double log_density(double k) const;
  /// The gradient of the log density in r and p.
  void score(double k, std::span<double> gradient) const;
  double cdf(double k) const;
  double complement(double k) const;
  double quantile(double q) const;
  double complement_quantile(double q) const;
  double log_cdf(double k) const;
  double log_complement(double k) const;
  double mean() const { return r * odds(); }
  double variance() const { return mean() / p; }
  /// Undefined at p = 1, as is the kurtosis.
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  /// That of a sum of r geometric numbers.
  Shape shape_of_draw() const;
  /// nats.
  double entropy() const;
  /// That of r by the sum of P(X > j)/(r + j)^2 (Fisher 1941).
  FisherInformation fisher_information() const;

  double r;
  double p;
  bool operator==(const NegativeBinomial&) const = default;

 private:
  /// Failures for each success, in the mean.
  double odds() const { return (1 - p) / p; }
  /// About where P(X <= k) is that of the normal deviate z.
  double near_deviate(double z) const;
  /// The sum of a smooth f over the integers where the law has its mass.
  template <class F>
  double sum_over_mass(F f) const;
};

}  // namespace plim
