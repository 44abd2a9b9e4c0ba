#pragma once
#include <functional>
#include <limits>

#include "plim/families/composite.hpp"
#include "plim/families/support.hpp"

namespace plim {

/// What is written once for truncated laws of both kinds: X of another law given lower <= X <= upper.
///
/// All tails are made of logarithms of masses between two points, each by the smaller tail of the other law,
/// so that they hold far out, where probabilities underflow.
class Truncation {
 public:
  /// The bounds are values that a law on integers may have.
  Truncation(AnyLaw base, double lower, double upper);

  /// By rejection where at least a quarter is kept, else by the quantile of a fine uniform.
  double sample(Variate& v) const;
  Support support() const { return {lower_, upper_}; }
  double log_density(double x) const;
  double cdf(double x) const;
  double complement(double x) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double mean() const;
  double variance() const;
  double skewness() const;
  double excess_kurtosis() const;
  Shape shape_of_draw() const { return {skewness(), excess_kurtosis()}; }
  double entropy() const;

  /// ln P(lower <= X <= upper) of the other law.
  double log_kept() const noexcept { return log_kept_; }
  bool operator==(const Truncation&) const = default;

 private:
  double log_mass(double from, double to) const;
  double before(double x) const;
  double point(double log_tail, bool upper) const;
  double expectation(const std::function<double(double)>& f) const;
  /// E (X - mean)^order; infinite or NaN where the other law's tail is too heavy.
  double central_moment(int order) const;
  bool is_too_heavy(int order) const;

  AnyLaw base_;
  double lower_, upper_, median_, log_kept_;
};

/// That as a family of laws, though one that no list of numbers makes.
template <bool on_integers>
struct Truncated : Truncation {
  using Truncation::Truncation;
  using value_type = double;
  static constexpr bool discrete = on_integers;
  static constexpr std::string_view name = "truncated";
  static std::vector<Parameter> parameters() { return {}; }
  static Outcome<Truncated> make(const Arguments&) { return Refusal{"a truncated law is made of another"}; }
};

}  // namespace plim
