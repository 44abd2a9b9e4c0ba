#include "plim/estimators/evaluation/mcnemar_power.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/estimators/evaluation/accuracy.hpp"
#include "plim/numeric/special.hpp"

namespace plim::evaluation {
namespace {

constexpr double most_exact = 2000;  // pairs that differ, on average
constexpr double power_rounding = 1e-12;

/// P(Binomial(n, p) <= k), k < n.
double binomial_tail(std::int64_t k, std::int64_t n, double p) {
  if (k < 0) return 0;
  return special::beta_cdf(real(n - k), real(k + 1), 1 - p);
}

/// The sign test of D pairs that differ: with which probability it rejects, where the first has a pair with
/// probability s. Counts are looked up in ascending order first, so that the bound of one is near the last.
class SignTestPower {
 public:
  SignTestPower(double s, double alpha) : s_(s), alpha_(alpha) {}

  /// Of at least `from` pairs; that of fewer is never asked.
  void begin(std::int64_t from) {
    from_ = from;
    const double q = special::normal_quantile(0.5 * alpha_);
    bound_ = static_cast<std::int64_t>(
        std::floor(std::max(-1.0, 0.5 * real(from) + 0.5 * q * std::sqrt(real(from)) - 1)));
    while (bound_ >= 0 && !rejects(bound_, from)) --bound_;
  }
  double operator()(std::int64_t differ) {
    while (real(from_) + real(powers_.size()) <= real(differ)) add();
    return powers_[static_cast<std::size_t>(differ - from_)];
  }

 private:
  bool rejects(std::int64_t fewer, std::int64_t differ) const {
    return 2 * fewer < differ && mcnemar(fewer, differ - fewer).p <= alpha_;
  }
  void add() {
    const std::int64_t differ = from_ + static_cast<std::int64_t>(powers_.size());
    while (rejects(bound_ + 1, differ)) ++bound_;
    powers_.push_back(binomial_tail(bound_, differ, s_) + binomial_tail(bound_, differ, 1 - s_));
  }

  double s_, alpha_;
  std::int64_t from_ = 0, bound_ = -1;  // bound: the most of the fewer that rejects
  std::vector<double> powers_;
};

/// Where the binomial law (n, r) has all but 1e-15 of its probability.
struct Likely {
  std::int64_t from, to;
};
Likely likely_counts(std::int64_t n, double r) {
  const double mean = real(n) * r, reach = 9 * std::sqrt(mean * (1 - r)) + 30;
  return {static_cast<std::int64_t>(std::max(0.0, std::floor(mean - reach))),
          std::min(n, static_cast<std::int64_t>(std::ceil(mean + reach)))};
}

/// The mean of the sign test's power over the number of pairs that differ; probabilities go from the mode
/// on by ratios of neighbours.
double mean_power(SignTestPower& test, std::int64_t n, double r) {
  if (!(r < 1)) return test(n);
  const Likely likely = likely_counts(n, r);
  const std::int64_t mode = std::clamp(static_cast<std::int64_t>(real(n + 1) * r), likely.from, likely.to);
  const double odds = r / (1 - r);
  double total = 1, power = test(mode), chance = 1;
  for (std::int64_t d = mode; d < likely.to; ++d) {
    chance *= odds * real(n - d) / real(d + 1);
    total += chance;
    power += chance * test(d + 1);
  }
  chance = 1;
  for (std::int64_t d = mode; d > likely.from; --d) {
    chance *= real(d) / (odds * real(n - d + 1));
    total += chance;
    power += chance * test(d - 1);
  }
  return power / total;
}

/// By the normal law of first - second with a correction of one pair.
double normal_pairs(const PairShares& shares, double alpha, double power) {
  const double r = shares.differ(), gap = std::fabs(shares.first - shares.second);
  const double reach = -special::normal_quantile(0.5 * alpha) * std::sqrt(r) -
                       special::normal_quantile(1 - power) * std::sqrt(r - gap * gap);
  const double root = (reach + std::sqrt(reach * reach + 4 * gap)) / (2 * gap);
  return root * root;
}

}  // namespace

double mcnemar_power(const PairShares& shares, std::int64_t n, double alpha) {
  const double r = std::min(1.0, shares.differ());
  if (!(r > 0)) return 0;
  SignTestPower test(shares.first / shares.differ(), alpha);
  test.begin(r < 1 ? likely_counts(n, r).from : n);
  return mean_power(test, n, r);
}

std::optional<std::int64_t> pairs_needed(const PairShares& shares, double alpha, double power) {
  const double r = std::min(1.0, shares.differ());
  if (!(r > 0) || shares.first == shares.second) return std::nullopt;
  const double normal = std::max(1.0, normal_pairs(shares, alpha, power));
  if (!(normal < 0x1p53)) return std::nullopt;
  if (normal * r > most_exact) return static_cast<std::int64_t>(std::ceil(normal));
  // The steps of the power, two pairs that differ wide and 1/sqrt of their number high, are beyond this.
  const double margin = (10 * std::sqrt(normal * r) + 40) / r;
  const auto step = static_cast<std::int64_t>(std::max(1.0, std::floor(0.25 / r)));
  SignTestPower test(shares.first / shares.differ(), alpha);
  const auto least = std::max<std::int64_t>(1, static_cast<std::int64_t>(normal - margin));
  test.begin(r < 1 ? likely_counts(least, r).from : least);
  const auto finds = [&](std::int64_t n) { return mean_power(test, n, r) >= power - power_rounding; };
  std::int64_t enough = static_cast<std::int64_t>(normal + margin);
  while (!finds(enough)) enough += static_cast<std::int64_t>(margin);
  while (enough - step >= least && finds(enough - step)) enough -= step;
  for (std::int64_t fewer = std::max<std::int64_t>(least - 1, enough - step); enough - fewer > 1;) {
    const std::int64_t middle = fewer + (enough - fewer) / 2;
    (finds(middle) ? enough : fewer) = middle;
  }
  return enough;
}

std::optional<double> detectable_share_gap(double differ, std::int64_t n, double alpha, double power) {
  const bool exact = real(n) * differ <= most_exact;
  const auto finds = [&](double gap) {
    const PairShares shares{0.5 * (differ + gap), 0.5 * (differ - gap)};
    if (!exact) return normal_pairs(shares, alpha, power) <= real(n);
    return mcnemar_power(shares, n, alpha) >= power - power_rounding;
  };
  if (!(differ > 0) || !finds(differ)) return std::nullopt;
  double missed = 0, found = differ;
  for (int i = 0; i < 40 && found - missed > 1e-6 * found; ++i) {
    const double middle = 0.5 * (missed + found);
    (finds(middle) ? found : missed) = middle;
  }
  return found;
}

}  // namespace plim::evaluation
