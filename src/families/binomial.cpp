#include "plim/families/binomial.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/families/erased_law.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/beta_law.hpp"
#include "plim/numeric/binomial_mass.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {

double Binomial::sample_sum(Variate& v, std::int64_t m) const {
  const std::int64_t at_once = (std::int64_t{1} << 53) / trials;
  double sum = 0;
  for (; m > 0; m -= at_once) sum += static_cast<double>(v.binomial(std::min(m, at_once) * trials, p));
  return sum;
}

std::vector<IntegerTable> Binomial::tables() const {
  const auto [lower, upper] = support();
  const double mode = std::fmin(std::fmax(std::floor((n() + 1) * p), lower), upper);
  return tables_of({lower, upper, mode, variance(), [*this](double k) {
                      return StepOfMass{Precise::product(n() - k, p), Precise::sum(1, -p) * (k + 1)};
                    }});
}

double Binomial::log_density(double k) const {
  const Support s = support();
  if (!is_count(k) || k < s.lower || k > s.upper) return -std::numeric_limits<double>::infinity();
  return s.lower == s.upper ? 0.0 : binomial_log_mass(k, n(), p, 1 - p, std::fma(-n(), p, k));
}

double Binomial::cdf(double k) const {
  return cdf_within(k, support(), [this](double at) {
    return beta_law::cdf(n() - std::floor(at), std::floor(at) + 1, 1 - p, p);
  });
}

double Binomial::complement(double k) const {
  return complement_within(k, support(), [this](double at) {
    return beta_law::cdf(std::floor(at) + 1, n() - std::floor(at), p, 1 - p);
  });
}

double Binomial::log_cdf(double k) const {
  return log_cdf_within(k, support(), [this](double at) {
    return beta_law::log_cdf(n() - std::floor(at), std::floor(at) + 1, 1 - p, p);
  });
}

double Binomial::log_complement(double k) const {
  return log_complement_within(k, support(), [this](double at) {
    return beta_law::log_cdf(std::floor(at) + 1, n() - std::floor(at), p, 1 - p);
  });
}

double Binomial::near_deviate(double z) const {
  return mean() + z * std::sqrt(variance()) + (1 - 2 * p) * (z * z - 1) / 6;
}

double Binomial::quantile(double q) const {
  return lattice_quantile(*this, q, near_deviate(special::normal_quantile(q)));
}

double Binomial::complement_quantile(double q) const {
  return lattice_complement_quantile(*this, q, near_deviate(-special::normal_quantile(q)));
}

Shape Binomial::shape_of_draw() const {
  const double pq = p * (1 - p), lean = 1 - 2 * p, root = std::sqrt(pq);
  if (!(pq > 0)) return {};
  // Of one trial, from kappa_{r+1} = pq d kappa_r / dp.
  return shape_of_mean({lean / root, (1 - 6 * pq) / pq, lean * (1 - 12 * pq) / (pq * root),
                        (1 - pq * (30 - 120 * pq)) / (pq * pq)},
                       n());
}

double Binomial::entropy() const {
  if (!(variance() > 0)) return 0;
  constexpr double many = 1e8, half_log_two_pi_e = 1.41893853320467274178;
  if (variance() > many) {
    const double lean = 1 - 2 * p;
    return half_log_two_pi_e + 0.5 * elementary::log(variance()) - lean * lean / (12 * variance());
  }
  // All terms are positive; beyond 12 sd and 60 successes they are below 10^-20 of the sum.
  const double reach = 12 * std::sqrt(variance()) + 60;
  CompensatedSum sum;
  for (double k = std::fmax(0, std::floor(mean() - reach)); k <= std::fmin(n(), mean() + reach); ++k) {
    const double log_mass = log_density(k);
    sum.add(-elementary::exp(log_mass) * log_mass);
  }
  return sum.value();
}

LawFamily binomial_family() { return law_family<Binomial>(); }

}  // namespace plim
