#include <algorithm>
#include <cmath>

#include "plim/estimators/joint/information.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/theory/errors.hpp"
#include "plim/theory/joint.hpp"
#include "rounding.hpp"
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

/// The exact moments of the sum, or nothing.
std::optional<ErrorMoments> moments_of(const Query& q, const std::vector<SignedMargin>& margins) {
  std::vector<AdditiveError> errors;
  std::vector<CountLaws> laws;
  double sums = 0;
  for (const SignedMargin& part : margins) {
    const std::optional<AdditiveTerm> term = part.entropy->additive(q.n);
    sums += CountLaws::terms(part.law, q.n);
    if (!term || (!term->plug_in && !term->rest) || sums > longest_sums) return std::nullopt;
    errors.push_back(term->plug_in ? entropy_error(part.law, q.n, *term)
                                   : plain_error(part.law, *term, entropy_of(part.law)));
    laws.emplace_back(part.law, q.n);
  }
  std::vector<ErrorPart> parts;
  for (std::size_t t = 0; t < margins.size(); ++t)
    parts.push_back({margins[t].sign, margins[t].margin.cell_of, &laws[t], &errors[t]});
  return moments_of_parts(q.population.probabilities(), parts);
}

/// The signed sum of cells that occur, less 1 each.
double freedom_of(const std::vector<SignedMargin>& parts) {
  double freedom = 0;
  for (const SignedMargin& part : parts) {
    const auto cells = std::count_if(part.law.begin(), part.law.end(), [](double x) { return x > 0; });
    freedom += part.sign * static_cast<double>(cells - 1);
  }
  return freedom;
}

bool is_plug_in(const SignedMargin& part, std::int64_t n) {
  const std::optional<AdditiveTerm> term = part.entropy->additive(n);
  return term && term->plug_in && term->plug_in->a == 0 && !term->rest && term->constant == 0;
}

/// -(s - 1)/(2n) of each plug-in entropy, s its cells: (r - 1)(c - 1)/(2n) of mutual information.
double leading_bias(const Query& q, const std::vector<SignedMargin>& parts) {
  return -freedom_of(parts) / (2 * static_cast<double>(q.n));
}

/// Variance by the delta method over the classes, and that of the chi-square which is left where it is 0.
double leading_variance(const Query& q, const std::vector<SignedMargin>& parts) {
  const std::span<const double> p = q.population.probabilities();
  const double n = static_cast<double>(q.n);
  std::vector<double> score(p.size(), 0.0);
  double mean = 0, variance = 0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] <= 0) continue;
    for (const SignedMargin& part : parts)
      score[k] -= part.sign * elementary::log(part.law[part.margin.cell_of[k]]);
    mean += p[k] * score[k];
  }
  for (std::size_t k = 0; k < p.size(); ++k) variance += p[k] * (score[k] - mean) * (score[k] - mean);
  return variance / n + std::fabs(freedom_of(parts)) / (2 * n * n);
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
  const double covariance = difference(r, p * s);
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
  double smallest = 1;
  for (const double x : parts.front().law) smallest = x > 0 ? std::min(smallest, x) : smallest;
  // Expansions need every class five times.
  const bool expandable = static_cast<double>(q.n) * smallest >= 5;
  const double leading_sd = expandable ? std::sqrt(leading_variance(q, parts)) : not_given;
  if (const std::optional<ErrorMoments> exact = moments_of(q, parts)) {
    if (!std::isnan(exact->sd))
      return MomentPrediction{exact->bias, exact->sd, PredictionKind::exact,
                              "exact sums over the laws of the counts of all tables"};
    MomentPrediction m{exact->bias, leading_sd, PredictionKind::exact,
                       "exact bias of each entropy; delta method and Wilks for the spread"};
    m.leading_sd = true;
    return m;
  }
  const auto plug_in = [&q](const SignedMargin& part) { return is_plug_in(part, q.n); };
  if (!expandable || !std::all_of(parts.begin(), parts.end(), plug_in)) return std::nullopt;
  return MomentPrediction{leading_bias(q, parts), leading_sd, PredictionKind::leading,
                          "Miller 1955; delta method and Wilks for the spread"};
}

}  // namespace plim
