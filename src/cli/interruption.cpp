#include "interruption.hpp"

#include <atomic>
#include <charconv>
#include <string_view>

#include "plim/core/error.hpp"

namespace plim::cli {
namespace {

constexpr std::pair<int, const char*> signals[] = {
    {SIGINT, "SIGINT"}, {SIGTERM, "SIGTERM"}, {SIGHUP, "SIGHUP"}, {SIGUSR1, "SIGUSR1"}};

std::atomic<int> caught = 0;
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void note_signal(int signal) {
  if (caught.exchange(signal) == 0) return;
  std::signal(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace

double seconds_of(const std::string& text, const std::string& option) {
  constexpr std::pair<const char*, double> units[] = {{"", 1}, {"s", 1}, {"min", 60}, {"h", 3600}};
  double number = 0;
  const char *begin = text.data(), *end = begin + text.size();
  const auto [after, error] = std::from_chars(begin, end, number, std::chars_format::fixed);
  for (const auto& [unit, seconds] : units) {
    const double time = number * seconds;
    if (error == std::errc() && time > 0 && time < 1e9 && std::string_view(after, end) == unit) return time;
  }
  throw Error(ExitCode::usage,
              option + " is \"" + text + "\", but must be a time above 0, as 90, 90s, 10min or 1.5h");
}

Interruption::Interruption(std::optional<Clock::time_point> deadline) : deadline_(deadline) {
  caught = 0;
  for (const auto& [signal, name] : signals) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (signal == SIGHUP && before.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = SA_RESTART;
    ::sigaction(signal, &action, nullptr);
    before_.emplace_back(signal, before);
  }
}

Interruption::~Interruption() {
  for (const auto& [signal, action] : before_) ::sigaction(signal, &action, nullptr);
}

bool Interruption::stops() const {
  return caught.load(std::memory_order_relaxed) != 0 || (deadline_ && Clock::now() >= *deadline_);
}

std::string Interruption::cause() const {
  for (const auto& [signal, name] : signals) {
    if (signal == caught.load(std::memory_order_relaxed)) return name;
  }
  return "--max-time";
}

}  // namespace plim::cli
