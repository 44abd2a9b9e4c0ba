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
      good_(good) {
  if (good_ > 0) open_file();
  // Signals are for the threads that were there before.
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  guarded([this] {
    try {
      clock_ = std::thread([this] { keep_time(); });
    } catch (const std::system_error& error) {
      throw Error(ExitCode::resources,
                  path_.string() + ": cannot start the thread that keeps it: " + error.code().message());
    }
  });
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
    // It is there with its head or not at all, wherever the program is killed.
    OutputFile file(path_);
    file.write(head_());
    file.commit(false);
  }
  file_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
  if (file_ < 0) fail(fresh ? "cannot open the journal" : "cannot go on with the journal");
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
  const std::lock_guard lock(mutex_);
  if (file_ < 0) {
    if (!failed()) waiting_ += frames;
  } else {
    guarded([&] { write(frames); });
  }
  blocks_ += blocks;
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
  if (file_ < 0 && !ends_.wait_for(lock, timing_.begin_after, [this] { return ended_; }))
    guarded([this] { open_file(); });
  while (!ends_.wait_for(lock, timing_.sync_every, [this] { return ended_; })) {
    if (!unsynced_ || failed()) continue;
    guarded([this] { write_beat(); });
    unsynced_ = false;
    // Others go on appending meanwhile.
    const int file = file_;
    lock.unlock();
    const int result = ::fdatasync(file);
    const int why = errno;
    lock.lock();
    errno = why;
    if (result != 0 && why != EINVAL) guarded([this] { fail("cannot sync the journal"); });
  }
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
