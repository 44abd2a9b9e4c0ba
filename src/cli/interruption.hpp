#pragma once
#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plim::cli {

/// Seconds of a time like 90, 90s, 10min or 1.5h; throws Error(usage) if it is none, or not positive.
double seconds_of(const std::string& text, const std::string& option);

/// What ends a run early: INT, TERM, HUP (unless it is ignored, as under nohup) and USR1, or a time that has
/// passed. While it lives, the first such signal is noted; a second one ends the program at once.
class Interruption {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Interruption(std::optional<Clock::time_point> deadline);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// True if no further block is to begin.
  bool stops() const;
  /// "SIGINT" or "--max-time".
  std::string cause() const;

 private:
  std::optional<Clock::time_point> deadline_;
  std::vector<std::pair<int, struct sigaction>> before_;
};

}  // namespace plim::cli
