#pragma once
#include <cmath>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "plim/random/isa.hpp"

namespace plim::test {

inline nlohmann::json read_json(const std::string& name) {
  std::ifstream in(std::string(PLIM_SOURCE_DIR) + "/tests/data/" + name);
  return nlohmann::json::parse(in);
}

/// The instruction sets that this processor can run.
inline std::vector<Isa> usable_isas() {
  std::vector<Isa> usable;
  for (const Isa isa : {Isa::v2, Isa::v3, Isa::v4}) {
    if (isa <= detected_isa()) usable.push_back(isa);
  }
  return usable;
}

/// Restores the instruction set at the end of a test.
class IsaGuard {
 public:
  IsaGuard() : before_(active_isa()) {}
  ~IsaGuard() { force_isa(before_); }

 private:
  Isa before_;
};

/// Mean and sum of squared deviations of a set.
struct Summary {
  double mean = 0, variance = 0;
  double n = 0;
  explicit Summary(const std::vector<double>& x) : n(static_cast<double>(x.size())) {
    for (const double v : x) mean += v / n;
    for (const double v : x) variance += (v - mean) * (v - mean) / (n - 1);
  }
};

/// Pearson's statistic of observed counts against expected ones, cells with less than ten expected pooled, as
/// a normal deviate by the cube-root transformation (Wilson and Hilferty 1931).
inline double chi_square_z(const std::vector<double>& observed, const std::vector<double>& expected) {
  double statistic = 0, cells = -1, o = 0, e = 0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    o += observed[i];
    e += expected[i];
    if (e < 10 && i + 1 < observed.size()) continue;
    if (e > 0) {
      statistic += (o - e) * (o - e) / e;
      cells += 1;
    }
    o = e = 0;
  }
  if (cells < 1) return 0;
  const double spread = 2 / (9 * cells);
  return (std::cbrt(statistic / cells) - (1 - spread)) / std::sqrt(spread);
}

/// |z| of a standard normal is above this with probability 1e-8: with under 100 such comparisons in the suite
/// the false-alarm rate of all together stays below 1e-6.
inline constexpr double z_limit = 5.73;

}  // namespace plim::test
