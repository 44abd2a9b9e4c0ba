#include "plim/families/bernoulli.hpp"

#include <cmath>
#include <limits>

#include "plim/families/erased_law.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

double Bernoulli::log_density(Symbol x) const {
  if (x == 1) return elementary::log(p);
  if (x == 0) return elementary::log1p(-p);
  return -std::numeric_limits<double>::infinity();
}

double Bernoulli::cdf(double x) const {
  return cdf_within(x, support(), [this](double) { return 1 - p; });
}

double Bernoulli::complement(double x) const {
  return complement_within(x, support(), [this](double) { return p; });
}

double Bernoulli::quantile(double q) const { return lattice_quantile(*this, q, 0); }

double Bernoulli::complement_quantile(double q) const { return lattice_complement_quantile(*this, q, 0); }

double Bernoulli::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double) { return elementary::log1p(-p); });
}

double Bernoulli::log_complement(double x) const {
  return log_complement_within(x, support(), [this](double) { return elementary::log(p); });
}

double Bernoulli::skewness() const {
  if (variance() == 0) return std::numeric_limits<double>::quiet_NaN();
  return (1 - 2 * p) / std::sqrt(variance());
}

double Bernoulli::excess_kurtosis() const {
  if (variance() == 0) return std::numeric_limits<double>::quiet_NaN();
  return 1 / variance() - 6;
}

double Bernoulli::entropy() const {
  const double ones = p > 0 ? -p * elementary::log(p) : 0.0;
  const double zeros = p < 1 ? -(1 - p) * elementary::log1p(-p) : 0.0;
  return ones + zeros;
}

LawFamily bernoulli_family() { return law_family<Bernoulli>(); }

}  // namespace plim
