#include "progress.hpp"

#include <cstdio>
#include <unistd.h>

#include <fmt/format.h>

#include "plim/core/number.hpp"

namespace plim::cli {
namespace {

constexpr auto first_after = std::chrono::milliseconds(500);
constexpr auto every_on_terminal = std::chrono::milliseconds(100);
constexpr auto every_in_log = std::chrono::seconds(10);

}  // namespace

std::string duration(double seconds) {
  if (seconds < 9.95) return fmt::format("{:.2g} s", seconds);
  const auto s = static_cast<std::int64_t>(seconds + 0.5);
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{} min {} s", s / 60, s % 60);
  return fmt::format("{} h {} min", s / 3600, s % 3600 / 60);
}

std::string blocks_done(std::uint64_t done, std::uint64_t all) {
  return fmt::format("{} of {}", done, in_number(all, "block"));
}

std::string bytes_read(std::uint64_t done, std::uint64_t all) {
  const auto mega = [](std::uint64_t bytes) { return bytes / 1'000'000; };
  return all == 0 ? fmt::format("{} MB read", mega(done))
                  : fmt::format("{} of {} MB read", mega(done), mega(all));
}

std::string resamples_done(std::uint64_t done, std::uint64_t all) {
  return fmt::format("{} of {} resamples", done, all);
}

Progress::Progress(bool quiet, Wording wording)
    : wording_(wording), quiet_(quiet), terminal_(::isatty(STDERR_FILENO) != 0), start_(Clock::now()) {
  next_ = start_ + (terminal_ ? Clock::duration(first_after) : Clock::duration(every_in_log));
}

void Progress::operator()(std::uint64_t done, std::uint64_t all) {
  if (quiet_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + (terminal_ ? Clock::duration(every_on_terminal) : Clock::duration(every_in_log));
  std::string line = wording_(done, all);
  if (all >= done && done > before_) {
    const double elapsed = std::chrono::duration<double>(now - start_).count();
    line += ", " + duration(elapsed * static_cast<double>(all - done) / static_cast<double>(done - before_)) +
            " left";
  }
  std::fputs((terminal_ ? fmt::format("\r{:<60}", line) : line + "\n").c_str(), stderr);
  std::fflush(stderr);
  shown_ = true;
}

void Progress::begin(std::uint64_t done_before) {
  before_ = done_before;
  start_ = Clock::now();
}

void Progress::finish() {
  if (shown_ && terminal_) std::fputs(fmt::format("\r{:<60}\r", "").c_str(), stderr);
  shown_ = false;
}

}  // namespace plim::cli
