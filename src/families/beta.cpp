#include "plim/families/beta.hpp"

#include <cmath>
#include <limits>

#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

/// power ln(base), 0 where the power is 0.
double log_power(double power, double log_base) { return power == 0 ? 0.0 : power * log_base; }

/// ln B(a, b), the larger weight in the ratio of gamma functions that nearly cancel.
double log_beta(double a, double b) {
  const double large = std::fmax(a, b), small = std::fmin(a, b);
  return special::log_gamma(small) - special::log_gamma_ratio(large, small);
}

}  // namespace

double Beta::sample(Variate& v) const {
  const double first = v.log_gamma(alpha), second = v.log_gamma(beta);
  return 1 / (1 + elementary::exp(second - first));
}

double Beta::log_density(double x) const {
  if (!(x >= 0 && x <= 1)) return std::isnan(x) ? x : -std::numeric_limits<double>::infinity();
  return log_power(alpha - 1, elementary::log(x)) + log_power(beta - 1, elementary::log1p(-x)) -
         log_beta(alpha, beta);
}

double Beta::cdf(double x) const {
  return cdf_within(x, support(), [this](double at) { return special::beta_cdf(alpha, beta, at); });
}

double Beta::complement(double x) const {
  return complement_within(x, support(),
                           [this](double at) { return special::beta_cdf(beta, alpha, 1 - at); });
}

double Beta::quantile(double p) const {
  return quantile_within(p, support(),
                         [this](double inner) { return special::beta_quantile(alpha, beta, inner); });
}

double Beta::complement_quantile(double q) const {
  return complement_quantile_within(
      q, support(), [this](double inner) { return 1 - special::beta_quantile(beta, alpha, inner); });
}

double Beta::variance() const {
  const double total = alpha + beta;
  return alpha / total * (beta / total) / (total + 1);
}

double Beta::entropy() const {
  const double total = alpha + beta;
  return log_beta(alpha, beta) - (alpha - 1) * elementary::digamma(alpha) -
         (beta - 1) * elementary::digamma(beta) + (total - 2) * elementary::digamma(total);
}

FisherInformation Beta::fisher_information() const {
  const double both = elementary::trigamma(alpha + beta);
  return {{"alpha", "beta"},
          {elementary::trigamma(alpha) - both, -both, -both, elementary::trigamma(beta) - both}};
}

}  // namespace plim
