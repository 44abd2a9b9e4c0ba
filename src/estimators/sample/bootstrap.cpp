#include "plim/estimators/sample/bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "plim/random/places.hpp"
#include "plim/random/variate.hpp"
#include "plim/views/mean_m2.hpp"

namespace plim {
namespace {

constexpr const char* resamples = "resamples";
constexpr std::int64_t usual_resamples = 1000;

/// A multinomial vector by conditional binomials.
void draw_counted(const Address& address, const Sorted::One& sample, Bootstrap::Workspace& w) {
  std::int64_t left = sample.n;
  double seen = static_cast<double>(sample.n);
  for (std::size_t i = 0; i < sample.x.size() && left > 0; ++i) {
    const std::int64_t drawn = Variate(address, i).binomial(left, std::min(sample.times[i] / seen, 1.0));
    w.times[i] = static_cast<double>(drawn);
    left -= drawn;
    seen -= sample.times[i];
  }
}

}  // namespace

Parameter Bootstrap::option() {
  Parameter option{resamples, Domain::positive_integer, "of a bootstrap interval; default: 1000"};
  option.optional = true;
  option.smallest = 2;
  option.largest = sub_limit - 1;
  return option;
}

Bootstrap::Bootstrap(double level, const Arguments& options)
    : level_(level),
      resamples_(static_cast<std::uint32_t>(options.has(resamples) ? options.integer(resamples)
                                                                   : usual_resamples)) {}

void Bootstrap::write(Cell& cell, const Sorted::One& sample, const SampleStatistic& statistic, Address own,
                      Workspace& w) const {
  w.statistics.clear();
  for (std::uint32_t b = 0; b < resamples_; ++b) {
    own.sub = b;
    w.times.assign(sample.x.size(), 0);
    if (sample.times.empty()) {
      draw_places(own, sample.x.size(), sample.x.size(), w.words, [&w](std::size_t i) { ++w.times[i]; });
    } else {
      draw_counted(own, sample, w);
    }
    w.statistics.push_back(statistic({sample.n, sample.x, w.times}));
    if (!std::isfinite(w.statistics.back())) return;
  }
  std::sort(w.statistics.begin(), w.statistics.end());
  w.times.assign(w.statistics.size(), 1);
  const Sorted::One spread{static_cast<std::int64_t>(resamples_), w.statistics, {}};
  const MeanM2::One moments = mean_m2_of(w.statistics, w.times, spread.n);
  cell.se = moments.unit * std::sqrt(moments.m2 / static_cast<double>(spread.n - 1));
  if (!(cell.se > 0)) return;
  cell.lo = spread.quantile(0.5 * (1 - level_));
  cell.hi = spread.quantile(0.5 * (1 + level_));
}

}  // namespace plim
