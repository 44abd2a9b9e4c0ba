#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace plim::cli {

/// Says on stderr how far a run is: in place on a terminal, else a line now and then; nothing if quiet or if
/// the run is over before anybody could read it.
class Progress {
 public:
  explicit Progress(bool quiet);
  /// `done` of all blocks have arrived. Called under a lock, from any thread.
  void operator()(std::uint64_t done, std::uint64_t all);
  /// Ends the line in place.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  bool quiet_, terminal_, shown_ = false;
  Clock::time_point start_, next_;
};

/// "0.05 s", "12 s", "3 min 20 s", "2 h 5 min".
std::string duration(double seconds);

}  // namespace plim::cli
