#include "plim/io/run_lock.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "plim/core/error.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

constexpr int patience = 5;

fs::path lock_path(const fs::path& out) { return out.string() + ".lock"; }

/// True if the file is still the one that goes by that name: its last holder may have taken it away.
bool is_there(int file, const fs::path& path) {
  struct stat held {
  }, named{};
  return ::fstat(file, &held) == 0 && ::lstat(path.c_str(), &named) == 0 && held.st_dev == named.st_dev &&
         held.st_ino == named.st_ino;
}

std::string text_of(int file) {
  std::array<char, 400> text{};
  const ssize_t size = ::pread(file, text.data(), text.size(), 0);
  return std::string(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
}

std::string who() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return "process " + std::to_string(::getpid()) + " on " + host.data();
}

}  // namespace

RunLock::RunLock(const fs::path& out) : path_(lock_path(out)) {
  const auto refuse = [&](const std::string& why) {
    const int error = errno;
    if (file_ >= 0) ::close(file_);
    throw Error(ExitCode::cannot_create, why + (error != 0 ? std::string(": ") + std::strerror(error) : ""));
  };
  for (int attempt = 0;; ++attempt) {
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    if (file_ < 0)
      refuse(out.string() + ": cannot create a file in " +
             (out.has_parent_path() ? out.parent_path().string() : "."));
    struct stat there {};
    if (::fstat(file_, &there) != 0) refuse(path_.string() + ": the output cannot be locked");
    if (!S_ISREG(there.st_mode)) {
      errno = 0;
      refuse(path_.string() + ": is no regular file, so the output cannot be locked");
    }
    if (::flock(file_, LOCK_EX | LOCK_NB) == 0) {
      held_ = is_there(file_, path_);
      if (held_) break;
      ::close(file_);
      continue;
    }
    if (errno != EWOULDBLOCK) {
      // A file system without locks: a file that says nothing is this program's.
      if (text_of(file_).empty()) ::unlink(path_.c_str());
      return;
    }
    const std::string holder = text_of(file_);
    // Its holder may be about to say its name; and who only looks at a lock holds it for that moment.
    if (attempt < patience) {
      ::close(file_);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      continue;
    }
    errno = 0;
    refuse(out.string() + ": is in use by " + (holder.empty() ? "another program" : holder) +
           "; wait for it, or name another output by --out");
  }
  const std::string name = who();
  if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, name.data(), name.size(), 0) < 0)
    errno = 0;  // only a name
}

RunLock::~RunLock() {
  if (held_) ::unlink(path_.c_str());
  ::close(file_);
}

std::string holder_of(const fs::path& out) {
  const int file = ::open(lock_path(out).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return "";
  const bool taken = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  const std::string holder = taken ? text_of(file) : "";
  ::close(file);
  return holder;
}

}  // namespace plim
