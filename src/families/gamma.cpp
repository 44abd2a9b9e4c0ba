#include "plim/families/gamma.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/random/fill.hpp"

namespace plim {

Outcome<Gamma> Gamma::make(const Arguments& a) {
  const Gamma law{a.real("shape"), a.real("scale")};
  if (!(law.mean() <= std::numeric_limits<double>::max())) {
    return Refusal{"shape scale is " + round_trip(law.mean()) + ", but the mean must be a finite number"};
  }
  return law;
}

void Gamma::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  fill_gamma(address, first, shape, out);
  for (double& x : out) x *= scale;
}

double Gamma::log_density(double x) const {
  const double infinity = std::numeric_limits<double>::infinity();
  if (x < 0 || x == infinity) return -infinity;
  if (x == 0) return shape < 1 ? infinity : shape > 1 ? -infinity : -elementary::log(scale);
  return gamma_law::log_density(shape, x / scale) - elementary::log(scale);
}

double Gamma::cdf(double x) const {
  return cdf_within(x, support(), [this](double at) { return gamma_law::cdf(shape, at / scale); });
}

double Gamma::complement(double x) const {
  return complement_within(x, support(),
                           [this](double at) { return gamma_law::complement(shape, at / scale); });
}

double Gamma::quantile(double p) const {
  return quantile_within(p, support(),
                         [this](double inner) { return gamma_law::quantile(shape, inner) * scale; });
}

double Gamma::entropy() const { return gamma_law::entropy(shape) + elementary::log(scale); }

FisherInformation Gamma::fisher_information() const {
  return {{"shape", "scale"}, {elementary::trigamma(shape), 1 / scale, 1 / scale, shape / scale / scale}};
}

}  // namespace plim
