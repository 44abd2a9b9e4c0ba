#include <algorithm>
#include <cmath>
#include <string_view>

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/numeric_model.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/theory/fresh_loss.hpp"
#include "rules.hpp"

// The mean surprise under a law fitted by maximum likelihood, of the sample itself and of fresh data, less
// the differential entropy.
namespace plim {
namespace {

using Maybe = std::optional<MomentPrediction>;

constexpr double digits_until = 1e6;  // n, from which on variances of fresh losses lose theirs

bool is_fresh(const Query& q) { return q.estimator.facts->name == NumericFreshLoss::name; }

/// Families with a density whose support does not depend on the parameters, interior truths, finite
/// information: where Akaike's and Wilks's expansions hold.
struct RegularFamily {
  std::string_view name;
  double parameters;
};
constexpr RegularFamily regular_families[] = {{"exponential", 1}, {"normal", 2},  {"lognormal", 2},
                                              {"gamma", 2},       {"weibull", 2}, {"logistic", 2},
                                              {"gumbel", 2},      {"beta", 2},    {"inverse_gaussian", 2}};

}  // namespace

/// H -+ d/(2n), and the sd of half a chi-square over n of fresh data; of the sample the entropy's variance is
/// not known to all families.
Maybe predict_fitted_loss(const Query& q) {
  if (knows_a_parameter(q.knowns)) return std::nullopt;
  const auto family = std::find_if(std::begin(regular_families), std::end(regular_families),
                                   [&q](const RegularFamily& f) { return f.name == q.knowns.likelihood; });
  if (family == std::end(regular_families)) return std::nullopt;
  const double d = family->parameters, n = real(q.n);
  if (!is_fresh(q)) return MomentPrediction{-d / (2 * n), not_given, PredictionKind::leading, "Akaike 1973"};
  return MomentPrediction{d / (2 * n), std::sqrt(d / 2) / n, PredictionKind::leading,
                          "Akaike 1973; Wilks 1938"};
}

/// ln y of the sample and ln y + 1/y - 1 of fresh data, y ~ gamma(n)/n: psi(n) - ln n, and 1/(n - 1) more.
Maybe predict_exponential_loss(const Query& q) {
  if (knows_a_parameter(q.knowns)) return std::nullopt;
  constexpr const char* source = "logarithm and reciprocal of a gamma variable";
  const double n = real(q.n), of_log = -elementary::log_less_digamma(n);
  if (!is_fresh(q))
    return MomentPrediction{of_log, std::sqrt(elementary::trigamma(n)), PredictionKind::exact, source};
  if (q.n < 3) return std::nullopt;  // no variance
  // psi'(n) + Var 1/y + 2 Cov(ln y, 1/y), the terms in 1/n taken out.
  const double variance =
      (((n + 1) * n + 3) * n - 2) / (n * n * (n - 1) * (n - 1) * (n - 2)) + elementary::trigamma_rest(n) / n;
  return MomentPrediction{of_log + 1 / (n - 1), std::sqrt(variance), PredictionKind::exact, source};
}

/// With v = S/n, S ~ chi-square of m = n - 1 degrees, z the standardised mean's error: (ln v)/2 of the
/// sample, (ln v + (1 + z^2)/v - 1)/2 of fresh data.
Maybe predict_normal_loss(const Query& q) {
  if (knows_a_parameter(q.knowns) || q.n < 2) return std::nullopt;
  constexpr const char* source = "logarithm and reciprocal of a chi-square variable";
  const double n = real(q.n), m = n - 1;
  // (psi(m/2) + ln(2/n))/2, whose leading terms cancel.
  const double bias = 0.5 * (elementary::log1p(-1 / n) - elementary::log_less_digamma(m / 2));
  const double of_log = 0.25 * elementary::trigamma(m / 2);
  if (!is_fresh(q)) return MomentPrediction{bias, std::sqrt(of_log), PredictionKind::exact, source};
  if (q.n <= 5) return std::nullopt;  // no variance
  if (n > digits_until) return predict_fitted_loss(q);
  // w/S, w = n (1 + z^2)/2: E w, E w^2, and Cov((ln S)/2, 1/S) = -1/(m - 2)^2.
  const double w = (n + 1) / 2, square = (n * (n + 2) + 3) / 4, one = 1 / (m - 2);
  const double variance = of_log + square * one / (m - 4) - w * (w + 2) * one * one;
  return MomentPrediction{bias + 2 / (n - 3), std::sqrt(variance), PredictionKind::exact, source};
}

}  // namespace plim
