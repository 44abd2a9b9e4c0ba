#pragma once
#include "log_posterior.hpp"
#include "plim/random/variate.hpp"

namespace plim {

/// One Markov chain by slice sampling: coordinate by coordinate, the interval by stepping out and shrinkage
/// (Neal 2003, figures 3 and 5), in at most so many steps of a width. What is adapted, the widths, is adapted
/// in the warm-up alone.
class SliceChain {
 public:
  static constexpr std::uint64_t most_steps = 32, most_starts = 100;

  /// `own`: the stream of this chain.
  SliceChain(LogPosterior& f, const PosteriorModel& model, const Address& own) noexcept
      : f_(f), model_(model), own_(own) {}

  /// Begins at the first of some draws from the prior that has a density; false: none has.
  bool start_at_prior();
  void start_at(const Point& u);
  /// Makes the widths twice the mean move of a coordinate, over spans that double.
  void warm_up(std::int64_t sweeps);
  /// Every coordinate once.
  void sweep();

  Point theta() const noexcept { return f_.likelihood().theta(u_); }
  /// False where the density has no bound, or where doubles end before the posterior does.
  bool is_inside() const noexcept;

 private:
  void update(std::size_t i);
  double density();

  LogPosterior& f_;
  const PosteriorModel& model_;
  Address own_;
  std::uint64_t index_ = most_starts;  // of the next variate
  Point u_{};
  double log_density_ = 0;
  Point widths_ = {1, 1, 1}, moves_{};
};

}  // namespace plim
