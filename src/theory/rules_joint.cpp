#include <algorithm>
#include <cmath>

#include "plim/estimators/joint/information.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/theory/errors.hpp"
#include "plim/theory/joint.hpp"
#include "rules.hpp"

namespace plim {
namespace {

constexpr double longest_window = 1e6;  // of the sums made here
constexpr double longest_sums = 1e7;

std::vector<FactorTerm> about_and_given(const Knowns& knowns) {
  std::vector<FactorTerm> all = knowns.about;
  all.insert(all.end(), knowns.given.begin(), knowns.given.end());
  return all;
}

/// E[1/M given M > 0] of M ~ Binomial(n, p): the exact sum, or its first two terms.
double mean_inverse(std::int64_t n, double p, PredictionKind& kind) {
  const double expected = static_cast<double>(n) * p;
  if (window_size(n, p) > longest_window) {
    kind = PredictionKind::leading;
    return (1 + (1 - p) / expected) / expected;
  }
  const CountWindow w = binomial_window(n, p);
  double sum = 0, mass = 0;
  for (std::size_t i = 0; i < w.mass.size(); ++i) {
    const double m = static_cast<double>(w.first + static_cast<std::int64_t>(i));
    if (m == 0) continue;
    mass += w.mass[i];
    sum += w.mass[i] / m;
  }
  return sum / mass;
}

/// One entropy of a margin, with the sign by which it enters the estimand.
struct SignedMargin {
  double sign;
  Margin margin;
  std::vector<double> law;
  std::shared_ptr<const BoundEstimator> entropy;
};

std::vector<SignedMargin> signed_margins(const Query& q) {
  std::vector<SignedMargin> parts;
  for (const SignedEntropy& part : signed_entropies(*q.estimator.bound)) {
    Margin margin = margin_of(q.knowns.factors, part.factors);
    std::vector<double> law = marginal_law(q.population.probabilities(), margin);
    parts.push_back({part.sign, std::move(margin), std::move(law), part.entropy});
  }
  return parts;
}

/// The exact bias of the estimator of one entropy, or nothing.
std::optional<double> bias_of_part(const SignedMargin& part, std::int64_t n) {
  const std::optional<AdditiveTerm> term = part.entropy->additive(n);
  if (!term || (!term->plug_in && !term->rest) || CountLaws::terms(part.law, n) > longest_sums)
    return std::nullopt;
  const AdditiveError error =
      term->plug_in ? entropy_error(part.law, n, *term) : plain_error(part.law, *term, entropy_of(part.law));
  return additive_moments(CountLaws(part.law, n), error).bias;
}

/// Variance by the delta method over the classes, and that of the chi-square which is left where it is 0.
double leading_variance(const Query& q, const std::vector<SignedMargin>& parts) {
  const std::span<const double> p = q.population.probabilities();
  const double n = static_cast<double>(q.n);
  std::vector<double> score(p.size(), 0.0);
  double mean = 0, variance = 0, freedom = 0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] <= 0) continue;
    for (const SignedMargin& part : parts)
      score[k] -= part.sign * elementary::log(part.law[part.margin.cell_of[k]]);
    mean += p[k] * score[k];
  }
  for (std::size_t k = 0; k < p.size(); ++k) variance += p[k] * (score[k] - mean) * (score[k] - mean);
  for (const SignedMargin& part : parts) {
    const auto cells = std::count_if(part.law.begin(), part.law.end(), [](double x) { return x > 0; });
    freedom += part.sign * static_cast<double>(cells - 1);
  }
  return variance / n + std::fabs(freedom) / (2 * n * n);
}

}  // namespace

std::optional<MomentPrediction> predict_frequency(const Query& q) {
  const std::span<const double> p = q.population.probabilities();
  const double condition = probability_of(p, q.knowns.factors, q.knowns.given);
  if (condition <= 0) return std::nullopt;
  const double share = probability_of(p, q.knowns.factors, about_and_given(q.knowns)) / condition;
  if (q.knowns.given.empty()) {
    MomentPrediction m{0, std::sqrt(share * (1 - share) / static_cast<double>(q.n)), PredictionKind::exact,
                       "binomial count"};
    m.shape = shape_of_mean(shape_of_indicator(share), static_cast<double>(q.n));
    return m;
  }
  PredictionKind kind = PredictionKind::exact;
  const double inverse = mean_inverse(q.n, condition, kind);
  MomentPrediction m{0, std::sqrt(share * (1 - share) * inverse), kind,
                     "binomial count given the condition's, where that is not 0"};
  m.given_success = true;
  return m;
}

std::optional<MomentPrediction> predict_product_of_margins(const Query& q) {
  if (q.knowns.about.size() != 2) return std::nullopt;
  const std::span<const double> law = q.population.probabilities();
  const std::span<const FactorTerm> about = q.knowns.about;
  const double n = static_cast<double>(q.n);
  const double p = probability_of(law, q.knowns.factors, about.first(1)),
               s = probability_of(law, q.knowns.factors, about.last(1)),
               r = probability_of(law, q.knowns.factors, about);
  // E[X^2 Y^2] of the two counts over the ways in which four draws may coincide: A, B, C, D for four, three,
  // two and one different draws; their falling factorials of n written out, so that nothing cancels.
  const double A = p * p * s * s, B = p * s * (p + s + 4 * r), C = p * s + 2 * r * (r + p + s), D = r;
  const double covariance = r - p * s;
  const double variance =
      ((B - 6 * A - 2 * p * s * covariance) +
       ((C - 3 * B + 11 * A - covariance * covariance) + (D - C + 2 * B - 6 * A) / n) / n) /
      n;
  return MomentPrediction{-covariance * (1 - 1 / n), std::sqrt(std::max(0.0, variance)),
                          PredictionKind::exact, "fourth moments of multinomial counts"};
}

std::optional<MomentPrediction> predict_signed_entropies(const Query& q) {
  const std::vector<SignedMargin> parts = signed_margins(q);
  if (parts.empty()) return std::nullopt;
  double bias = 0;
  for (const SignedMargin& part : parts) {
    const std::optional<double> of_part = bias_of_part(part, q.n);
    if (!of_part) return std::nullopt;
    bias += part.sign * *of_part;
  }
  MomentPrediction m{bias, not_given, PredictionKind::exact,
                     "exact bias of each entropy; delta method and Wilks for the spread"};
  m.leading_sd = true;
  double smallest = 1;
  for (const double x : parts.front().law) smallest = x > 0 ? std::min(smallest, x) : smallest;
  // The spread's expansion needs every class five times.
  if (static_cast<double>(q.n) * smallest >= 5) m.sd = std::sqrt(leading_variance(q, parts));
  return m;
}

}  // namespace plim
