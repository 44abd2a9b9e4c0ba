#pragma once
#include <filesystem>

namespace plim {

/// Keeps a second program from the same output, as long as it lives: a lock that the system gives back
/// however the program ends, on a file beside the output (its name with .lock behind it) that says who holds
/// it and is gone afterwards.
class RunLock {
 public:
  /// Throws Error(cannot_create) that names process and host of the holder if it is taken. File systems that
  /// know no locks let everybody in.
  explicit RunLock(const std::filesystem::path& out);
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;
  ~RunLock();

 private:
  std::filesystem::path path_;
  int file_ = -1;
  bool held_ = false;  // else the file system knows no locks, and the file may be that of another program
};

/// Who holds the lock of an output, as "process 123 on host"; empty if nobody does.
std::string holder_of(const std::filesystem::path& out);

}  // namespace plim
