#include "plim/estimators/divergence/zhang_grabchak.hpp"

#include <cmath>

#include "plim/numeric/digamma.hpp"
#include "plim/numeric/score_variance.hpp"

namespace plim {

Outcome<ZhangGrabchak> ZhangGrabchak::bind(const Knowns& knowns, const Arguments&) {
  return NormalInterval::bind(knowns, name, "wald").map([&knowns](const NormalInterval& interval) {
    return ZhangGrabchak(is_divergence(knowns), interval);
  });
}

void ZhangGrabchak::estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                             const EstimateRef& out) const noexcept {
  if (c.p.n == 0 || c.q.n == 0) {
    out.status = Status::empty;
    return;
  }
  const double n = static_cast<double>(c.p.n), m = static_cast<double>(c.q.n);
  const double all_p = elementary::digamma(n), all_q = elementary::digamma(m + 1);
  const auto bracket = [&](double a, double b) {
    const double cross = all_q - elementary::digamma(b + 1);
    return divergence_ ? cross - (all_p - elementary::digamma(a)) : cross;
  };
  ScoreVariance of_p, of_q;
  const auto over_classes = [&](auto pass) {
    for (std::size_t k = 0; k < c.p.K; ++k) {
      if (c.p[k] == 0) continue;
      const double a = static_cast<double>(c.p[k]), b = static_cast<double>(c.q[k]);
      (of_p.*pass)(a / n, bracket(a, b));
      (of_q.*pass)(b / m, a / n * m * elementary::trigamma(b + 1));
    }
  };
  over_classes(&ScoreVariance::first);
  out.out[0].value = of_p.mean();
  if (!interval_.wanted()) return;
  over_classes(&ScoreVariance::second);
  // Classes that the first sample lacks have the score 0 under the second.
  const double lacking = 1 - of_q.mass();
  if (lacking > 0) of_q.second(lacking, 0);
  interval_.write(out.out[0], of_p.mean(), std::sqrt(of_p.value() / n + of_q.value() / m), {0});
}

}  // namespace plim
