#include "plim/engine/thread_choice.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace plim {
namespace {

constexpr std::string_view blanks = " \t\n\v\f\r";

/// A number of threads in a text with nothing but blanks around it; 0 if it holds none.
int threads_in(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  text = text.substr(0, text.find_last_not_of(blanks) + 1);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::max(number, 0) : 0;
}

/// OMP_NUM_THREADS may be a list, of which plim has the first level alone. OpenMP itself warns of one that it
/// cannot read, and takes the processors.
bool openmp_takes(const ThreadSources& sources) {
  if (!sources.openmp) return false;
  const std::string_view text = *sources.openmp;
  return threads_in(text.substr(0, text.find(','))) == sources.taken;
}

}  // namespace

ThreadChoice choose_threads(const ThreadSources& sources) {
  ThreadChoice choice{sources.processors.number, sources.processors.from};
  const int slurm = sources.slurm ? threads_in(*sources.slurm) : 0;
  const bool usable = slurm > 0 && slurm <= most_threads;
  if (sources.option > 0) {
    choice = {sources.option, "--threads", true};
  } else if (usable) {
    choice = {slurm, "SLURM_CPUS_PER_TASK"};
  } else if (openmp_takes(sources)) {
    choice = {sources.taken, "OMP_NUM_THREADS"};
  }
  if (sources.option <= 0 && sources.slurm && !usable)
    choice.note = "SLURM_CPUS_PER_TASK is \"" + *sources.slurm + "\", no number from 1 to " +
                  std::to_string(most_threads) + ", and is not looked at";
  choice.number = std::clamp(choice.number, 1, most_threads);
  if (sources.limit > 0 && sources.limit < choice.number) {
    choice.number = sources.limit;
    choice.from = "OMP_THREAD_LIMIT";
  }
  return choice;
}

}  // namespace plim
