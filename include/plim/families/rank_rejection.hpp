#pragma once
#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/precise.hpp"
#include "plim/random/integer_table.hpp"

/// Ranks 1, 2, ... of a mass that is convex and falls, by rejection from the inverted integral of it as a
/// function of a real number (Hoermann and Derflinger 1996). The law has `tail(x)`, that integral from x on,
/// `place(beyond)`, the x at which it has that value, `mass(k)` in the same unit, `most()`, the largest rank,
/// `total()` = tail(3/2) + mass(1), and `accepted()`, which is sure_gap.
namespace plim::rank_rejection {

/// k - x at which every k of a mass like that is accepted.
template <class Law>
double sure_gap(const Law& law) {
  return 2 - law.place(law.tail(2.5) + law.mass(2));
}

/// One attempt from two words at a rank >= first, `total` = tail(first + 1/2) + mass(first): true if it
/// yields a draw.
template <class Law>
bool attempt_from(const Law& law, double first, double total, Variate::Pair words, double& k) {
  const double beyond = total * fine_uniform(words.first, words.second), x = law.place(beyond);
  k = std::min(std::max(std::floor(x + 0.5), first), law.most());
  if (k == first || k - x <= law.accepted()) return true;
  return beyond <= law.tail(k + 0.5) + law.mass(k);
}
template <class Law>
bool attempt(const Law& law, Variate::Pair words, double& k) {
  return attempt_from(law, 1, law.total(), words, k);
}

/// What Euler and Maclaurin's formula at x, between two ranks, adds to the integral of z^-s from x on to give
/// the sum, in the unit of `mass` = x^-s.
inline double sum_less_integral(double mass, double x, double s) {
  const double third = s * (s + 1) * (s + 2) / (x * x * x), fifth = third * (s + 3) * (s + 4) / (x * x);
  return mass * (7.0 / 5760 * third - s / (24 * x) - 31.0 / 967680 * fifth);
}

/// The law k^-s as a table is made of it; many ranks are needed before `beyond` has all its digits.
template <class Law>
IntegerMasses masses(const Law& law, double s) {
  IntegerMasses table{1, law.support().upper, 1, infinity, [s](double k) {
                        return StepOfMass{power_of_step(k, s), 1};
                      }};
  table.beyond = [law, s](double k) {
    const double from = k + 0.5, end = law.most() + 0.5;
    if (!(from < end)) return 0.0;
    return (law.tail(from) + sum_less_integral(law.mass(from), from, s) -
            sum_less_integral(law.mass(end), end, s)) /
           law.mass(1);
  };
  table.draw_beyond = [law](Variate& v, double k) {
    const double first = k + 1, total = law.tail(first + 0.5) + law.mass(first);
    double rank = first;
    while (!attempt_from(law, first, total, v.words(), rank)) {
    }
    return rank;
  };
  return table;
}

}  // namespace plim::rank_rejection
