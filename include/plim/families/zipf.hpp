#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"

namespace plim {

/// P(X = k) = k^-s / H(N, s) on k = 1 .. N.
class Zipf {
 public:
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "zipf";
  static constexpr std::string_view summary = "rank k of N with probability proportional to k^-s";
  static std::vector<Parameter> parameters();
  static Outcome<Zipf> make(const Arguments& a) { return Zipf{a.real("s"), a.integer("N")}; }
  Zipf(double s, std::int64_t N);

  /// By rejection from the inverted integral of x^-s (Hoermann and Derflinger 1996).
  double sample(Variate& v) const;
  double log_density(double k) const;
  double mean() const;
  double variance() const;
  /// nats.
  double entropy() const;
  std::size_t classes() const { return static_cast<std::size_t>(N_); }
  /// The probabilities of 1 .. N, summing to 1.
  std::vector<double> probabilities() const;
  /// 1 .. N.
  std::vector<double> values() const;

  double s() const noexcept { return s_; }
  std::int64_t N() const noexcept { return N_; }
  bool operator==(const Zipf&) const = default;

 private:
  double tail(double x) const;

  double s_;
  std::int64_t N_;
  double log_normaliser_;                         // ln H(N, s)
  double most_, log_end_, total_, accepted_ = 0;  // of the sampler
};

}  // namespace plim
