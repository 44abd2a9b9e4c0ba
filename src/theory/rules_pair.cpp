#include <cmath>
#include <functional>
#include <map>

#include "plim/core/real.hpp"
#include "plim/estimators/divergence/sample_law.hpp"
#include "plim/estimators/divergence/zhang_grabchak.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/populations/two_samples.hpp"
#include "plim/theory/estimand.hpp"
#include "plim/theory/oracles.hpp"
#include "rounding.hpp"
#include "rules.hpp"

// Divergences of two laws, estimated from a sample of each.
namespace plim {
namespace {

using OfCount = std::function<double(double count)>;

/// An estimate sum_k own(a_k) + share(a_k) other(b_k), a and b the counts of the first and the second sample.
/// They are independent, so that means multiply.
struct PairForm {
  OfCount own, share, other;
};

PairForm zhang_grabchak_form(bool divergence, double n, double m) {
  const double psi_n = elementary::digamma(n), psi_m = elementary::digamma(m + 1);
  return {[=](double a) { return divergence && a > 0 ? a / n * (elementary::digamma(a) - psi_n) : 0.0; },
          [=](double a) { return a / n; }, [=](double b) { return psi_m - elementary::digamma(b + 1); }};
}

/// Of (a + w)/(n + K w) and the same of the second sample, with a weight of its own.
PairForm smoothed_form(bool divergence, const DirichletWeight& weight, double K, double n, double m) {
  const double w = weight.of(K, n), v = weight.of(K, m), all = n + K * w, others = m + K * v;
  const auto share = [=](double a) { return (a + w) / all; };
  return {[=](double a) { return divergence ? share(a) * elementary::log(share(a)) : 0.0; }, share,
          [=](double b) { return -elementary::log((b + v) / others); }};
}

std::optional<PairForm> form_of(const Query& q, double n, double m) {
  const bool divergence = q.output.estimand == kl_estimand.name;
  if (q.estimator.facts->name == ZhangGrabchak::name) return zhang_grabchak_form(divergence, n, m);
  const std::pair<std::string_view, DirichletWeight> smoothed[] = {
      {JeffreysLaw::name, DirichletWeight::jeffreys()},
      {LaplaceLaw::name, DirichletWeight::laplace()},
      {SgLaw::name, DirichletWeight::sg()},
      {MinimaxLaw::name, DirichletWeight::minimax()}};
  for (const auto& [name, weight] : smoothed) {
    if (name == q.estimator.facts->name && q.estimator.facts->told_K)
      return smoothed_form(divergence, weight, real(*q.estimator.facts->told_K), n, m);
  }
  return std::nullopt;
}

/// Means over the laws of the counts of one sample, each law once.
class Means {
 public:
  Means(std::span<const double> p, std::int64_t n) : p_(p), laws_(p, n) {}

  double operator()(std::size_t k, const OfCount& of) {
    if (p_[k] <= 0) return of(0);
    const CountWindow& w = laws_.window(k);
    const auto [known, fresh] = means_.try_emplace({&w, &of}, 0.0);
    if (!fresh) return known->second;
    CompensatedSum mean;
    for (std::size_t i = 0; i < w.mass.size(); ++i)
      mean.add(w.mass[i] * of(real(w.first + static_cast<std::int64_t>(i))));
    return known->second = mean.value();
  }

 private:
  std::span<const double> p_;
  CountLaws laws_;
  std::map<std::pair<const CountWindow*, const OfCount*>, double> means_;
};

/// Var_p(g)/n + Var_q(p/q)/m, g = ln(p/q) of the divergence and -ln q of the cross-entropy (Zhang and
/// Grabchak 2014); NaN where it is 0, as that of a divergence of equal laws.
double leading_sd(std::span<const double> p, std::span<const double> r, bool divergence, double n, double m) {
  CompensatedSum mean, square, ratio;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] <= 0) continue;
    mean.add(p[k] * ((divergence ? elementary::log(p[k]) : 0) - elementary::log(r[k])));
  }
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (r[k] > 0) ratio.add((p[k] - r[k]) * (p[k] - r[k]) / r[k]);
    if (p[k] <= 0) continue;
    const double g = (divergence ? elementary::log(p[k]) : 0) - elementary::log(r[k]) - mean.value();
    square.add(p[k] * g * g);
  }
  const double variance = square.value() / n + ratio.value() / m;
  return variance > rounding_of(1 / n) ? std::sqrt(variance) : not_given;
}

}  // namespace

std::optional<MomentPrediction> predict_pair_divergence(const Query& q) {
  const auto& pair = dynamic_cast<const TwoSamples&>(q.population);
  const std::span<const double> p = pair.first().probabilities(), r = pair.second().probabilities();
  const std::int64_t other_n = second_size(pair.ratio(), q.n);
  const double n = real(q.n), m = real(other_n);
  const std::optional<PairForm> form = form_of(q, n, m);
  const std::optional<double> truth = exact_truth(q.population, q.knowns, q.output, q.knowns.target.get());
  if (!form || p.empty() || !truth || !std::isfinite(*truth) ||
      !q.affords(CountLaws::terms(p, q.n) + CountLaws::terms(r, other_n)))
    return std::nullopt;
  const bool divergence = q.output.estimand == kl_estimand.name;
  MomentPrediction prediction{0, leading_sd(p, r, divergence, n, m), PredictionKind::exact,
                              "exact sums over the laws of both samples' counts"};
  prediction.leading_sd = true;
  if (q.probe) return prediction;
  Means first(p, q.n), second(r, other_n);
  CompensatedSum bias;
  bias.add(-*truth);
  double size = std::fabs(*truth);
  for (std::size_t k = 0; k < p.size(); ++k) {
    const double own = first(k, form->own), crossed = first(k, form->share) * second(k, form->other);
    bias.add(own);
    bias.add(crossed);
    size += std::fabs(own) + std::fabs(crossed);
  }
  prediction.bias = beyond(rounding_of(size), bias.value());
  return prediction;
}

}  // namespace plim
