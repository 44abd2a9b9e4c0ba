#include "plim/views/extremes.hpp"

#include <cmath>

#include "plim/core/real.hpp"

namespace plim {

void ExtremesBuffer::clear(std::size_t lane) noexcept {
  least_[lane] = infinity;
  most_[lane] = -infinity;
  whole_[lane] = 1;
}

void ExtremesBuffer::add(std::size_t lane, double least, double most, bool whole) noexcept {
  least_[lane] = least < least_[lane] || std::isnan(least) ? least : least_[lane];
  most_[lane] = most > most_[lane] || std::isnan(most) ? most : most_[lane];
  whole_[lane] = whole && whole_[lane] > 0 ? 1 : 0;
}

const Extremes& ExtremesBuffer::view(std::int64_t n, std::size_t lanes) noexcept {
  view_ = {n, lanes, least_.data(), most_.data(), whole_.data()};
  return view_;
}

const Extremes& ExtremesOfObservations::operator()(const Observations& observations) {
  for (std::size_t lane = 0; lane < observations.lanes; ++lane) {
    buffer_.clear(lane);
    for (const double x : observations.one(lane).x) {
      const double finite = std::isfinite(x) ? x : not_a_number;
      buffer_.add(lane, finite, finite, x == std::floor(x));
    }
  }
  return buffer_.view(observations.n, observations.lanes);
}

}  // namespace plim
