#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plim/families/any_law.hpp"
#include "plim/families/family.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// Two laws of numbers, the first with probability `weight`, else the second. Both have densities, or both
/// masses on integers.
struct TwoLaws {
  AnyLaw first, second;
  double weight;
  std::string text;  // which laws these are

  double sample(Variate& v) const { return v.bernoulli(weight) ? first.sample(v) : second.sample(v); }
  Support support() const;
  double log_density(double x) const;
  double cdf(double x) const;
  double complement(double x) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double mean() const;
  double variance() const { return central_moment(2); }
  double skewness() const;
  double excess_kurtosis() const;
  Shape shape_of_draw() const { return {skewness(), excess_kurtosis()}; }
  /// nats; by quadrature over the probabilities of both laws, or by sums. NaN where that does not converge.
  double entropy() const;

  bool operator==(const TwoLaws& other) const { return text == other.text && weight == other.weight; }

 protected:
  /// Where the tail, lower or upper, has the size p: between the points of both laws.
  double point_of_tail(double p, bool upper) const;

 private:
  /// Of order 2 to 4, from those of both laws.
  double central_moment(int order) const;
};

/// That as a family of laws, though one that no list of numbers makes.
template <bool on_integers>
struct Mixture : TwoLaws {
  using value_type = double;
  static constexpr bool discrete = on_integers;
  static constexpr std::string_view name = "mixture";
  static std::vector<Parameter> parameters() { return {}; }
  static Outcome<Mixture> make(const Arguments&) { return Refusal{"a mixture is made of two laws"}; }

  double quantile(double p) const {
    if constexpr (on_integers)
      return lattice_quantile(*this, p, std::fmin(first.quantile(p), second.quantile(p)));
    return quantile_within(p, support(), [this](double inner) { return point_of_tail(inner, false); });
  }
  double complement_quantile(double q) const {
    if constexpr (on_integers)
      return lattice_complement_quantile(
          *this, q, std::fmin(first.complement_quantile(q), second.complement_quantile(q)));
    return complement_quantile_within(q, support(),
                                      [this](double inner) { return point_of_tail(inner, true); });
  }

  bool operator==(const Mixture&) const = default;
};

}  // namespace plim
