#include "plim/engine/executor.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <mutex>
#include <new>
#include <optional>
#include <pthread.h>
#include <string>
#include <vector>

#include <omp.h>

#include "first_failure.hpp"
#include "plim/core/error.hpp"

namespace plim {
namespace {

// Four times what the deepest of the shipped studies needs, gamma_mle.
constexpr std::size_t least_stack = std::size_t{512} << 10;

/// The environment's variable of the stacks of OpenMP's threads, and the bytes in it (a number of K, or with
/// B, K, M or G behind it); 0 where it is not set or says nothing, and the stack is the system's usual one.
struct AskedStack {
  std::string variable;
  std::size_t bytes = 0;
};
AskedStack asked_stack() {
  for (const char* name : {"OMP_STACKSIZE", "GOMP_STACKSIZE"}) {
    const char* words = std::getenv(name);
    if (words == nullptr || std::strchr(words, '-') != nullptr) continue;
    char* unit = nullptr;
    errno = 0;
    const unsigned long number = std::strtoul(words, &unit, 10);
    if (unit == words || errno != 0) continue;
    unit += std::strspn(unit, " \t");
    const char* const units = "bBkKmMgG";
    const char* const found = *unit == '\0' ? units + 2 : std::strchr(units, *unit);
    if (found == nullptr) continue;
    const int shift = static_cast<int>((found - units) / 2) * 10;
    const bool fits = number <= std::numeric_limits<std::size_t>::max() >> shift;
    if (fits) return {std::string(name) + "=" + words, number << shift};
  }
  return {};
}

/// How many threads can be made at once with such stacks, up to `wanted`, and why no more. They do nothing,
/// and are gone afterwards.
struct Trial {
  int made = 0;
  std::string why;
};
Trial try_threads(int wanted, std::size_t stack) {
  // What the runtime and the threads themselves allocate must be left.
  const std::size_t margin = (std::size_t{1} << 20) + (static_cast<std::size_t>(wanted) << 16);
  const std::unique_ptr<char[]> left(new (std::nothrow) char[margin]);
  if (!left) return {0, std::strerror(ENOMEM)};
  std::vector<pthread_t> threads(static_cast<std::size_t>(wanted));
  pthread_attr_t attributes;
  ::pthread_attr_init(&attributes);
  if (stack > 0) ::pthread_attr_setstacksize(&attributes, stack);
  std::mutex gate;
  const auto wait = [](void* at) -> void* {
    const std::lock_guard lock(*static_cast<std::mutex*>(at));
    return nullptr;
  };
  Trial trial;
  {
    const std::lock_guard lock(gate);
    for (int error = 0; trial.made < wanted; ++trial.made) {
      error = ::pthread_create(&threads[static_cast<std::size_t>(trial.made)], &attributes, wait, &gate);
      if (error != 0) {
        trial.why = std::strerror(error);
        break;
      }
    }
  }
  for (int t = 0; t < trial.made; ++t) ::pthread_join(threads[static_cast<std::size_t>(t)], nullptr);
  ::pthread_attr_destroy(&attributes);
  return trial;
}

/// The same with the stacks that OpenMP gives its threads; none where these are too small for an estimator.
Trial try_openmp_threads(int wanted) {
  const AskedStack stack = asked_stack();
  if (stack.bytes > 0 && stack.bytes < least_stack)
    return {0, stack.variable + " gives them stacks of less than 512 KB"};
  Trial trial = try_threads(wanted, stack.bytes);
  if (!trial.why.empty() && stack.bytes > 0) trial.why += ", with " + stack.variable;
  return trial;
}

}  // namespace

ThreadChoice choose_threads(int option) {
  const auto variable = [](const char* name) {
    const char* const words = std::getenv(name);
    return words != nullptr ? std::optional<std::string>(words) : std::nullopt;
  };
  ThreadSources sources;
  sources.option = option;
  sources.slurm = variable("SLURM_CPUS_PER_TASK");
  sources.openmp = variable("OMP_NUM_THREADS");
  sources.taken = omp_get_max_threads();
  sources.limit = omp_get_thread_limit();
  sources.processors = processors();
  return choose_threads(sources);
}

/// OpenMP ends the program when the system makes no more threads; it keeps those that it has.
int Executor::available(int wanted) const {
  static std::atomic<int> made = 1;
  wanted = std::clamp(wanted, 1, threads_.load());
  if (wanted <= made) return wanted;
  const Trial trial = try_openmp_threads(wanted - 1);
  const int could = trial.made + 1;
  if (could == wanted) return made = wanted;
  if (choice_.asked)
    throw Error(ExitCode::resources, "only " + std::to_string(could) + " of " + std::to_string(wanted) +
                                         " threads can be made (" + trial.why +
                                         "); fewer are asked for by --threads, with the same numbers");
  return threads_ = could;
}

void Executor::run(std::uint64_t count, const std::function<void(std::uint64_t, int)>& job,
                   const std::function<bool()>& stop) const {
  FirstFailure failure;
  const auto n = static_cast<std::int64_t>(count);
  // No more threads than jobs: each costs a stack.
  const int threads = available(static_cast<int>(std::min<std::int64_t>(n, most_threads)));
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
  for (std::int64_t i = 0; i < n; ++i) {
    const auto index = static_cast<std::uint64_t>(i);
    if (failure.is_past(index)) continue;
    try {
      if (stop && stop()) continue;
      job(index, omp_get_thread_num());
    } catch (...) {
      failure.take(index, std::current_exception());
    }
  }
  failure.rethrow();
}

}  // namespace plim
