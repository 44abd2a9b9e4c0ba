#pragma once
#include <cmath>

namespace plim {

/// A sum whose rounding error does not grow with the number of terms (Neumaier 1974).
class CompensatedSum {
 public:
  void add(double x) noexcept {
    const double t = sum_ + x;
    lost_ += std::fabs(sum_) >= std::fabs(x) ? (sum_ - t) + x : (x - t) + sum_;
    sum_ = t;
  }
  double value() const noexcept { return sum_ + lost_; }

 private:
  double sum_ = 0, lost_ = 0;
};

}  // namespace plim
