#pragma once
#include <cstdint>

#include "plim/numeric/elementary.hpp"
#include "plim/random/variate.hpp"

namespace plim {

/// How far the least of m uniform numbers on (0, 1) is from 0, and the largest from 1.
struct GapsOfExtremes {
  double below, above;
};

/// The largest is u^(1/m); below it the others are uniform again (Renyi 1953). O(1).
inline GapsOfExtremes draw_gaps(Variate& first, Variate& second, std::int64_t m) {
  const auto gap_of_one_in = [](Variate& v, std::int64_t k) {
    const Variate::Pair w = v.words();
    return -elementary::expm1(-fine_exponential(w.first, w.second) / static_cast<double>(k));
  };
  const double above = gap_of_one_in(first, m);
  return {m > 1 ? (1 - above) * gap_of_one_in(second, m - 1) : 1 - above, above};
}

}  // namespace plim
