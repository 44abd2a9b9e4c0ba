#pragma once
#include <algorithm>
#include <cmath>

#include "plim/random/variate.hpp"

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

/// One attempt from two words: true if it yields a draw.
template <class Law>
bool attempt(const Law& law, Variate::Pair words, double& k) {
  const double beyond = law.total() * fine_uniform(words.first, words.second), x = law.place(beyond);
  k = std::min(std::max(std::floor(x + 0.5), 1.0), law.most());
  if (k == 1 || k - x <= law.accepted()) return true;
  return beyond <= law.tail(k + 0.5) + law.mass(k);
}

}  // namespace plim::rank_rejection
