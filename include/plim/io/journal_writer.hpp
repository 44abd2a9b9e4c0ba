#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace plim {

/// Appends frames to a journal: from the begin of work in memory, after a while in the file, which is synced
/// on a timer. What is appended before `begin_after` is over costs no file.
class JournalWriter {
 public:
  struct Timing {
    std::chrono::milliseconds begin_after{1000}, sync_every{2000};
  };
  /// `head`: the frames that a new file begins with, made when it is begun. `good`: the bytes of whole frames
  /// of a file that is there, behind which it goes on, at once; whatever is behind them is cut off. A new
  /// file must not be there.
  JournalWriter(std::filesystem::path path, std::function<std::string()> head, std::uint64_t good,
                Timing timing);
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;
  ~JournalWriter();

  /// Appends whole frames that hold so many blocks; from any thread.
  void append(std::string_view frames, std::uint64_t blocks);
  /// Makes safe what was appended so far, in a file that is begun now if it was not. Throws Error(io).
  void sync();
  /// True once the file cannot be written: nothing more is, and finish() says why.
  bool failed() const noexcept { return failed_.load(std::memory_order_relaxed); }
  /// Ends the writing: syncs what there is. Throws Error(io) if anything could not be written. `begin`: also
  /// a file that is not begun yet.
  void finish(bool begin = false);
  bool begun() const noexcept { return file_ >= 0; }

 private:
  void keep_time();
  void look_at_time(std::unique_lock<std::mutex>& lock);
  void sync_now(std::unique_lock<std::mutex>& lock);
  void open_file();
  void write(std::string_view bytes);
  void write_beat();
  void fail(const std::string& what);
  void guarded(const std::function<void()>& work);

  std::filesystem::path path_;
  std::function<std::string()> head_;
  Timing timing_;
  std::chrono::steady_clock::time_point start_, synced_;
  std::mutex mutex_;  // of the following
  std::condition_variable ends_;
  std::string waiting_;  // frames before the file is begun
  std::uint64_t good_ = 0, blocks_ = 0;
  int file_ = -1;
  bool ended_ = false, unsynced_ = false;
  std::exception_ptr error_;
  std::atomic<bool> failed_ = false;
  std::thread clock_;
};

}  // namespace plim
