#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"

namespace plim {

/// The exponential law by its rate lambda.
struct Exponential {
  using value_type = double;
  static constexpr std::string_view name = "exponential";
  static constexpr std::string_view summary = "the exponential law by its rate";
  static std::vector<Parameter> parameters() { return {{"lambda", Domain::positive, "rate"}}; }
  static Outcome<Exponential> make(const Arguments& a) { return Exponential{a.real("lambda")}; }

  double sample(Variate& v) const { return v.exponential() / lambda; }
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;
  /// The sum of m draws in O(1).
  double sample_sum(Variate& v, std::int64_t m) const { return v.gamma(static_cast<double>(m)) / lambda; }
  double log_density(double x) const;
  double mean() const { return 1 / lambda; }
  double variance() const { return 1 / (lambda * lambda); }
  /// 1 - ln lambda, nats.
  double entropy() const;

  double lambda;
  bool operator==(const Exponential&) const = default;
};

}  // namespace plim
