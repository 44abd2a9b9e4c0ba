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

/// P(X = k) = p (1 - p)^k on 0, 1, 2, ...: failures before the first success.
struct Geometric {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "geometric";
  static constexpr std::string_view summary = "failures before the first success";
  static constexpr std::string_view carrier = "0, 1, 2, ...";
  /// Below it a double cannot hold the draws and moments.
  static constexpr double smallest_p = 1e-290;
  static std::vector<Parameter> parameters() {
    Parameter p{"p", Domain::nonzero_probability, "probability of success"};
    p.smallest = smallest_p;
    return {p};
  }
  /// Refuses p below the smallest.
  static Outcome<Geometric> make(const Arguments& a);

  /// By inversion; above 2^53 the draw is rounded to a double.
  double sample(Variate& v) const;
  /// The sum of m draws in O(1): a Poisson number whose mean is a gamma number.
  double sample_sum(Variate& v, std::int64_t m) const;

  std::vector<IntegerTable> tables() const;

  Support support() const { return {0, p == 1 ? 0 : std::numeric_limits<double>::infinity()}; }
  double log_density(double k) const;
  double cdf(double k) const;
  double complement(double k) const;
  double quantile(double q) const;
  double complement_quantile(double q) const;
  double log_cdf(double k) const;
  double log_complement(double k) const;
  double mean() const { return (1 - p) / p; }
  double variance() const { return (1 - p) / p / p; }
  /// Undefined at p = 1, as is the kurtosis.
  double skewness() const;
  double excess_kurtosis() const;
  Shape shape_of_draw() const;
  /// nats.
  double entropy() const;
  FisherInformation fisher_information() const { return {{"p"}, {quotient(1, 1 - p) / p / p}}; }

  double p;
  bool operator==(const Geometric&) const = default;

 private:
  /// (1 - p)^trials.
  double all_fail(double trials) const;
};

}  // namespace plim
