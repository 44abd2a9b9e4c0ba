#include "plim/families/geometric.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {

Outcome<Geometric> Geometric::make(const Arguments& a) {
  const double p = a.real("p");
  if (p < smallest_p) {
    return Refusal{"p is " + round_trip(p) + ", but must be a number in [" + round_trip(smallest_p) + ", 1]"};
  }
  return Geometric{p};
}

double Geometric::sample(Variate& v) const {
  const Variate::Pair w = v.words();
  return std::floor(fine_exponential(w.first, w.second) / -elementary::log1p(-p));
}

double Geometric::sample_sum(Variate& v, std::int64_t m) const {
  return v.poisson(v.gamma(static_cast<double>(m)) * mean());
}

std::vector<IntegerTable> Geometric::tables() const {
  IntegerMasses law{0, support().upper, 0, variance(), [*this](double) {
                      return StepOfMass{Precise::sum(1, -p), 1};
                    }};
  constexpr double least_listed = 0x1p-10;  // of smaller p the masses go on for more than a table lists
  if (p >= least_listed) return tables_of(law);
  law.beyond = [*this](double k) { return elementary::exp((k + 1) * elementary::log1p(-p)) / p; };
  law.draw_beyond = [*this](Variate& v, double k) { return k + 1 + sample(v); };
  return tables_of(law);
}

double Geometric::log_density(double k) const {
  if (!is_count(k)) return -std::numeric_limits<double>::infinity();
  const double failures = k == 0 ? 0.0 : k * elementary::log1p(-p);
  return failures + elementary::log(p);
}

double Geometric::cdf(double k) const {
  return cdf_within(k, support(), [this](double at) {
    const double trials = std::floor(at) + 1;
    if (trials == 1) return p;
    return tail_of([&] { return -elementary::expm1(trials * elementary::log1p(-p)); },
                   [&] { return all_fail(trials); });
  });
}

double Geometric::complement(double k) const {
  return complement_within(k, support(), [this](double at) { return all_fail(std::floor(at) + 1); });
}

double Geometric::all_fail(double trials) const {
  const double failure = 1 - p;
  // Where 1 - p is exact its power is as good as rounded once, and exact where it is a double.
  return 1 - failure == p ? std::pow(failure, trials) : elementary::exp(trials * elementary::log1p(-p));
}

double Geometric::quantile(double q) const {
  return lattice_quantile(*this, q, elementary::log1p(-q) / elementary::log1p(-p) - 1);
}

double Geometric::complement_quantile(double q) const {
  return lattice_complement_quantile(*this, q, elementary::log(q) / elementary::log1p(-p) - 1);
}

double Geometric::log_cdf(double k) const {
  return log_cdf_within(k, support(), [this](double at) { return log_tail(cdf(at), complement(at)); });
}

double Geometric::log_complement(double k) const {
  return log_complement_within(k, support(),
                               [this](double at) { return (std::floor(at) + 1) * elementary::log1p(-p); });
}

double Geometric::skewness() const {
  return p == 1 ? std::numeric_limits<double>::quiet_NaN() : (2 - p) / std::sqrt(1 - p);
}

double Geometric::excess_kurtosis() const {
  return p == 1 ? std::numeric_limits<double>::quiet_NaN() : 6 + p * p / (1 - p);
}

/// Of the failures: kappa_{r+1} = q d kappa_r / dq, q = 1 - p, the polynomials of Euler's numbers.
Shape Geometric::shape_of_draw() const {
  const double q = 1 - p, root = std::sqrt(q);
  if (!(q > 0)) return {};
  return {(1 + q) / root, (1 + q * (4 + q)) / q, (1 + q * (11 + q * (11 + q))) / (q * root),
          (1 + q * (26 + q * (66 + q * (26 + q)))) / (q * q)};
}

double Geometric::entropy() const {
  return p == 1 ? 0.0 : -elementary::log(p) - mean() * elementary::log1p(-p);
}

LawFamily geometric_family() { return law_family<Geometric>(); }

}  // namespace plim
