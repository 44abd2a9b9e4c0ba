#include "slice_chain.hpp"

#include <cmath>

#include "plim/core/real.hpp"

namespace plim {

double SliceChain::density() {
  const double value = f_.value(u_) * f_.scale();
  return std::isnan(value) ? -infinity : value;
}

bool SliceChain::start_at_prior() {
  const std::size_t size = f_.likelihood().size();
  for (std::uint64_t attempt = 0; attempt < most_starts; ++attempt) {
    Variate v(own_, attempt);
    Point u{};
    bool finite = true;
    for (std::size_t i = 0; i < size; ++i) {
      u[i] = f_.likelihood().coordinate(i).u(model_.prior(i).sample(v));
      finite = finite && std::isfinite(u[i]);
    }
    if (!finite) continue;
    start_at(u);
    if (std::isfinite(log_density_)) return true;
  }
  return false;
}

void SliceChain::start_at(const Point& u) {
  u_ = u;
  log_density_ = density();
}

void SliceChain::warm_up(std::int64_t sweeps) {
  std::int64_t from = 0;
  for (std::int64_t done = 1, end = 2; done <= sweeps; ++done) {
    sweep();
    if (done < end) continue;
    for (std::size_t i = 0; i < f_.likelihood().size(); ++i) {
      if (moves_[i] > 0) widths_[i] = 2 * moves_[i] / static_cast<double>(end - from);
    }
    moves_ = {};
    from = end;
    end *= 2;
  }
}

void SliceChain::sweep() {
  for (std::size_t i = 0; i < f_.likelihood().size(); ++i) update(i);
}

void SliceChain::update(std::size_t i) {
  Variate v(own_, index_++);
  const double before = u_[i], level = log_density_ - v.exponential();
  const auto is_above = [&](double u) {
    u_[i] = u;
    return density() > level;
  };
  double low = before - widths_[i] * v.open(), high = low + widths_[i];
  const std::uint64_t down = v.below(most_steps);
  for (std::uint64_t k = 0; k < down && is_above(low); ++k) low -= widths_[i];
  for (std::uint64_t k = down + 1; k < most_steps && is_above(high); ++k) high += widths_[i];
  for (;;) {
    u_[i] = low + (high - low) * v.open();
    if (u_[i] == before) return;
    const double there = density();
    if (there > level) {
      log_density_ = there;
      moves_[i] += std::fabs(u_[i] - before);
      return;
    }
    (u_[i] < before ? low : high) = u_[i];
  }
}

bool SliceChain::is_inside() const noexcept {
  for (std::size_t i = 0; i < f_.likelihood().size(); ++i) {
    if (!f_.likelihood().coordinate(i).resolves(u_[i])) return false;
  }
  return std::isfinite(log_density_);
}

}  // namespace plim
