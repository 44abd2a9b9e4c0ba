#include <algorithm>
#include <cmath>
#include <vector>

#include "plim/estimators/language/ngram_smoothing.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/theory/errors.hpp"
#include "plim/theory/estimand.hpp"
#include "plim/theory/oracles.hpp"
#include "rules.hpp"

namespace plim {
namespace {

constexpr const char* exact_sums = "exact sums over the laws of the counts";

std::optional<MomentPrediction> exact_or_nothing(const std::optional<ErrorMoments>& moments,
                                                 const char* source) {
  if (!moments) return std::nullopt;
  return MomentPrediction{moments->bias, moments->sd, PredictionKind::exact, source, moments->controlled_sd};
}

/// The classes that occur, and the smallest expected count of one.
struct Occurring {
  double classes = 0, smallest = 1, inverse_sum = 0;
};
Occurring occurring_in(std::span<const double> p) {
  Occurring s;
  for (const double x : p) {
    if (x <= 0) continue;
    s.classes += 1;
    s.smallest = std::min(s.smallest, x);
    s.inverse_sum += 1 / x;
  }
  return s;
}

/// Of the mean of n independent draws of -ln q.
Shape shape_of_mean_loss(const Query& q, std::span<const double> law) {
  const std::span<const double> p = q.population.probabilities();
  std::vector<double> loss(p.size());
  for (std::size_t k = 0; k < p.size(); ++k) loss[k] = p[k] > 0 ? -elementary::log(law[k]) : 0;
  return shape_of_sample(q, shape_of_law(p, loss));
}

Shape shape_of_surprisal(const Query& q) { return shape_of_mean_loss(q, q.population.probabilities()); }

/// Expansions hold where every class is expected five times.
bool expandable(const Occurring& s, double n) { return n * s.smallest >= 5; }

/// -(s-1)/(2n) + (1 - sum 1/p)/(12 n^2), and V/n + (s-1)/(2 n^2); without replacement the first term of each,
/// shrunk.
std::optional<MomentPrediction> expand_plug_in(const Query& q) {
  const Occurring s = occurring_in(q.population.probabilities());
  const double n = static_cast<double>(q.n);
  if (!expandable(s, n)) return std::nullopt;
  const double c = finite_factor(q), v = varentropy_of(q.population.probabilities());
  if (q.population.finite_size()) {
    return MomentPrediction{-(s.classes - 1) / (2 * n) * c, std::sqrt(v / n * c), PredictionKind::leading,
                            "Miller 1955, with the variances of sampling without replacement",
                            std::sqrt((s.classes - 1) / 2) / n * c};
  }
  const double bias = -(s.classes - 1) / (2 * n) + (1 - s.inverse_sum) / (12 * n * n);
  const double variance = v / n + (s.classes - 1) / (2 * n * n);
  return MomentPrediction{bias, std::sqrt(variance), PredictionKind::leading, "Miller 1955; Harris 1975",
                          std::sqrt((s.classes - 1) / 2) / n};
}

/// True if the reference law has every class that the population has: else estimates are infinite with
/// positive probability.
bool covers(std::span<const double> reference, std::span<const double> p) {
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (k >= reference.size() || (p[k] > 0 && reference[k] <= 0)) return false;
  }
  return true;
}

double smoothing(const Query& q) { return *pseudo_count_of(q.knowns, ""); }

}  // namespace

std::optional<MomentPrediction> predict_additive(const Query& q) {
  const std::optional<AdditiveTerm> term = q.estimator.bound->additive(q.n);
  if (!term || term->plug_in || !term->rest || q.output.estimand != q.knowns.estimand) return std::nullopt;
  const std::optional<double> truth = exact_truth(q.population, q.knowns, q.output, q.knowns.target.get());
  if (!truth || !std::isfinite(*truth)) return std::nullopt;
  return exact_or_nothing(q.exact(plain_error(q.population.probabilities(), *term, *truth)), exact_sums);
}

std::optional<MomentPrediction> predict_entropy(const Query& q) {
  const std::optional<AdditiveTerm> term = q.estimator.bound->additive(q.n);
  if (!term) return std::nullopt;
  if (!term->plug_in) {
    if (q.output.estimand != entropy_estimand.name) return std::nullopt;  // the perplexity asks here too
    return predict_additive(q);
  }
  const PlugIn& plug_in = *term->plug_in;
  // With fewer classes than occur the estimator fails once it has seen them all.
  if (plug_in.a > 0 && plug_in.K < occurring_in(q.population.probabilities()).classes) return std::nullopt;
  std::optional<MomentPrediction> m =
      exact_or_nothing(q.exact(entropy_error(q.population.probabilities(), q.n, *term)), exact_sums);
  if (!m && plug_in.a == 0 && !term->rest) m = expand_plug_in(q);
  if (!m) return m;
  m->chi_square = plug_in.a == 0 && !term->rest && term->constant == 0;
  m->shape = shape_of_surprisal(q);
  m->leading_shape = true;
  return m;
}

std::optional<MomentPrediction> predict_self_information(const Query& q) {
  const double v = varentropy_of(q.population.probabilities());
  MomentPrediction m{0, std::sqrt(v / static_cast<double>(q.n) * finite_factor(q)), PredictionKind::exact,
                     "mean of n draws of -ln p"};
  m.shape = shape_of_surprisal(q);
  return m;
}

namespace {

/// Of exp of an estimate, whose true value is `truth`, taken as normal with its bias and variance: first
/// order the delta method, but bounded below by -truth where the bias is large.
MomentPrediction moments_of_exp(const MomentPrediction& log, double truth, const char* source) {
  const double variance = log.sd * log.sd, shift = log.bias + 0.5 * variance;
  return MomentPrediction{truth * std::expm1(shift),
                          truth * elementary::exp(shift) * std::sqrt(std::expm1(variance)),
                          PredictionKind::leading, source};
}

}  // namespace

std::optional<MomentPrediction> predict_perplexity(const Query& q) {
  const std::optional<MomentPrediction> h = predict_entropy(q);
  if (!h) return std::nullopt;
  return moments_of_exp(*h, elementary::exp(entropy_of(q.population.probabilities())),
                        "normal law of the entropy, by its exact moments");
}

std::optional<MomentPrediction> predict_cross_perplexity(const Query& q) {
  Knowns knowns = q.knowns;
  knowns.estimand = cross_entropy_estimand.name;
  knowns.target = {std::shared_ptr<const Estimand>(), &cross_entropy_estimand};
  const Output output{"", knowns.estimand, 0};
  const Query log{q.population, q.estimator, knowns, output, q.n, q.exact, q.affords, q.probe};
  const std::optional<double> truth = exact_truth(q.population, knowns, output, &cross_entropy_estimand);
  const std::optional<MomentPrediction> h =
      q.estimator.facts->name == "ml" ? predict_reference_cross_entropy(log) : predict_additive(log);
  if (!truth || !h) return std::nullopt;
  return moments_of_exp(*h, elementary::exp(*truth), "normal law of the cross-entropy, by its exact moments");
}

std::optional<MomentPrediction> predict_fresh_loss(const Query& q) {
  if (q.knowns.smoothing.empty()) return std::nullopt;
  const std::span<const double> p = q.population.probabilities();
  const double n = static_cast<double>(q.n), a = smoothing(q);
  if (const auto exact = q.exact(fresh_loss_error(p, q.n, a))) return exact_or_nothing(exact, exact_sums);
  const Occurring s = occurring_in(p);
  if (!expandable(s, n)) return std::nullopt;
  const double unseen = static_cast<double>(p.size()) - s.classes;
  const double c = finite_factor(q);
  return MomentPrediction{((s.classes - 1) / 2 * c + a * unseen) / n, std::sqrt((s.classes - 1) / 2) / n * c,
                          PredictionKind::leading, "Krichevsky 1998; Braess and Sauer 2004; Wilks"};
}

std::optional<MomentPrediction> predict_in_sample_loss(const Query& q) {
  if (q.knowns.smoothing.empty()) return std::nullopt;
  const std::span<const double> p = q.population.probabilities();
  const double n = static_cast<double>(q.n);
  if (const auto exact = q.exact(in_sample_loss_error(p, q.n, smoothing(q))))
    return exact_or_nothing(exact, exact_sums);
  const Occurring s = occurring_in(p);
  if (!expandable(s, n)) return std::nullopt;
  return MomentPrediction{-(s.classes - 1) / (2 * n) * finite_factor(q),
                          std::sqrt(varentropy_of(p) / n * finite_factor(q)), PredictionKind::leading,
                          "Akaike 1973"};
}

std::optional<MomentPrediction> predict_empirical_kl(const Query& q) {
  const std::span<const double> p = q.population.probabilities();
  const double n = static_cast<double>(q.n);
  if (const auto exact = q.exact(empirical_kl_error(p, q.n))) {
    std::optional<MomentPrediction> m = exact_or_nothing(exact, exact_sums);
    m->chi_square = true;
    return m;
  }
  const Occurring s = occurring_in(p);
  if (!expandable(s, n)) return std::nullopt;
  const double c = finite_factor(q), sd = std::sqrt((s.classes - 1) / 2) / n * c;
  return MomentPrediction{(s.classes - 1) / (2 * n) * c, sd, PredictionKind::leading, "Wilks 1938", sd, true};
}

std::optional<MomentPrediction> predict_reference_kl(const Query& q) {
  const std::span<const double> p = q.population.probabilities();
  if (!covers(q.knowns.reference, p)) return std::nullopt;
  return exact_or_nothing(q.exact(reference_kl_error(p, q.knowns.reference, q.n)), exact_sums);
}

std::optional<MomentPrediction> predict_reference_cross_entropy(const Query& q) {
  const std::span<const double> p = q.population.probabilities();
  if (!covers(q.knowns.reference, p)) return std::nullopt;
  CompensatedSum mean, variance;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] > 0) mean.add(-p[k] * elementary::log(q.knowns.reference[k]));
  }
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] <= 0) continue;
    const double deviation = -elementary::log(q.knowns.reference[k]) - mean.value();
    variance.add(p[k] * deviation * deviation);
  }
  MomentPrediction m{0, std::sqrt(variance.value() / static_cast<double>(q.n) * finite_factor(q)),
                     PredictionKind::exact, "mean of n draws of -ln q"};
  m.shape = shape_of_mean_loss(q, q.knowns.reference);
  return m;
}

std::optional<MomentPrediction> predict_truth(const Query&) {
  return MomentPrediction{0, 0, PredictionKind::exact, "the truth itself"};
}

}  // namespace plim
