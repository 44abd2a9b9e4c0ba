#pragma once
#include <cstdint>
#include <vector>

namespace plim {

/// Quantiles of laws with up to two shapes, remembered: along a study the same few shapes come again and
/// again (counts recur; Student's and gamma's depend on n only), and a quantile costs microseconds.
/// Direct-mapped, so that nothing is allocated after construction.
class QuantileMemo {
 public:
  struct Question {
    double (*quantile)(double a, double b, double p);
    double a, b, p;
    bool operator==(const Question&) const = default;
  };

  QuantileMemo();
  double operator()(const Question& question);

 private:
  struct Slot {
    Question question;
    double answer;
  };
  std::vector<Slot> slots_;
};

}  // namespace plim
