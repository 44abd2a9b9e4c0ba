#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"

namespace plim {

/// P(X = k) = p (1 - p)^k on 0, 1, 2, ...: failures before the first success.
struct Geometric {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "geometric";
  static constexpr std::string_view summary = "failures before the first success";
  static std::vector<Parameter> parameters() {
    return {{"p", Domain::nonzero_probability, "probability of success"}};
  }
  /// Refuses p below 1e-290, whose draws and moments a double cannot hold.
  static Outcome<Geometric> make(const Arguments& a);

  /// By inversion; above 2^53 the draw is rounded to a double.
  double sample(Variate& v) const;
  /// The sum of m draws in O(1): a Poisson number whose mean is a gamma number.
  double sample_sum(Variate& v, std::int64_t m) const;
  double log_density(double k) const;
  double mean() const { return (1 - p) / p; }
  double variance() const { return (1 - p) / p / p; }
  /// nats.
  double entropy() const;

  double p;
  bool operator==(const Geometric&) const = default;
};

}  // namespace plim
