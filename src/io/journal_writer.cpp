#include "plim/io/journal_writer.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "plim/accumulate/bytes.hpp"
#include "plim/io/journal.hpp"
#include "plim/io/output.hpp"

namespace plim {

JournalWriter::JournalWriter(std::filesystem::path path, std::function<std::string()> head,
                             std::uint64_t good, Timing timing)
    : path_(std::move(path)),
      head_(std::move(head)),
      timing_(timing),
      start_(std::chrono::steady_clock::now()),
      synced_(start_),
      good_(good) {
  if (good_ > 0) open_file();
  // Signals are for the threads that were there before.
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    clock_ = std::thread([this] { keep_time(); });
  } catch (const std::system_error&) {
    // No thread can be made: who appends looks at the time.
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

JournalWriter::~JournalWriter() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ends_.notify_all();
  if (clock_.joinable()) clock_.join();
  if (file_ >= 0) ::close(file_);
}

void JournalWriter::fail(const std::string& what) {
  throw Error(ExitCode::io, path_.string() + ": " + what + ": " + std::strerror(errno));
}

/// Under the lock.
void JournalWriter::guarded(const std::function<void()>& work) {
  try {
    if (!failed()) work();
  } catch (...) {
    error_ = std::current_exception();
    failed_ = true;
  }
}

/// Under the lock, or before there are threads.
void JournalWriter::open_file() {
  const bool fresh = good_ == 0;
  if (fresh) {
    // With its header or not at all: without one nobody could go on from it, nor tell whose it is.
    OutputFile begun(path_);
    begun.write(head_());
    begun.commit(false);
  }
  file_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
  if (file_ < 0) fail("cannot go on with the journal");
  if (!fresh) {
    if (::ftruncate(file_, static_cast<off_t>(good_)) != 0) fail("cannot cut off what is not whole");
    write(head_());
  }
  write(std::exchange(waiting_, {}));
}

void JournalWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written == 0) errno = ENOSPC;
    if (written <= 0) fail("cannot write the journal");
    bytes.remove_prefix(static_cast<std::size_t>(written));
    unsynced_ = true;
  }
}

void JournalWriter::append(std::string_view frames, std::uint64_t blocks) {
  std::unique_lock lock(mutex_);
  if (file_ < 0) {
    if (!failed()) waiting_ += frames;
  } else {
    guarded([&] { write(frames); });
  }
  blocks_ += blocks;
  if (!clock_.joinable()) look_at_time(lock);
}

/// What the clock does, where there is none.
void JournalWriter::look_at_time(std::unique_lock<std::mutex>& lock) {
  const auto now = std::chrono::steady_clock::now();
  if (file_ < 0 && now - start_ >= timing_.begin_after) guarded([this] { open_file(); });
  if (file_ < 0 || now - synced_ < timing_.sync_every) return;
  synced_ = now;
  sync_now(lock);
}

void JournalWriter::write_beat() {
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start_;
  ByteWriter beat;
  beat(seconds.count());
  beat(blocks_);
  write(frame_of(FrameKind::beat, beat.text()));
}

void JournalWriter::keep_time() {
  std::unique_lock lock(mutex_);
  const bool ended = file_ < 0 && ends_.wait_for(lock, timing_.begin_after, [this] { return ended_; });
  if (file_ < 0 && !ended) guarded([this] { open_file(); });
  while (!ends_.wait_for(lock, timing_.sync_every, [this] { return ended_; })) {
    sync_now(lock);
  }
}

/// Others go on appending meanwhile.
void JournalWriter::sync_now(std::unique_lock<std::mutex>& lock) {
  if (!unsynced_ || failed()) return;
  guarded([this] { write_beat(); });
  unsynced_ = false;
  const int file = file_;
  lock.unlock();
  const int result = ::fdatasync(file);
  const int why = errno;
  lock.lock();
  errno = why;
  if (result != 0 && why != EINVAL) guarded([this] { fail("cannot sync the journal"); });
}

void JournalWriter::sync() {
  std::unique_lock lock(mutex_);
  if (file_ < 0) guarded([this] { open_file(); });
  unsynced_ = true;  // the clock may have begun to, and not be through
  sync_now(lock);
  if (error_) std::rethrow_exception(error_);
}

void JournalWriter::finish(bool begin) {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ends_.notify_all();
  if (clock_.joinable()) clock_.join();
  guarded([&] {
    if (file_ < 0 && begin) open_file();
    if (file_ < 0) return;
    write_beat();
    if (::fdatasync(file_) != 0 && errno != EINVAL) fail("cannot sync the journal");
  });
  if (error_) std::rethrow_exception(error_);
}

}  // namespace plim
