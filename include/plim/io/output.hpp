#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace plim {

/// The file that a name stands for: a symbolic link is followed, also to what is not there yet, so that what
/// it points to is replaced and the link stays. To be asked once, before anything is looked at or written.
/// Throws Error(cannot_create) if links lead in a circle.
std::filesystem::path place_of(const std::filesystem::path& name);

/// With which the names of files begin that are being written, and of those whose program was killed just
/// then.
inline constexpr const char* unfinished_prefix = ".plim-";

/// A file that appears in its place whole or not at all: written without a name where the file system can do
/// that, so that a killed program leaves nothing behind, else under one of its own in the same folder;
/// synced, and renamed by commit(). Every call's result is looked at.
class OutputFile {
 public:
  /// Throws Error(cannot_create) if the folder takes no file, or what is in the place is read-only or no
  /// regular file.
  explicit OutputFile(std::filesystem::path place);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  /// Leaves nothing behind unless committed.
  ~OutputFile();

  /// Throws Error(io).
  void write(std::string_view bytes);
  /// Replaces what is in the place and keeps its permissions, or, unless `replace`, throws
  /// Error(cannot_create) if anything is there. Throws Error(io) if the file cannot be made safe.
  void commit(bool replace = true);

 private:
  void open_unnamed(mode_t mode);
  void give_name();
  void close(const char* what);

  std::filesystem::path place_, temporary_;
  std::optional<mode_t> permissions_;  // of what is in the place
  int file_ = -1;
};

}  // namespace plim
