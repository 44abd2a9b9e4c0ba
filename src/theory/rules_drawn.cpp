#include <algorithm>
#include <cmath>
#include <numeric>

#include "plim/core/real.hpp"
#include "plim/theory/errors.hpp"
#include "plim/theory/estimand.hpp"
#include "rounding.hpp"
#include "rules.hpp"

// Where every replicate has a law of its own, drawn from Dirichlet(alpha): an error is estimate less the
// truth of its replicate.
namespace plim {
namespace {

/// Below it logarithms of such laws leave the range of doubles.
constexpr double least_concentration = 1e-200;

/// Of the probability of a class: mean m, variance m (1 - m)/(A + 1), E p (1 - p) = A m (1 - m)/(A + 1).
struct DrawnShare {
  double mean, variance, of_draw;
};
std::optional<DrawnShare> share_of(const Query& q) {
  const std::span<const double> alpha = q.population.concentrations();
  if (q.output.element >= alpha.size()) return std::nullopt;
  const double A = std::accumulate(alpha.begin(), alpha.end(), 0.0), own = alpha[q.output.element];
  const double m = own / A, other = (A - own) / A;
  return DrawnShare{m, m * other / (A + 1), m * other * (A / (A + 1))};
}

}  // namespace

std::optional<MomentPrediction> predict_drawn_entropy(const Query& q) {
  const std::span<const double> alpha = q.population.concentrations();
  const std::optional<AdditiveTerm> term = q.estimator.bound->additive(q.n);
  const bool counts_all =
      term && (!term->plug_in || term->plug_in->a == 0 || term->plug_in->K >= real(std::ssize(alpha)));
  if (!counts_all || (!term->plug_in && !term->rest) || q.output.estimand != entropy_estimand.name ||
      *std::min_element(alpha.begin(), alpha.end()) < least_concentration)
    return std::nullopt;
  const std::optional<ErrorMoments> moments = q.exact(drawn_entropy_error(alpha, q.n, *term));
  if (!moments) return std::nullopt;
  return MomentPrediction{moments->bias, moments->sd, PredictionKind::exact,
                          "exact sums over Polya's laws of the counts"};
}

std::optional<MomentPrediction> predict_drawn_share(const Query& q) {
  const std::optional<DrawnShare> share = share_of(q);
  if (!share) return std::nullopt;
  return MomentPrediction{0, std::sqrt(share->of_draw / real(q.n)), PredictionKind::exact,
                          "share of n draws, averaged over the laws"};
}

/// (N + own)/(n + total) - p = (N - n p + own - total p)/(n + total), N - n p and p uncorrelated.
std::optional<MomentPrediction> predict_drawn_posterior_share(const Query& q) {
  const std::optional<DrawnShare> share = share_of(q);
  if (!share) return std::nullopt;
  const std::optional<PseudoCounts> prior =
      pseudo_counts(q, q.output.element, real(std::ssize(q.population.concentrations())));
  if (!prior) return std::nullopt;
  const auto [own, total] = *prior;
  const double n = real(q.n);
  return MomentPrediction{difference(own, total * share->mean) / (n + total),
                          std::sqrt(n * share->of_draw + total * total * share->variance) / (n + total),
                          PredictionKind::exact, "linear in a count, averaged over the laws"};
}

}  // namespace plim
