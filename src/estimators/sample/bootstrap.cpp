#include "plim/estimators/sample/bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "plim/random/fill.hpp"
#include "plim/random/variate.hpp"
#include "plim/random/wide.hpp"
#include "plim/views/mean_m2.hpp"

namespace plim {
namespace {

constexpr const char* resamples = "resamples";
constexpr std::int64_t usual_resamples = 1000;
constexpr std::size_t words_at_once = 4096, words_of_a_block = 128;
static_assert(words_at_once % words_of_a_block == 0);

/// floor(n word / 2^64): a place of n is off its share by at most 2^-64.
std::size_t place_of(std::uint64_t word, std::uint64_t n) noexcept {
  return static_cast<std::size_t>(static_cast<Wide>(word) * n >> 64);
}

void draw_listed(const Address& address, std::size_t n, Bootstrap::Workspace& w) {
  for (std::size_t done = 0; done < n; done += words_at_once) {
    const std::size_t wanted = std::min(words_at_once, n - done);
    w.words.resize((wanted + words_of_a_block - 1) / words_of_a_block * words_of_a_block);
    fill_words(address, done / 2, w.words);
    for (std::size_t i = 0; i < wanted; ++i) ++w.times[place_of(w.words[i], n)];
  }
}

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
      draw_listed(own, sample.x.size(), w);
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
