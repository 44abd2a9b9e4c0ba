#include "confined.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <optional>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "child_limits.hpp"
#include "plim/core/error.hpp"
#include "plim/core/memory.hpp"

namespace plim {
namespace {

constexpr char complete = '\n';  // the last byte of a child that ended well
enum ChildExit : int { ended = 0, failed = 1, no_memory = 2, told = 3 };

/// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  operator int() const noexcept { return number_; }

 private:
  int number_;
};

/// No signal reaches the child, for whose handlers it is not made, while this stands; those that a fault
/// raises end it all the same.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

void write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(to, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) ::_exit(failed);  // nobody listens
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Small pieces are written together.
class Outlet {
 public:
  explicit Outlet(int to) : to_(to) {}
  void operator()(std::string_view bytes) {
    if (held_.size() + bytes.size() > most) flush();
    if (bytes.size() > most) return write_all(to_, bytes);
    held_ += bytes;
  }
  void flush() {
    write_all(to_, held_);
    held_.clear();
  }

 private:
  static constexpr std::size_t most = std::size_t{1} << 16;
  int to_;
  std::string held_;
};

/// An error, for a parent that trusts its child.
[[noreturn]] void tell(int to, const Error& error) {
  write_all(to, std::string(1, static_cast<char>(error.code())) + error.what());
  ::_exit(told);
}

/// `limits`: none for work that is plim's own.
[[noreturn]] void run_child(const Confinement* limits, std::size_t space, int pipe,
                            const std::function<void(const Write&)>& work) {
  int out = pipe;
  try {
    out = ::fcntl(pipe, F_DUPFD_CLOEXEC, 3);  // it may be a standard one that was closed
    set_child_apart(limits, space);
    Outlet outlet(out);
    work([&outlet](std::string_view bytes) { outlet(bytes); });
    outlet(std::string_view(&complete, 1));
    outlet.flush();
    ::_exit(ended);
  } catch (const std::bad_alloc&) {
    ::_exit(no_memory);
  } catch (const Error& error) {
    if (limits == nullptr) tell(out, error);
    ::_exit(failed);
  } catch (...) {
    ::_exit(failed);
  }
}

/// What the parent has of its child.
struct Received {
  std::string bytes;
  bool too_late = false, too_long = false;
  int status = 0;
};

using Clock = std::chrono::steady_clock;

/// Whether there is something to read before that time.
bool readable(int pipe, Clock::time_point end) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    pollfd waited{pipe, POLLIN, 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR && errno != EAGAIN)
      throw Error(ExitCode::io, std::string("cannot wait for a process: ") + std::strerror(errno));
  }
}

Received receive(int pipe, const Confinement* limits, std::size_t expected) {
  const std::size_t least = std::max(expected, std::size_t{1} << 18);
  const Clock::time_point end = Clock::now() + (limits != nullptr ? limits->time : std::chrono::hours(0));
  Received received;
  std::size_t size = 0;
  while (limits == nullptr || size <= limits->output + sizeof complete) {
    if (limits != nullptr && !readable(pipe, end)) {
      received.too_late = true;
      return received;
    }
    if (size == received.bytes.size()) received.bytes.resize(std::max(least, 2 * size));
    const ssize_t got = ::read(pipe, received.bytes.data() + size, received.bytes.size() - size);
    if (got < 0 && errno != EINTR)
      throw Error(ExitCode::io, std::string("cannot read from a process: ") + std::strerror(errno));
    if (got == 0) {
      received.bytes.resize(size);
      return received;
    }
    if (got > 0) size += static_cast<std::size_t>(got);
  }
  received.too_long = true;
  return received;
}

/// Ends a child, which may have ended, and returns its status; 0 if the system keeps none.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) end();
  }
  int end() {
    const pid_t pid = std::exchange(pid_, 0);
    int status = 0;
    if (::waitpid(pid, &status, WNOHANG) != 0) return status;
    ::kill(pid, SIGKILL);
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

 private:
  pid_t pid_;
};

[[noreturn]] void damaged(const std::string& how) { throw Error(ExitCode::data, "is damaged: " + how); }

std::string checked_bytes(Received received, const Confinement& limits) {
  const int status = received.status;
  if (received.too_late)
    damaged("it cannot be read within " + std::to_string(limits.time.count() / 1000) + " s");
  if (received.too_long || (WIFEXITED(status) && WEXITSTATUS(status) == no_memory))
    damaged("reading it takes more memory than a file of its size can need");
  if (received.bytes.empty() || received.bytes.back() != complete) {
    damaged(WIFSIGNALED(status) ? "reading it ended in signal " + std::to_string(WTERMSIG(status))
                                : std::string("it cannot be read to its end"));
  }
  received.bytes.pop_back();
  return std::move(received.bytes);
}

/// Nothing if no process can be made, of which errno tells why.
std::optional<Received> in_child(const Confinement* limits, std::size_t expected,
                                 const std::function<void(const Write&)>& work) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  Descriptor in(ends[0]), out(ends[1]);
  ::fcntl(out, F_SETPIPE_SZ, 1 << 20);  // fewer turns; as the system likes
  const std::size_t space = address_space();
  pid_t pid = -1;
  {
    const SignalsHeld held;
    pid = ::fork();
    if (pid == 0) run_child(limits, space, out, work);
  }
  if (pid < 0) return std::nullopt;
  Child child(pid);
  out.close();
  Received received = receive(in, limits, expected);
  received.status = child.end();
  return received;
}

}  // namespace

std::string confined(const Confinement& limits, const std::function<void(const Write&)>& work) {
  std::optional<Received> received = in_child(&limits, 0, work);
  if (!received) throw Error(ExitCode::io, std::string("cannot start a process: ") + std::strerror(errno));
  return checked_bytes(std::move(*received), limits);
}

std::string made_apart(const std::string& purpose, std::size_t expected,
                       const std::function<void(const Write&)>& work) {
  std::optional<Received> received = in_child(nullptr, expected, work);
  if (!received) {
    std::string here;
    work([&here](std::string_view bytes) { here += bytes; });
    return here;
  }
  std::string& bytes = received->bytes;
  const bool alive = WIFEXITED(received->status);
  if (alive && WEXITSTATUS(received->status) == ended && !bytes.empty() && bytes.back() == complete) {
    bytes.pop_back();
    return std::move(bytes);
  }
  if (alive && WEXITSTATUS(received->status) == told && !bytes.empty())
    throw Error(static_cast<ExitCode>(bytes.front()), bytes.substr(1));
  throw OutOfMemory(purpose);
}

}  // namespace plim
