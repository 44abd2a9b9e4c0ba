#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/core/cell.hpp"
#include "plim/core/parameter.hpp"
#include "plim/random/address.hpp"
#include "plim/views/sorted.hpp"

namespace plim {

/// A number of a sorted sample, with an argument of its own (an order, a share), or 0.
struct SampleStatistic {
  double (*of)(const Sorted::One& sample, double argument);
  double argument = 0;
  double operator()(const Sorted::One& sample) const { return of(sample, argument); }
};

/// The bootstrap of Efron (1979) from resamples of n draws with replacement: the standard error is the
/// standard deviation of the statistic over them, the limits are its quantiles of type 7 at the tails of the
/// level (percentile method). Resample b is drawn at the estimator's own address with sub b: of listed
/// observations one by one, of counted ones value by value. No limits where the standard error is 0.
class Bootstrap {
 public:
  static constexpr std::string_view method = "bootstrap_percentile";
  struct Workspace {
    std::vector<double> times, statistics;
    std::vector<std::uint64_t> words;
  };

  /// The option `resamples`, from 2 on; 1000 if it is not given.
  static Parameter option();
  Bootstrap() = default;
  Bootstrap(double level, const Arguments& options);

  /// Adds standard error and limits to the cell of a sample of n >= 1 finite observations.
  void write(Cell& cell, const Sorted::One& sample, const SampleStatistic& statistic, Address own,
             Workspace& w) const;

 private:
  double level_ = 0;
  std::uint32_t resamples_ = 0;
};

}  // namespace plim
