#include "plim/families/inverse_gamma.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/multiple.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

std::vector<Parameter> InverseGamma::parameters() {
  Parameter shape{"shape", Domain::positive, "shape"};
  shape.smallest = smallest_shape;
  return {shape, {"scale", Domain::positive, "scale"}};
}

Outcome<InverseGamma> InverseGamma::make(const Arguments& a) {
  const InverseGamma law = in_domain(a);
  if (law.shape < smallest_shape)
    return Refusal{"shape is " + round_trip(law.shape) +
                   ", but must be a number >= " + round_trip(smallest_shape)};
  return law;
}

double InverseGamma::sample(Variate& v) const { return exp_multiple(-v.log_gamma(shape), scale); }

void InverseGamma::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
    planes.gamma(0, shape, x);
    for (double& g : x) g = scale / g;
  });
}

double InverseGamma::log_density(double x) const {
  if (!(x > 0)) return std::isnan(x) ? x : -infinity;
  const double ratio = scale / x;
  if (ratio == infinity || x == infinity) return -infinity;
  if (ratio < std::numeric_limits<double>::min())
    return -shape * log_multiple(x, scale) - special::log_gamma(shape) - elementary::log(x);
  return gamma_law::log_density(shape, ratio) + elementary::log(ratio) - elementary::log(x);
}

void InverseGamma::score(double x, std::span<double> gradient) const {
  gradient[0] = -log_multiple(x, scale) - elementary::digamma(shape);
  gradient[1] = shape / scale - 1 / x;
}

double InverseGamma::cdf(double x) const {
  return cdf_within(x, support(),
                    [this](double at) { return is_null(at) ? 0 : gamma_of_scale(at).complement(scale); });
}

double InverseGamma::complement(double x) const {
  return complement_within(x, support(),
                           [this](double at) { return is_null(at) ? 1 : gamma_of_scale(at).cdf(scale); });
}

double InverseGamma::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double at) {
    return is_null(at) ? -infinity : gamma_of_scale(at).log_complement(scale);
  });
}

double InverseGamma::log_complement(double x) const {
  return log_complement_within(
      x, support(), [this](double at) { return is_null(at) ? 0 : gamma_of_scale(at).log_cdf(scale); });
}

/// scale over the gamma number below which e^log_p lies.
double InverseGamma::over(double gamma, double log_p) const {
  if (gamma >= std::numeric_limits<double>::min()) return scale / gamma;
  return exp_multiple(-gamma_law::log_quantile_near_zero(shape, log_p), scale);
}

double InverseGamma::quantile(double p) const {
  return quantile_within(p, support(), [this](double inner) {
    return over(gamma_law::complement_quantile(shape, inner), elementary::log1p(-inner));
  });
}

double InverseGamma::complement_quantile(double q) const {
  return complement_quantile_within(q, support(), [this](double inner) {
    return over(gamma_law::quantile(shape, inner), elementary::log(inner));
  });
}

double InverseGamma::skewness() const {
  if (shape > 3) return 4 * std::sqrt(shape - 2) / (shape - 3);
  return shape > 2 ? infinity : not_a_number;
}

double InverseGamma::excess_kurtosis() const {
  if (shape > 4) return 6 * (5 * shape - 11) / (shape - 3) / (shape - 4);
  return shape > 2 ? infinity : not_a_number;
}

/// That of ln(scale / x^2) more than of the gamma number.
double InverseGamma::entropy() const {
  return gamma_law::entropy(shape) + elementary::log(scale) - 2 * elementary::digamma(shape);
}

FisherInformation InverseGamma::fisher_information() const {
  return {{"shape", "scale"}, {elementary::trigamma(shape), -1 / scale, -1 / scale, shape / scale / scale}};
}

LawFamily inverse_gamma_family() { return law_family<InverseGamma>(); }

}  // namespace plim
