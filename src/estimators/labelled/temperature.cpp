#include "plim/estimators/labelled/temperature.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/interval_scale.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

/// The log-likelihood of b = 1/T, its derivative, and that of its negative.
struct AtInverse {
  double value = 0, gradient = 0, information = 0;
};

/// Of scores `z: [n][K]`, from which that of the label is taken off, so that they stand for themselves.
AtInverse likelihood_of_inverse(const std::vector<double>& z, std::size_t K, double b,
                                std::vector<double>& p) {
  AtInverse at;
  for (std::size_t first = 0; first < z.size(); first += K) {
    p.assign(z.begin() + static_cast<std::ptrdiff_t>(first),
             z.begin() + static_cast<std::ptrdiff_t>(first + K));
    for (double& s : p) s *= b;
    at.value -= softmax_probabilities(p);
    double mean = 0, square = 0;
    for (std::size_t k = 0; k < K; ++k) mean += p[k] * z[first + k];
    for (std::size_t k = 0; k < K; ++k) square += p[k] * (z[first + k] - mean) * (z[first + k] - mean);
    at.gradient -= mean;
    at.information += square;
  }
  return at;
}

/// The maximum in b > 0, if `status` stays regular.
AtInverse climb_inverse(const std::vector<double>& z, std::size_t K, double& b, std::vector<double>& p,
                        Status& status) {
  constexpr int most_steps = 200, most_halvings = 60;
  constexpr double small = 1e-20;  // the square of what is left of b's error in standard errors
  AtInverse at = likelihood_of_inverse(z, K, b, p);
  for (int i = 0; i < most_steps; ++i) {
    const double full = at.gradient / at.information;
    if (!std::isfinite(full)) break;
    if (at.gradient * full <= small) return at;
    double step = full < -0.9 * b ? -0.9 * b : full;
    AtInverse moved = likelihood_of_inverse(z, K, b + step, p);
    const double least = at.value - 1e-15 * std::fabs(at.value);
    for (int halving = 0; halving < most_halvings && !(moved.value >= least); ++halving) {
      step /= 2;
      moved = likelihood_of_inverse(z, K, b + step, p);
    }
    b += step;
    at = moved;
  }
  status = Status::undefined;
  return at;
}

/// Why no 0 < T < infinity is the best one, or regular.
Status status_of_scores(const std::vector<double>& z, std::size_t K) {
  double spread = 0, gradient = 0, above = 0;
  for (std::size_t first = 0; first < z.size(); first += K) {
    double low = 0, high = 0;  // that of the label is 0
    for (std::size_t k = first; k < first + K; ++k) {
      if (!std::isfinite(z[k])) return Status::invalid;
      low = std::fmin(low, z[k]);
      high = std::fmax(high, z[k]);
      gradient -= z[k];
    }
    spread = std::fmax(spread, high - low);
    above = std::fmax(above, high);
  }
  if (spread == 0) return Status::undefined;
  return above > 0 && gradient > 0 ? Status::regular : Status::at_infinity;
}

}  // namespace

Outcome<Temperature> Temperature::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<KnownSoftmax> known = KnownSoftmax::bind(knowns, name);
  if (!known) return Refusal{known.reason()};
  const Outcome<BoundInterval> interval = bind_interval(knowns, "temperature_scaling", {"log", "wald"});
  if (!interval) return Refusal{interval.reason()};
  Temperature bound;
  bound.known_ = *known;
  bound.on_log_ = interval->method == "log";
  if (interval->level > 0) bound.half_ = special::normal_quantile(0.5 + 0.5 * interval->level);
  return bound;
}

void Temperature::estimate(const Labelled::One& sample, workspace& w, const Address&,
                           const EstimateRef& out) const {
  if (sample.n == 0) {
    out.status = Status::empty;
    return;
  }
  const double unit = write_scores(sample, w.scores);
  out.status = status_of_scores(w.scores, sample.K);
  if (out.status != Status::regular) return;
  for (double& s : w.scores) s /= unit;
  double b = 1;
  const AtInverse at = climb_inverse(w.scores, sample.K, b, w.p, out.status);
  if (out.status != Status::regular) return;
  Cell& cell = out.out[0];
  cell.value = unit / b;
  cell.se = unit / (b * b * std::sqrt(at.information));
  if (half_ > 0 && cell.se > 0)
    write_limits(cell, half_, {0, infinity}, on_log_ ? IntervalScale::log : IntervalScale::line);
}

/// Writes `scores: [n][K]` less that of the label; their largest size.
double Temperature::write_scores(const Labelled::One& sample, std::vector<double>& scores) const {
  scores.resize(sample.n * sample.K);
  double largest = 0;
  for (std::size_t i = 0; i < sample.n; ++i) {
    const std::span<double> own{scores.data() + i * sample.K, sample.K};
    softmax_scores(known_.shape, known_.weights, sample.point(i), own);
    const double of_label = own[sample.label(i)];
    for (double& s : own) largest = std::fmax(largest, std::fabs(s -= of_label));
  }
  return largest;
}

}  // namespace plim
