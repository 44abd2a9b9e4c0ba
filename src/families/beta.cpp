#include "plim/families/beta.hpp"

#include <cmath>
#include <limits>

#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
double Beta::sample(Variate& v) const {
  const double first = v.log_gamma(alpha), second = v.log_gamma(beta);
  return inside(1 / (1 + elementary::exp(second - first)));
}

void Beta::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  if (alpha < least_filled_shape || beta < least_filled_shape)
    return fill_by_variates(*this, address, first, out);
  fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
    FillChunk other;
    planes.gamma(0, alpha, x);
    planes.gamma(1, beta, std::span(other).first(x.size()));
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = inside(x[i] / (x[i] + other[i]));
  });
}

double Beta::log_density(double x) const {
  if (!(x >= 0 && x <= 1)) return std::isnan(x) ? x : -std::numeric_limits<double>::infinity();
  return beta_law::log_density(alpha, beta, x, 1 - x);
}

void Beta::score(double x, std::span<double> gradient) const {
  const double both = elementary::digamma(alpha + beta);
  gradient[0] = elementary::log(x) - elementary::digamma(alpha) + both;
  gradient[1] = elementary::log1p(-x) - elementary::digamma(beta) + both;
}

double Beta::cdf(double x) const {
  return cdf_within(x, support(), [this](double at) { return beta_law::cdf(alpha, beta, at, 1 - at); });
}

double Beta::complement(double x) const {
  return complement_within(x, support(),
                           [this](double at) { return beta_law::complement(alpha, beta, at, 1 - at); });
}

double Beta::log_cdf(double x) const {
  return log_cdf_within(x, support(),
                        [this](double at) { return beta_law::log_cdf(alpha, beta, at, 1 - at); });
}

double Beta::log_complement(double x) const {
  return log_complement_within(
      x, support(), [this](double at) { return beta_law::log_complement(alpha, beta, at, 1 - at); });
}

double Beta::quantile(double p) const {
  return quantile_within(p, support(),
                         [this](double inner) { return beta_law::quantile(alpha, beta, inner); });
}

double Beta::complement_quantile(double q) const {
  return complement_quantile_within(
      q, support(), [this](double inner) { return beta_law::complement_quantile(alpha, beta, inner); });
}

double Beta::variance() const {
  const double total = alpha + beta;
  return alpha / total * (beta / total) / (total + 1);
}

double Beta::entropy() const { return beta_law::entropy(alpha, beta); }

FisherInformation Beta::fisher_information() const {
  const double both = elementary::trigamma(alpha + beta);
  return {{"alpha", "beta"},
          {elementary::trigamma(alpha) - both, -both, -both, elementary::trigamma(beta) - both}};
}

LawFamily beta_family() { return law_family<Beta>(); }

}  // namespace plim
