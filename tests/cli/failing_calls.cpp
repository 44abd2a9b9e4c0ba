// Loaded into a program by LD_PRELOAD: one call of a function that writes files fails, or is the last that
// the program makes.
//
//   FAIL_CALL   open, write, fsync, fdatasync, fchmod, ftruncate, close, flock, link, linkat, mkdir, rename,
//               renameat2 or unlink (remove is one too); H5Dclose, which is on no file
//   FAIL_AT     which of its calls on files under FAIL_UNDER, from 1
//   FAIL_HOW    the errno, or "short" for a write of half the bytes, "full" for one after which the disk is
//               full, "kill" for SIGKILL before the call, "stop" for SIGSTOP, "torn" for SIGKILL after half
//               of the bytes
//   FAIL_EVER   if set, all later calls fail too
//   FAIL_MARK   a file that is made when the first call has failed
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

std::string set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

template <class F>
F* real(const char* name) {
  return reinterpret_cast<F*>(::dlsym(RTLD_NEXT, name));
}

/// The path of an open file.
std::string path_of(int file) {
  char path[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(file);
  const ssize_t length = ::readlink(link.c_str(), path, sizeof path);
  return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

/// True if this call is to fail.
bool fails(const char* call, const std::string& path) {
  static std::atomic<long> count = 0;
  if (set("FAIL_CALL") != call || path.find(set("FAIL_UNDER")) == std::string::npos) return false;
  const long at = std::strtol(set("FAIL_AT").c_str(), nullptr, 10), now = ++count;
  if (now < at || (now > at && set("FAIL_EVER").empty())) return false;
  if (now == at) {
    const int mark =
        real<int(const char*, int, ...)>("open")(set("FAIL_MARK").c_str(), O_WRONLY | O_CREAT, 0644);
    real<int(int)>("close")(mark);
  }
  const std::string how = set("FAIL_HOW");
  if (how == "kill") ::raise(SIGKILL);
  if (how == "stop") {
    ::kill(::getpid(), SIGSTOP);
    return false;
  }
  errno = std::atoi(how.c_str());
  return true;
}

std::string absolute(const char* path) {
  char folder[4096];
  return path[0] == '/' || ::getcwd(folder, sizeof folder) == nullptr ? path
                                                                      : std::string(folder) + "/" + path;
}

int open_file(const char* name, const char* path, int flags, mode_t mode) {
  if ((flags & (O_WRONLY | O_RDWR | O_DIRECTORY)) != 0 && fails("open", absolute(path))) return -1;
  return real<int(const char*, int, ...)>(name)(path, flags, mode);
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return open_file("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return open_file("open64", path, flags, mode);
}

ssize_t write(int file, const void* bytes, size_t size) {
  const auto write_all = real<ssize_t(int, const void*, size_t)>("write");
  static std::atomic<bool> is_first = true;
  if (!fails("write", path_of(file))) return write_all(file, bytes, size);
  const std::string how = set("FAIL_HOW");
  if (how == "torn") {
    write_all(file, bytes, size / 2);
    ::raise(SIGKILL);
  }
  if ((how == "short" || (how == "full" && is_first.exchange(false))) && size > 1)
    return write_all(file, bytes, size / 2);
  if (how == "full") errno = ENOSPC;
  return -1;
}

int fsync(int file) { return fails("fsync", path_of(file)) ? -1 : real<int(int)>("fsync")(file); }

int fdatasync(int file) { return fails("fdatasync", path_of(file)) ? -1 : real<int(int)>("fdatasync")(file); }

int ftruncate(int file, off_t size) noexcept {
  return fails("ftruncate", path_of(file)) ? -1 : real<int(int, off_t)>("ftruncate")(file, size);
}

int flock(int file, int operation) noexcept {
  return fails("flock", path_of(file)) ? -1 : real<int(int, int)>("flock")(file, operation);
}

int linkat(int a, const char* from, int b, const char* to, int flags) noexcept {
  if (fails("linkat", absolute(to))) return -1;
  return real<int(int, const char*, int, const char*, int)>("linkat")(a, from, b, to, flags);
}

int link(const char* from, const char* to) noexcept {
  if (fails("link", absolute(to))) return -1;
  return real<int(const char*, const char*)>("link")(from, to);
}

int mkdir(const char* path, mode_t mode) noexcept {
  if (fails("mkdir", absolute(path))) return -1;
  return real<int(const char*, mode_t)>("mkdir")(path, mode);
}

int unlink(const char* path) noexcept {
  return fails("unlink", absolute(path)) ? -1 : real<int(const char*)>("unlink")(path);
}

/// What std::filesystem calls to unlink a file.
int remove(const char* path) noexcept {
  return fails("unlink", absolute(path)) ? -1 : real<int(const char*)>("remove")(path);
}

int fchmod(int file, mode_t mode) {
  return fails("fchmod", path_of(file)) ? -1 : real<int(int, mode_t)>("fchmod")(file, mode);
}

int close(int file) {
  const bool failed = fails("close", path_of(file));
  const int error = errno, done = real<int(int)>("close")(file);
  if (!failed) return done;
  errno = error;
  return -1;
}

int rename(const char* from, const char* to) noexcept {
  return fails("rename", absolute(to)) ? -1 : real<int(const char*, const char*)>("rename")(from, to);
}

int renameat2(int a, const char* from, int b, const char* to, unsigned flags) noexcept {
  if (fails("renameat2", absolute(to))) return -1;
  return real<int(int, const char*, int, const char*, unsigned)>("renameat2")(a, from, b, to, flags);
}

int H5Dclose(std::int64_t id) {
  const int done = real<int(std::int64_t)>("H5Dclose")(id);
  return fails("H5Dclose", set("FAIL_UNDER")) ? -1 : done;
}
}
