#include "child_limits.hpp"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PLIM_SHADOW_MEMORY 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PLIM_SHADOW_MEMORY 1
#endif
#endif

namespace plim {
namespace {

// Sanitisers map more memory than any limit, and report on the standard error.
#ifdef PLIM_SHADOW_MEMORY
constexpr bool has_shadow = true;
#else
constexpr bool has_shadow = false;
#endif

void lower(int resource, rlim_t value) {
  rlimit limit{};
  if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) return;
  limit.rlim_max = std::min(limit.rlim_max, value);
  limit.rlim_cur = std::min(limit.rlim_cur, limit.rlim_max);
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &limit);
}

/// Standard input and output, which are the parent's, give and take nothing; what libraries say of themselves
/// before they abort does not reach the terminal.
void cut_off_terminal() {
  const int nothing = ::open("/dev/null", O_RDWR);
  for (int stream = 0; stream <= (has_shadow ? 1 : 2); ++stream) {
    if (nothing < 0) {
      ::close(stream);
    } else if (nothing != stream) {
      ::dup2(nothing, stream);
    }
  }
}

}  // namespace

std::size_t address_space() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void set_child_apart(const Confinement* limits, std::size_t space) {
  cut_off_terminal();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
  lower(RLIMIT_CORE, 0);
  if (limits == nullptr) return;
  lower(RLIMIT_CPU, static_cast<rlim_t>(std::chrono::ceil<std::chrono::seconds>(limits->time).count()));
  if (has_shadow) return;
  lower(RLIMIT_NOFILE, 0);
  if (space > 0) lower(RLIMIT_AS, space + limits->memory);
}

}  // namespace plim
