#pragma once
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

#include "plim/io/claims.hpp"

namespace plim {

/// Claims in a folder that all workers see, on any file system with hard links: workers/W is the worker's own
/// file, in which his heart beats; claims/PAGE/UNIT.ATTEMPT is a link to it; done/PAGE/UNIT says that a unit
/// is done. Calls are of one thread at a time.
class ClaimFolder final : public ClaimStore {
 public:
  /// Enlists a worker under a number above `others` that nobody had before; his heart beats from now on. The
  /// folder is to be there. Throws Error(cannot_create or io).
  ClaimFolder(std::filesystem::path folder, std::uint64_t others, std::chrono::milliseconds beat_every);
  ClaimFolder(const ClaimFolder&) = delete;
  ClaimFolder& operator=(const ClaimFolder&) = delete;
  /// Says that this worker will do no more.
  ~ClaimFolder() override;
  std::uint64_t worker() const noexcept { return worker_; }

  bool claim(std::uint64_t unit, unsigned attempt) override;
  void finish(std::uint64_t unit) override;
  std::vector<UnitState> page(std::uint64_t page) override;
  Pulse pulse(std::uint64_t unit, unsigned attempt) override;

 private:
  std::filesystem::path in(const char* kind, std::uint64_t unit) const;
  void enlist();
  void keep_beating(std::chrono::milliseconds every);
  void beat(bool ended) noexcept;
  bool is_mine(const std::filesystem::path& claim) const;

  std::filesystem::path folder_, own_;
  std::uint64_t worker_ = 0, beats_ = 0;
  int file_ = -1;
  std::mutex mutex_;
  std::condition_variable ends_;
  bool ended_ = false;
  std::thread heart_;
};

}  // namespace plim
