#include <cmath>

#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/theory/errors.hpp"

namespace plim {
namespace {

/// psi(x + 1) - ln x, x > 0.
double digamma_beyond_log(double x) { return 1 / x - elementary::log_less_digamma(x); }

double total_of(std::span<const double> alpha) {
  CompensatedSum sum;
  for (const double a : alpha) sum.add(a);
  return sum.value();
}

/// x ((psi(x + 1) - centre)^2 + 1/(x + 1) + t(x + 1)), t(y) = y psi'(y) - 1 - 1/y. Summed over the classes of
/// Dirichlet(x), of total X, and divided by X it is (X + 1) Var H + t(X + 1) + 1/(X + 1) where centre is
/// psi(X + 1) - E H (from Wolpert and Wolf 1995, with H^2 taken out).
double spread_term(double x, double centre) {
  const double deviation = elementary::digamma(x + 1) - centre;
  return x * (deviation * deviation + 1 / (x + 1) + elementary::trigamma_rest(x + 1));
}
double spread_rest(double total) { return elementary::trigamma_rest(total + 1) + 1 / (total + 1); }

struct EntropyMoments {
  double mean, variance;
};

/// Of the entropy of a law drawn from Dirichlet(alpha).
EntropyMoments moments_of_drawn_entropy(std::span<const double> alpha, double total) {
  const double psi = elementary::digamma(total + 1);
  CompensatedSum mean, variance;
  for (const double a : alpha) mean.add(a / total * (psi - elementary::digamma(a + 1)));
  for (const double a : alpha) variance.add(spread_term(a, psi - mean.value()) / total);
  return {mean.value(), (variance.value() - spread_rest(total)) / (total + 1)};
}

/// T - D of one class, T its share of a plug-in entropy of r = (k + a)/R and D that of the posterior mean:
/// -r ln r + q (psi(x + 1) - ln X), q = x/X, x = k + alpha_i. With r = q (1 + u), -r ln r + q ln q is
/// -q (g(u) + u (1 + ln q)).
struct PlugInLessMean {
  double n, alpha, A, a, K;

  double operator()(double count) const {
    const double x = count + alpha, total = n + A, all = n + a * K, q = x / total;
    // (count + a) total - x all, in which the largest products have cancelled.
    const double lag = count * (A - a * K) + n * (a - alpha) + a * (A - alpha * K);
    const double u = count + a > 0 ? lag / (x * all) : -1;
    return -q * (elementary::relative_gain(u) + u * (1 + elementary::log(q)) - digamma_beyond_log(x));
  }
};

/// What classes add that the law has not and the estimator counts.
double share_of_others(const AdditiveTerm& term, double others, double all) {
  if (others == 0) return 0;
  const double share = term.plug_in->a / all;
  return others * ((share > 0 ? -share * elementary::log(share) : 0) + (term.rest ? term.rest(0, 0) : 0));
}

}  // namespace

AdditiveError drawn_entropy_error(std::span<const double> alpha, std::int64_t n, const AdditiveTerm& term) {
  const double A = total_of(alpha), total = static_cast<double>(n) + A, K = static_cast<double>(alpha.size());
  AdditiveError error;
  error.alike = true;
  error.constant = term.constant - digamma_beyond_log(total);
  error.cancelled = std::fabs(term.constant) + digamma_beyond_log(total);
  if (term.plug_in) {
    // The rest may cancel against the digamma terms of the classes, x (psi(x + 1) - ln x)/total < 1/total
    // each, as those of the same prior do; below x = 64 both are differences of numbers of the size of 1.
    error.cancelled += K / total + std::fmin(1, 64 * K / total);
    const double a = term.plug_in->a, classes = term.plug_in->K;
    if (a > 0) error.constant += share_of_others(term, classes - K, static_cast<double>(n) + a * classes);
    error.residual = [=](std::size_t i, std::int64_t first, std::span<double> h) {
      const PlugInLessMean of{static_cast<double>(n), alpha[i], A, a, classes};
      for (std::size_t j = 0; j < h.size(); ++j) {
        const std::int64_t k = first + static_cast<std::int64_t>(j);
        h[j] = of(static_cast<double>(k)) + (term.rest ? term.rest(i, k) : 0);
      }
    };
  } else {
    const double log_total = elementary::log(total);
    error.constant -= log_total;
    error.cancelled += log_total;
    error.residual = [=](std::size_t i, std::int64_t first, std::span<double> h) {
      for (std::size_t j = 0; j < h.size(); ++j) {
        const std::int64_t k = first + static_cast<std::int64_t>(j);
        const double x = static_cast<double>(k) + alpha[i];
        h[j] = term.rest(i, k) + x / total * elementary::digamma(x + 1);
      }
    };
  }
  const EntropyMoments h = moments_of_drawn_entropy(alpha, A);
  const double centre = elementary::digamma(total + 1) - h.mean;
  // E Var(H given N) = (the mean of the sum of spread terms about the prior's centre - rest - Var H)/total:
  // with E D^2 = E H^2 - E Var(H given N).
  error.unexplained = -(spread_rest(total) + h.variance) / total;
  error.own = [=](std::size_t i, std::int64_t first, std::span<double> own) {
    for (std::size_t j = 0; j < own.size(); ++j) {
      const double x = static_cast<double>(first + static_cast<std::int64_t>(j)) + alpha[i];
      own[j] = spread_term(x, centre) / (total * total);
    }
  };
  return error;
}

}  // namespace plim
