#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace plim::cli {

/// Says on stderr how far a long piece of work is: in place on a terminal, else a line now and then; nothing
/// if quiet or if it is over before anybody could read it.
class Progress {
 public:
  /// How `done` of `all` reads; what is left of the time goes behind it.
  using Wording = std::string (*)(std::uint64_t done, std::uint64_t all);
  Progress(bool quiet, Wording wording);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { finish(); }
  /// So much is done; `all` is 0 where nobody knows. Called under a lock, from any thread.
  void operator()(std::uint64_t done, std::uint64_t all);
  /// Work begins, of which so much was done before: what is left is reckoned from here on.
  void begin(std::uint64_t done_before);
  /// Ends the line in place.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  Wording wording_;
  bool quiet_, terminal_, shown_ = false;
  std::uint64_t before_ = 0;
  Clock::time_point start_, next_;
};

/// Of a run, of a file that is read, and of a bootstrap.
std::string blocks_done(std::uint64_t done, std::uint64_t all);
std::string bytes_read(std::uint64_t done, std::uint64_t all);
std::string resamples_done(std::uint64_t done, std::uint64_t all);

/// "0.05 s", "12 s", "3 min 20 s", "2 h 5 min".
std::string duration(double seconds);

}  // namespace plim::cli
