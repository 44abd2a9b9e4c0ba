#include "plim/families/poisson.hpp"

#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/poisson_mass.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

/// About where P(X <= x) is that of the normal deviate z (Cornish and Fisher 1937).
double near_deviate(double rate, double z) { return rate + z * std::sqrt(rate) + (z * z - 1) / 6; }

}  // namespace

std::vector<IntegerTable> Poisson::tables() const {
  return tables_of({0, support().upper, std::floor(rate), rate, [mean = rate](double k) {
                      return StepOfMass{mean, k + 1};
                    }});
}

double Poisson::log_density(double k) const {
  if (!is_count(k)) return -std::numeric_limits<double>::infinity();
  if (rate == 0) return k == 0 ? 0.0 : -std::numeric_limits<double>::infinity();
  return poisson_log_mass(k, rate, k - rate);
}

double Poisson::cdf(double k) const {
  return cdf_within(k, support(),
                    [this](double at) { return gamma_law::complement(std::floor(at) + 1, rate); });
}

double Poisson::complement(double k) const {
  return complement_within(k, support(),
                           [this](double at) { return gamma_law::cdf(std::floor(at) + 1, rate); });
}

double Poisson::quantile(double p) const {
  return lattice_quantile(*this, p, near_deviate(rate, special::normal_quantile(p)));
}

double Poisson::complement_quantile(double q) const {
  return lattice_complement_quantile(*this, q, near_deviate(rate, -special::normal_quantile(q)));
}

double Poisson::log_cdf(double k) const {
  return log_cdf_within(k, support(),
                        [this](double at) { return gamma_law::log_complement(std::floor(at) + 1, rate); });
}

double Poisson::log_complement(double k) const {
  return log_complement_within(k, support(),
                               [this](double at) { return gamma_law::log_cdf(std::floor(at) + 1, rate); });
}

double Poisson::skewness() const { return rate == 0 ? not_a_number : 1 / std::sqrt(rate); }

double Poisson::excess_kurtosis() const { return rate == 0 ? not_a_number : 1 / rate; }

double Poisson::entropy() const {
  if (rate == 0) return 0;
  if (rate < 1e4) {
    // All terms are positive; beyond 40 sd and 60 counts they are below 10^-50 of the sum.
    const double reach = 40 * std::sqrt(rate) + 60;
    CompensatedSum sum;
    for (double k = std::fmax(0, std::floor(rate - reach)); k <= rate + reach; ++k) {
      const double log_mass = log_density(k);
      sum.add(-elementary::exp(log_mass) * log_mass);
    }
    return sum.value();
  }
  constexpr double half_log_two_pi_e = 1.41893853320467274178;
  const double r = 1 / rate;
  return half_log_two_pi_e + 0.5 * elementary::log(rate) - r * (1.0 / 12 + r * (1.0 / 24 + r * (19.0 / 360)));
}

LawFamily poisson_family() { return law_family<Poisson>(); }

}  // namespace plim
