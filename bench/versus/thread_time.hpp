#pragma once
#include <ctime>

namespace plim::versus {

/// CPU seconds of this thread so far.
inline double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// CPU seconds of one call of `work`, of as many calls as take `seconds`.
template <class Work>
double seconds_of(const Work& work, double seconds) {
  work();
  double calls = 0, taken = 0;
  for (const double begin = cpu_seconds(); taken < seconds; taken = cpu_seconds() - begin, ++calls) work();
  return taken / calls;
}

}  // namespace plim::versus
