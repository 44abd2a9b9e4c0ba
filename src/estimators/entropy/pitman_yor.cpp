#include "pitman_yor.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/digamma.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr double stirling_from = 16;  // from here on Stirling's series has all digits

/// ln of the product of start + l step, l = 1 .. last.
double log_progression(double start, double step, double last) {
  const double head = std::min(last, stirling_from);
  double product = 1, sum = 0;
  for (double l = 1; l <= head; ++l) {
    product *= start + l * step;
    if (product > 1e250 || product < 1e-250) {
      sum += elementary::log(product);
      product = 1;
    }
  }
  sum += elementary::log(product);
  if (last == head) return sum;
  const double from = start / step + head + 1,
               k = last - head;  // the product is step^k Gamma(from + k)/Gamma(from)
  return sum + k * elementary::log(step) + special::log_large_gamma_ratio(from, k);
}

/// ln Gamma(m - d)/(Gamma(1 - d) Gamma(m)).
double log_discounted(double m, double d, double log_gamma_rest) {
  if (m >= stirling_from + 1) return special::log_large_gamma_ratio(m, -d) - log_gamma_rest;
  double ratio = 1;
  for (double k = 1; k < m; ++k) ratio *= (k - d) / k;
  return elementary::log(ratio);
}

}  // namespace

PitmanYorPosterior::PitmanYorPosterior(const DistinctCounts& counts, double n, double seen)
    : counts_(counts), n_(n), seen_(seen) {}

PitmanYorPosterior::Discount PitmanYorPosterior::discount(double s) const {
  Discount out{};
  const double odds = elementary::exp(-std::fabs(s)), low = odds / (1 + odds), high = 1 / (1 + odds);
  const double d = out.d = s < 0 ? low : high;
  out.rest = s < 0 ? high : low;
  const double psi_rest = elementary::digamma(out.rest), log_gamma_rest = special::log_gamma(out.rest);
  out.prior = elementary::digamma(1) - psi_rest;
  out.unseen = elementary::digamma(n_ + 1) - psi_rest;
  out.log_weight = elementary::log(low) + elementary::log(high);
  out.mass = n_ - seen_ * d;
  std::vector<double> u(counts_.count.size());
  for (std::size_t j = 0; j < counts_.count.size(); ++j) {
    const double m = counts_.count[j], f = counts_.classes[j], a = m - d;
    out.log_weight += f * log_discounted(m, d, log_gamma_rest);
    u[j] = elementary::digamma_step(a, n_ - m + d);
    out.mean += f * a / out.mass * u[j];
    out.trigammas += f * (a / (a + 1) + a * (a < stirling_from ? elementary::trigamma_rest(a + 1)
                                                               : elementary::detail::trigamma_series(a + 1)));
  }
  for (std::size_t j = 0; j < counts_.count.size(); ++j) {
    const double deviation = u[j] - out.mean;
    out.spread += counts_.classes[j] * (counts_.count[j] - d) * deviation * deviation;
  }
  return out;
}

PitmanYorPosterior::Concentration PitmanYorPosterior::concentration(double t) const {
  const double alpha = elementary::exp(t);
  Concentration out{alpha, t, elementary::digamma(1 + alpha) - elementary::digamma(1),
                    elementary::digamma_step(n_, alpha)};
  // ln Gamma(1 + alpha) Gamma(n)/Gamma(n + alpha), without terms that cancel.
  if (n_ < stirling_from) {
    out.log_weight -= log_progression(alpha, 1, n_ - 1);
  } else if (alpha < n_) {
    out.log_weight += special::log_gamma(1 + alpha) - special::log_large_gamma_ratio(n_, alpha);
  } else {
    out.log_weight += special::log_gamma(n_) - special::log_large_gamma_ratio(1 + alpha, n_ - 1);
  }
  return out;
}

double PitmanYorPosterior::log_weight(const Concentration& a, const Discount& d) const {
  constexpr double authors_rate = 10;
  const double prior = -authors_rate * (1 + d.prior / a.prior);  // -10/(1 - g)
  return prior + a.log_weight + d.log_weight + log_progression(a.alpha, d.d, seen_ - 1);
}

/// As of a Dirichlet law of weights m - d, the unseen classes being like -(alpha + S d)/d ones of weight -d:
/// the moments are rational in the number of such classes (Pitman 1996). See count_terms::dirichlet_variance.
MeanVariance PitmanYorPosterior::moments(const Concentration& a, const Discount& d) const {
  const double A = n_ + a.alpha, unseen = a.alpha + seen_ * d.d, share = 1 / (A + 1);
  const double mean = (d.mass * (d.mean + a.step) + unseen * (d.unseen + a.step)) / A;
  const double centre = mean - share - a.step, seen_off = centre - d.mean, unseen_off = centre - d.unseen;
  const double sum = d.spread + d.mass * seen_off * seen_off + d.trigammas +
                     unseen * (unseen_off * unseen_off + 1 / d.rest + elementary::trigamma_rest(d.rest)) -
                     A * elementary::trigamma_rest(A + 1) + share * share - 1;
  return {mean, sum / (A * (A + 1))};
}

}  // namespace plim
