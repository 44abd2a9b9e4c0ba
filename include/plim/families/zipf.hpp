#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/random/integer_table.hpp"

namespace plim {

/// P(X = k) = k^-s / H(N, s) on k = 1 .. N.
class Zipf {
 public:
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "zipf";
  static constexpr std::string_view summary = "rank k of N with probability proportional to k^-s";
  static constexpr std::string_view carrier = "1, 2, ..., N";
  static constexpr std::string_view maximum = "a value above 1";
  static std::vector<Parameter> parameters();
  static Outcome<Zipf> make(const Arguments& a) { return Zipf{a.real("s"), a.integer("N")}; }
  Zipf(double s, std::int64_t N);

  /// By rejection from the inverted integral of x^-s (Hoermann and Derflinger 1996).
  double sample(Variate& v) const;
  /// One attempt from two words: true if it yields a draw.
  bool attempt(Variate::Pair words, double& k) const;

  std::vector<IntegerTable> tables() const;

  Support support() const { return {1, static_cast<double>(N_)}; }
  double log_density(double k) const;
  double cdf(double k) const;
  double complement(double k) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double log_cdf(double k) const;
  double log_complement(double k) const;
  double mean() const;
  double variance() const;
  /// Undefined at N = 1, as is the kurtosis.
  double skewness() const;
  double excess_kurtosis() const;
  /// nats.
  double entropy() const;
  /// About s, N being known: the variance of ln X.
  FisherInformation fisher_information() const;
  std::size_t classes() const { return static_cast<std::size_t>(N_); }
  /// The probabilities of 1 .. N, summing to 1.
  std::vector<double> probabilities() const;
  /// 1 .. N.
  std::vector<double> values() const;

  /// Of the sampler, in a unit of its own: the integral of x^-s from x on to the upper end, the x at which it
  /// has a value, k^-s, the largest rank, the integral of the hat, and the gap k - x below which k is sure.
  double tail(double x) const;
  double place(double beyond) const;
  double mass(double k) const;
  double most() const noexcept { return most_; }
  double total() const noexcept { return total_; }
  double accepted() const noexcept { return accepted_; }

  double s() const noexcept { return s_; }
  std::int64_t N() const noexcept { return N_; }
  bool operator==(const Zipf&) const = default;

 private:
  /// P(from <= X <= to).
  double share(double from, double to) const;
  double moment_about_one(int order) const;
  double central_moment(int order) const;

  double s_;
  std::int64_t N_;
  double normaliser_;                             // H(N, s)
  double most_, log_end_, total_, accepted_ = 0;  // of the sampler
};

}  // namespace plim
