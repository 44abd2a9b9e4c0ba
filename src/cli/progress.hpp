#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace plim::cli {

/// Says on stderr how far a run is: in place on a terminal, else a line now and then; nothing if quiet or if
/// the run is over before anybody could read it.
class Progress {
 public:
  Progress(std::uint64_t blocks, bool quiet);
  /// `done` blocks have arrived. Called under a lock, from any thread.
  void operator()(std::uint64_t done);
  /// Ends the line in place.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  std::uint64_t blocks_;
  bool quiet_, terminal_, shown_ = false;
  Clock::time_point start_, next_;
};

/// "0.05 s", "12 s", "3 min 20 s", "2 h 5 min".
std::string duration(double seconds);

}  // namespace plim::cli
