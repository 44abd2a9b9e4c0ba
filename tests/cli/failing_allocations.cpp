// Loaded into a program by LD_PRELOAD: allocation number FAIL_AT gives no memory, and then makes the file
// FAIL_MARK.
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

extern "C" void* __libc_malloc(std::size_t);

extern "C" void* malloc(std::size_t bytes) {
  static std::atomic<long> count = 0;
  const char* const at = std::getenv("FAIL_AT");
  if (at == nullptr || ++count != std::strtol(at, nullptr, 10)) return __libc_malloc(bytes);
  if (const char* mark = std::getenv("FAIL_MARK")) ::close(::open(mark, O_WRONLY | O_CREAT, 0644));
  errno = ENOMEM;
  return nullptr;
}
