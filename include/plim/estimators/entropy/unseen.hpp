#pragma once
#include <string_view>

#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/distinct_counts.hpp"

namespace plim {

/// The entropy of a simple law that could have given the frequencies of the counts (Valiant and Valiant 2013,
/// 2017; nats): on a grid of probabilities from 1/(n max(10, n)) with ratio 1.05, numbers of classes whose
/// expected frequencies (Poisson) are nearest to those found, by weights 1/sqrt(f + 1); then the fewest
/// classes among all whose distance is at most 1/2 more. Counts in whose neighbourhood, +- sqrt(c), fewer
/// than sqrt(c) classes lie, or above 500, are taken as they are, with -p ln p + 1/(2n) each. The constants
/// are those of the authors' entropy_estC.m and unseen_largescale.m. No K; no observations: empty. Two linear
/// programs, of at most 523 rows and some 1500 columns. Only values printed to four decimals exist; these are
/// matched.
///
/// Of even laws it is too low, by the programs themselves: another solver finds the same, and a grid of ratio
/// 1.01 up to 0.011 more. The fewest classes that fit are fewer than there are, and tails of few classes'
/// frequencies are fitted too. Over 1000 samples the bias was -0.047 nat of 100 classes at n = 300 (plug-in
/// -0.182), -0.0056 at n = 1000 (-0.051); of 10 classes -0.077 at n = 300 (-0.015), 0.0001 at n = 1000, where
/// all counts are taken as they are.
class EntropyUnseen {
 public:
  using view = CountFeatures;
  static constexpr std::string_view name = "unseen";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary =
      "of the simplest law that fits the frequencies of rare counts; interval: jackknife";
  using workspace = DistinctCounts;
  unsigned features() const noexcept { return frequencies; }
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const;
};

}  // namespace plim
