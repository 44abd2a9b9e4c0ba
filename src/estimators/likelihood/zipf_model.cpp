#include "plim/estimators/likelihood/zipf_model.hpp"

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

Outcome<ZipfModel> ZipfModel::bind(const Knowns& knowns) {
  if (!knowns.K) return Refusal{"a zipf model needs a known alphabet size N"};
  if (*knowns.K < 2) return Refusal{"a zipf model needs N >= 2: a law on one class has no parameter"};
  auto logs = std::make_shared<std::vector<double>>(*knowns.K);
  for (std::size_t k = 0; k < logs->size(); ++k) (*logs)[k] = elementary::log(static_cast<double>(k + 1));
  ZipfModel bound;
  bound.logs_ = std::move(logs);
  return bound;
}

ZipfModel::LogMoments ZipfModel::moments(double s) const noexcept {
  const std::vector<double>& logs = *logs_;
  double total = 0, first = 0, second = 0;
  for (std::size_t k = logs.size(); k-- > 0;) {  // small terms first
    const double weight = elementary::exp(-s * logs[k]);
    total += weight;
    first += weight * logs[k];
  }
  const double mean = first / total;
  for (std::size_t k = logs.size(); k-- > 0;)
    second += elementary::exp(-s * logs[k]) * (logs[k] - mean) * (logs[k] - mean);
  return {mean, second / total, elementary::log(total)};
}

Fit<1> ZipfModel::fit(const MeanLog::One& sample) const noexcept {
  if (sample.n == 0) return {{}, Status::empty};
  const bool inside = sample.min >= 1 && sample.max <= static_cast<double>(logs_->size()) && sample.whole;
  if (!std::isfinite(sample.mean_log) || !inside) return {{}, Status::invalid};
  if (sample.max == 1) return {{}, Status::at_infinity};
  if (sample.mean_log >= moments(0).mean) return {{0}, Status::boundary};
  // Newton's iteration within a bracket; E_s[ln k] falls with s.
  constexpr int most_steps = 200;
  double lo = 0, hi = 1;
  while (moments(hi).mean > sample.mean_log) {
    lo = hi;
    hi *= 2;
  }
  double s = 0.5 * (lo + hi);
  for (int i = 0; i < most_steps; ++i) {
    const LogMoments m = moments(s);
    (m.mean > sample.mean_log ? lo : hi) = s;
    const double newton = s + (m.mean - sample.mean_log) / m.variance;
    const double next = newton > lo && newton < hi ? newton : 0.5 * (lo + hi);
    const bool settled = std::fabs(next - s) <= 1e-14 * s;
    s = next;
    if (settled) break;
  }
  return {{s}, Status::regular};
}

/// Newton's iteration on what the log-likelihood has lost, which is convex in s: from its second step on it
/// comes from above.
Theta<1> ZipfModel::edge_limit(const MeanLog::One& sample, double level) const noexcept {
  constexpr int most_steps = 100;
  const LogMoments edge = moments(0);
  const double z = special::normal_quantile(0.5 + 0.5 * level);
  const double allowed = 0.5 * z * z / static_cast<double>(sample.n);
  double s = std::sqrt(2 * allowed / edge.variance);
  for (int i = 0; i < most_steps; ++i) {
    const LogMoments m = moments(s);
    const double lost = s * sample.mean_log + m.log_total - edge.log_total;
    const double step = (lost - allowed) / (sample.mean_log - m.mean);
    s -= step;
    if (std::fabs(step) <= 1e-13 * s) break;
  }
  return {s};
}

double ZipfModel::log_likelihood(const MeanLog::One& s, const Theta<1>& at) const noexcept {
  return -static_cast<double>(s.n) * (at[0] * s.mean_log + moments(at[0]).log_total);
}

}  // namespace plim
