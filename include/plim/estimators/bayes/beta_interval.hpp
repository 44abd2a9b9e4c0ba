#pragma once
#include <cstdint>
#include <vector>

namespace plim {

/// Ends of an interval.
struct Limits {
  double lo, hi;
};

/// Equal-tailed intervals of Beta laws, remembered: along a study the same few counts come again and again,
/// and two quantiles cost microseconds. Direct-mapped, so that nothing is allocated after construction.
class BetaIntervalMemo {
 public:
  BetaIntervalMemo();
  /// The interval of probability `level` of Beta(a, b), a, b > 0.
  Limits operator()(double a, double b, double level);

 private:
  struct Slot {
    double a, b, level;
    Limits limits;
  };
  std::vector<Slot> slots_;
};

}  // namespace plim
