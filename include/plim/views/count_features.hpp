#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/views/counts.hpp"

namespace plim {

/// What an estimator wants of the counts besides sum c ln c and the classes seen; or-ed together.
enum CountFeature : unsigned {
  log_squares = 1,    // sum c (ln c)^2
  leave_one_out = 2,  // sum of what the jackknife adds for each class
  frequencies = 4     // counts of the small counts
};

/// What the count estimators share: `sum_c_log_c: [lanes]` in nats, `observed: [lanes]` classes seen. The
/// others are null unless an estimator asked for them.
struct CountFeatures {
  static constexpr const char* name = "count_features";
  static constexpr std::size_t small = 64;  // counts below it are counted in `frequency`

  std::int64_t n;
  std::size_t lanes, rows;
  const std::int64_t* c;  // [rows][lanes], the counts themselves; rows without a count may be missing
  const double* sum_c_log_c;
  const double* observed;
  const double* sum_c_log_squared;  // [lanes]
  const double* jackknife;          // [lanes], sum of jackknife_term(c) over c > 0
  const std::int64_t* frequency;    // [small][lanes], classes seen j times, j = 1 .. small - 1

  struct One {
    std::int64_t n;
    double sum_c_log_c, observed;
    std::size_t rows, stride;
    const std::int64_t* c;
    std::int64_t count(std::size_t row) const noexcept { return c[row * stride]; }
  };
  One one(std::size_t lane) const noexcept {
    return {n, sum_c_log_c[lane], observed[lane], rows, lanes, c + lane};
  }
};

/// One pass over counts, rows in order in every lane, so that rows of zeros leave no trace. O(K) a lane.
class FeaturesOfCounts {
 public:
  explicit FeaturesOfCounts(std::size_t lanes, unsigned features = 0);
  const CountFeatures& operator()(const Counts& counts);

 private:
  unsigned features_;
  std::vector<double> sum_, observed_, squares_, jackknife_;
  std::vector<std::int64_t> frequency_;
  CountFeatures view_{};
};

/// The plug-in entropy ln n - (1/n) sum c ln c of a lane (nats).
double plug_in_entropy(const CountFeatures& v, std::size_t lane) noexcept;

}  // namespace plim
