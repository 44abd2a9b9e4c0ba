#include "plim/numeric/paired_proportions.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/special.hpp"

// With r = p + q, the probability that a pair differs, and s = p / r, the first's share of such pairs,
// p - q = r (2 s - 1). The number D of pairs that differ is binomial (n, r); given D, the first's count X is
// binomial (D, s). Two chances tell how far a pair (r, s) lies below what is seen:
//
//   P_s = P(at least X of D; s)   and   P_r = P(at least D of n; r), or for s < 1/2 P(at most D of n; r).
//
// P_r <= b has probability b at most, and given D, P_s <= a has probability a at most. So -ln P_s - w ln P_r
// is stochastically no larger than E + w F with E and F independent and exponential, and (r, s) is rejected
// where it reaches the value that E + w F reaches with probability `tail`. Whatever the truth is, it is
// rejected with `tail` at most; so is the limit too high, which is the least r (2 s - 1) of all that is not
// rejected.
//
// The weight may be any function of what is tested. With u = |2 s - 1| it is w = u (1 + u): an error of r
// does not matter at s = 1/2 and is all that matters at s = 0 or 1. With many pairs that differ, though few
// of all, the limits are then at most 1.11 times as wide as Wald's for tails of 0.01 and less.
//
// At s = 1/2 the test is the sign test. If that rejects, so do the tests of all s < 1/2, whatever r is:
// P_s <= tail (1 - u)^2 there, so that -ln P_s is -ln tail - 2 ln (1 - u) at least, and the value to be
// reached is -ln tail - ln (1 - w) at most, which is no more for u <= 1/2; for larger u it was checked for
// all X of D <= 300.
namespace plim {
namespace {

/// The value that E + w F reaches with probability `tail`: e^-v (1 + v (1 - e^-a) / a), a = v (1/w - 1).
/// Newton's steps; what they make 0 is convex in v, with a slope of (1 - tail) / 3 at least.
double critical_value(double w, double tail) {
  const double alone = -std::log(tail), c = w > 0 ? 1 / w - 1 : 0;
  double v = alone;
  for (int i = 0; w > 0 && i < 100; ++i) {
    const double fall = -std::expm1(-c * v), more = std::fabs(c * v) < 1e-12 ? v : fall / c;
    const double step = (alone + std::log1p(more) - v) / (1 - (1 - fall) / (1 + more));
    v += step;
    if (!(std::fabs(step) > 1e-9 * v)) break;  // the next one would be its square
  }
  return v;
}

/// What is seen, and at which tail it is judged.
struct Seen {
  double first, differ, n, tail;

  double chance_of_share(double s) const {
    return first > 0 ? special::beta_cdf(first, differ - first + 1, s) : 1.0;
  }

  /// The least r (2 s - 1) of all r that are not rejected together with s; 1 if there is none.
  double least(double s) const {
    const double excess = 2 * s - 1, u = std::fabs(excess), w = u * (1 + u);
    const double left = critical_value(w, tail) + std::log(chance_of_share(s));
    if (!(left > 0)) return 1;
    // Below 1e-30 anything may be rejected: it adds no more than that to the tail.
    const double chance = w > 0 ? std::fmax(1e-30, std::exp(-left / w)) : 1e-30;
    if (excess > 0) return excess * special::beta_quantile(differ, n - differ + 1, chance);
    return differ < n ? excess * (1 - special::beta_quantile(n - differ, differ + 1, chance)) : excess;
  }

  /// The least of `least` on the side of s = 1/2 where it is: of a few pairs that differ it can have two
  /// valleys, so that the lower one is looked for before golden sections go to its ground.
  double limit() const {
    constexpr int steps = 32, sections = 60;  // the ground may be at an edge
    constexpr double golden = 0.6180339887498949;
    const double begin = chance_of_share(0.5) <= tail ? 0.5 : 0, step = 0.5 / steps;
    double best = 1, at = begin;
    for (int i = 0; i <= steps; ++i) {
      const double s = begin + i * step, here = least(s);
      if (here < best) best = here, at = s;
    }
    double from = std::fmax(begin, at - step), to = std::fmin(begin + 0.5, at + step);
    double a = to - golden * (to - from), b = from + golden * (to - from);
    double at_a = least(a), at_b = least(b);
    for (int i = 0; i < sections; ++i) {
      best = std::min({best, at_a, at_b});
      if (at_a < at_b) {
        to = b, b = a, at_b = at_a;
        at_a = least(a = to - golden * (to - from));
      } else {
        from = a, a = b, at_a = at_b;
        at_b = least(b = from + golden * (to - from));
      }
    }
    return best;
  }
};

}  // namespace

Limits paired_difference_limits(std::int64_t only_first, std::int64_t only_second, std::int64_t n,
                                double tail) {
  const double first = static_cast<double>(only_first), second = static_cast<double>(only_second);
  const double differ = first + second, pairs = static_cast<double>(n);
  return {Seen{first, differ, pairs, tail}.limit(), -Seen{second, differ, pairs, tail}.limit()};
}

}  // namespace plim
