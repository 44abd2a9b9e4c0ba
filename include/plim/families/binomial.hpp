#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/quotient.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/random/integer_table.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// Successes in a number of independent trials, each of probability p.
struct Binomial {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "binomial";
  static constexpr std::string_view summary = "successes in a known number of trials";
  static constexpr std::string_view carrier = "0, 1, ..., trials";
  static constexpr TrialsOfLaw trials_of_law = {"p", "trials"};
  static std::vector<Parameter> parameters() {
    return {{"trials", Domain::positive_integer, "number of trials", std::nullopt, false, 0x1p53},
            {"p", Domain::probability, "probability of success"}};
  }
  static Outcome<Binomial> make(const Arguments& a) { return Binomial{a.integer("trials"), a.real("p")}; }

  double sample(Variate& v) const { return static_cast<double>(v.binomial(trials, p)); }
  /// The sum of m draws, in O(1) while it is below 2^53.
  double sample_sum(Variate& v, std::int64_t m) const;

  std::vector<IntegerTable> tables() const;

  Support support() const { return {p == 1 ? n() : 0.0, p == 0 ? 0.0 : n()}; }
  double log_density(double k) const;
  double cdf(double k) const;
  double complement(double k) const;
  double quantile(double q) const;
  double complement_quantile(double q) const;
  double log_cdf(double k) const;
  double log_complement(double k) const;
  double mean() const { return n() * p; }
  double variance() const { return n() * p * (1 - p); }
  /// Undefined where p is 0 or 1, as is the kurtosis.
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  Shape shape_of_draw() const;
  /// nats; O(sd) below a variance of 10^8, from there by its asymptotic series.
  double entropy() const;
  /// About p, the trials being known.
  FisherInformation fisher_information() const { return {{"p"}, {n() * quotient(1, p * (1 - p))}}; }

  std::int64_t trials;
  double p;
  bool operator==(const Binomial&) const = default;

 private:
  double n() const { return static_cast<double>(trials); }
  /// About where P(X <= k) is that of the normal deviate z.
  double near_deviate(double z) const;
};

}  // namespace plim
