#include "plim/views/mean_log_factorial.hpp"

#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/log_factorial.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

bool counts_fit(const SampleMean::One& m) { return m.n > 0 && m.whole && m.min >= 0; }
}  // namespace

const MeanLogFactorial& MeanLogFactorialOfReals::operator()(const Reals& reals) {
  const SampleMean& means = means_(reals);
  for (std::size_t lane = 0; lane < reals.lanes; ++lane) {
    logs_[lane] = not_a_number;
    if (!counts_fit(means.one(lane))) continue;
    CompensatedSum sum;
    for (const double x : reals.one(lane).x) sum.add(log_factorial(x));
    logs_[lane] = sum.value() / static_cast<double>(reals.n);
  }
  view_ = {reals.n, reals.lanes, means, logs_.data()};
  return view_;
}

const MeanLogFactorial& MeanLogFactorialOfCounts::operator()(const ValuedCounts& counts) {
  const SampleMean& means = means_(counts);
  for (std::size_t lane = 0; lane < counts.lanes; ++lane) {
    logs_[lane] = not_a_number;
    if (!counts_fit(means.one(lane))) continue;
    const Counts::One c = counts.counts.one(lane);
    CompensatedSum sum;
    for (std::size_t k = 0; k < c.K; ++k) {
      if (c[k] > 0) sum.add(static_cast<double>(c[k]) * log_factorial(counts.values[k]));
    }
    logs_[lane] = sum.value() / static_cast<double>(c.n);
  }
  view_ = {counts.counts.n, counts.lanes, means, logs_.data()};
  return view_;
}

}  // namespace plim
