#pragma once
#include <optional>
#include <string>

#include "plim/core/processors.hpp"

namespace plim {

/// That may be asked for, whatever OMP_NUM_THREADS says.
inline constexpr int most_threads = 4096;

/// What may say how many threads there are to be.
struct ThreadSources {
  int option = 0;                            // --threads; 0: not given
  std::optional<std::string> slurm, openmp;  // SLURM_CPUS_PER_TASK and OMP_NUM_THREADS, if set
  int taken = 1;                             // what OpenMP makes of the second
  int limit = most_threads;                  // OMP_THREAD_LIMIT
  Processors processors = {};
};

/// How many threads there are to be, and what says so.
struct ThreadChoice {
  int number = 1;
  std::string from = "processors";
  bool asked = false;     // by --threads: to be refused where so many cannot be made; else fewer are taken
  std::string note = {};  // what is to be said of a variable that is not looked at, else ""
};

/// By the first of --threads, SLURM_CPUS_PER_TASK, OMP_NUM_THREADS and the processors at hand that says a
/// number; no more than OMP_THREAD_LIMIT, with which OpenMP makes no more.
ThreadChoice choose_threads(const ThreadSources& sources);

}  // namespace plim
