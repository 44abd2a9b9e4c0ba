#pragma once
#include <vector>

#include "plim/families/composite.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// One of several laws of numbers, part k with the probability `shares[k]`. All have densities, or all masses
/// on integers.
struct SeveralLaws {
  std::vector<AnyLaw> laws;
  std::vector<double> shares;  // sum 1

  double sample(Variate& v) const;
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
  /// nats; by quadrature over the probabilities of each law, or by sums. NaN where that does not converge.
  double entropy() const;

  bool operator==(const SeveralLaws&) const = default;

 protected:
  /// The least and the largest of the laws' own points of a tail.
  double least_point(double p, bool upper) const;
  double largest_point(double p, bool upper) const;
  /// Where the tail, lower or upper, has the size p: between these.
  double point_of_tail(double p, bool upper) const;

 private:
  double log_mixed(double (AnyLaw::*log_part)(double) const, double x) const;
  /// Of order 2 to 4, from those of the laws.
  double central_moment(int order) const;
};

/// That as a family of laws, though one that no list of numbers makes.
template <bool on_integers>
struct Mixture : SeveralLaws {
  using value_type = double;
  static constexpr bool discrete = on_integers;
  static constexpr std::string_view name = "mixture";
  static std::vector<Parameter> parameters() { return {}; }
  static Outcome<Mixture> make(const Arguments&) { return Refusal{"a mixture is made of other laws"}; }

  double quantile(double p) const {
    if constexpr (on_integers) return lattice_quantile(*this, p, least_point(p, false));
    return quantile_within(p, support(), [this](double inner) { return point_of_tail(inner, false); });
  }
  double complement_quantile(double q) const {
    if constexpr (on_integers) return lattice_complement_quantile(*this, q, least_point(q, true));
    return complement_quantile_within(q, support(),
                                      [this](double inner) { return point_of_tail(inner, true); });
  }

  bool operator==(const Mixture&) const = default;
};

}  // namespace plim
