#include "plim/families/gamma.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {
namespace {
constexpr double smallest_normal = std::numeric_limits<double>::min();  // below it digits are lost
}

Outcome<Gamma> Gamma::make(const Arguments& a) {
  const Gamma law{a.real("shape"), a.real("scale")};
  if (!(law.mean() <= std::numeric_limits<double>::max())) {
    return Refusal{"shape scale is " + round_trip(law.mean()) + ", but the mean must be a finite number"};
  }
  return law;
}

void Gamma::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
    planes.gamma(0, shape, x);
    for (double& g : x) g *= scale;
  });
}

double Gamma::log_density(double x) const {
  if (x < 0 || x == infinity) return -infinity;
  if (x == 0) return shape < 1 ? infinity : shape > 1 ? -infinity : -elementary::log(scale);
  const double scaled = x / scale;
  if (scaled == infinity) return -infinity;  // the log density is below -max
  if (scaled < smallest_normal) {
    const double log_scaled = elementary::log(x) - elementary::log(scale);
    return (shape - 1) * log_scaled - special::log_gamma(shape) - elementary::log(scale);
  }
  return gamma_law::log_density(shape, scaled) - elementary::log(scale);
}

/// ln P(X <= x) where x / scale underflows.
double Gamma::log_cdf_below_least(double x) const {
  return gamma_law::log_cdf_near_zero(shape, elementary::log(x) - elementary::log(scale));
}

double Gamma::cdf(double x) const {
  return cdf_within(x, support(), [this](double at) {
    const double scaled = at / scale;
    return scaled < smallest_normal ? elementary::exp(log_cdf_below_least(at))
                                    : gamma_law::cdf(shape, scaled);
  });
}

double Gamma::complement(double x) const {
  return complement_within(x, support(), [this](double at) {
    const double scaled = at / scale;
    return scaled < smallest_normal ? -elementary::expm1(log_cdf_below_least(at))
                                    : gamma_law::complement(shape, scaled);
  });
}

double Gamma::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double at) {
    const double scaled = at / scale;
    return scaled < smallest_normal ? log_cdf_below_least(at) : gamma_law::log_cdf(shape, scaled);
  });
}

double Gamma::log_complement(double x) const {
  return log_complement_within(x, support(), [this](double at) {
    const double scaled = at / scale;
    return scaled < smallest_normal ? log_tail(complement(at), cdf(at))
                                    : gamma_law::log_complement(shape, scaled);
  });
}

/// The quantile whose multiple of the scale is given, of the tail log_p below it.
double Gamma::from_scaled(double scaled, double log_p) const {
  if (scaled >= smallest_normal) return scaled * scale;
  return elementary::exp(gamma_law::log_quantile_near_zero(shape, log_p) + elementary::log(scale));
}

double Gamma::quantile(double p) const {
  return quantile_within(p, support(), [this](double inner) {
    return from_scaled(gamma_law::quantile(shape, inner), elementary::log(inner));
  });
}

double Gamma::complement_quantile(double q) const {
  return complement_quantile_within(q, support(), [this](double inner) {
    return from_scaled(gamma_law::complement_quantile(shape, inner), elementary::log1p(-inner));
  });
}

double Gamma::entropy() const { return gamma_law::entropy(shape) + elementary::log(scale); }

FisherInformation Gamma::fisher_information() const {
  return {{"shape", "scale"}, {elementary::trigamma(shape), 1 / scale, 1 / scale, shape / scale / scale}};
}

LawFamily gamma_family() { return law_family<Gamma>(); }

}  // namespace plim
