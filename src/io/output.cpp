#include "plim/io/output.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "plim/core/digest.hpp"
#include "plim/core/error.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

constexpr int most_attempts = 100, most_links = 40;

[[noreturn]] void fail(ExitCode code, const fs::path& path, const std::string& what, int error) {
  throw Error(code, path.string() + ": " + what + ": " + std::strerror(error));
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A name that nobody can foresee, and so cannot plant.
std::string unforeseen_name() {
  std::array<std::uint8_t, 8> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw Error(ExitCode::io,
                std::string("cannot make the name of a temporary file: ") + std::strerror(errno));
  return unfinished_prefix + hex(bytes) + ".tmp";
}

/// The folder of a place: opened before anything is renamed there, synced after, which makes the rename last.
class Folder {
 public:
  explicit Folder(const fs::path& place)
      : place_(place), file_(::open(folder_of(place).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (file_ < 0) fail(ExitCode::io, place, "cannot open its folder to sync it", errno);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { ::close(file_); }
  void sync() const {
    // File systems that cannot sync a folder say EINVAL and need not.
    while (::fsync(file_) != 0 && errno != EINVAL) {
      if (errno != EINTR) fail(ExitCode::io, place_, "is written, but its folder cannot be synced", errno);
    }
  }

 private:
  const fs::path& place_;
  int file_;
};

/// The permissions of the regular file in a place, none if there is nothing. Other things are not replaced.
std::optional<mode_t> permissions_of(const fs::path& place) {
  struct stat there {};
  if (::lstat(place.c_str(), &there) != 0) return std::nullopt;
  if (!S_ISREG(there.st_mode))
    throw Error(ExitCode::cannot_create, place.string() + ": is not a regular file");
  if ((there.st_mode & 0222) == 0)
    throw Error(ExitCode::cannot_create, place.string() + ": is read-only; it is left alone");
  return there.st_mode & 0777;
}

}  // namespace

fs::path place_of(const fs::path& name) {
  fs::path place = name;
  for (int links = 0; links < most_links; ++links) {
    std::error_code error;
    const fs::path next = fs::read_symlink(place, error);
    if (error) return place;
    place = place.parent_path() / next;
  }
  fail(ExitCode::cannot_create, name, "cannot follow the link", ELOOP);
}

OutputFile::OutputFile(fs::path place) : place_(std::move(place)), permissions_(permissions_of(place_)) {
  // What is written instead of a private file is private from the first byte on.
  const mode_t mode = permissions_ ? S_IRUSR | S_IWUSR : 0666;
  open_unnamed(mode);
  for (int attempt = 0; attempt < most_attempts && file_ < 0; ++attempt) {
    temporary_ = folder_of(place_) / unforeseen_name();
    file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file_ < 0 && errno != EEXIST && errno != EINTR) break;
  }
  if (file_ < 0) {
    fail(ExitCode::cannot_create, place_, "cannot create a file in " + folder_of(place_).string(), errno);
  }
}

/// Leaves it to a named file where there is no such thing, or no way to name it afterwards.
void OutputFile::open_unnamed(mode_t mode) {
  if (::access("/proc/self/fd", X_OK) != 0) return;
  file_ = ::open(folder_of(place_).c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, mode);
}

/// For the moment between the last byte and its place.
void OutputFile::give_name() {
  if (!temporary_.empty()) return;
  const std::string unnamed = "/proc/self/fd/" + std::to_string(file_);
  fs::path name = folder_of(place_) / unforeseen_name();
  if (::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0)
    fail(ExitCode::cannot_create, place_, "cannot create a file in " + folder_of(place_).string(), errno);
  temporary_ = std::move(name);
}

OutputFile::~OutputFile() {
  if (file_ >= 0) ::close(file_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (written == 0 || errno != EINTR) {
      fail(ExitCode::io, place_, "cannot write", written == 0 ? ENOSPC : errno);
    }
  }
}

void OutputFile::close(const char* what) {
  if (::close(std::exchange(file_, -1)) != 0) fail(ExitCode::io, place_, what, errno);
}

void OutputFile::commit(bool replace) {
  if (permissions_ && ::fchmod(file_, *permissions_) != 0)
    fail(ExitCode::io, place_, "cannot keep the permissions", errno);
  while (::fsync(file_) != 0) {
    if (errno != EINTR) fail(ExitCode::io, place_, "cannot sync", errno);
  }
  const Folder folder(place_);
  give_name();
  close("cannot close");
  if (replace) {
    if (std::rename(temporary_.c_str(), place_.c_str()) != 0)
      fail(ExitCode::io, place_, "cannot rename into place", errno);
    temporary_.clear();
  } else if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, place_.c_str(), RENAME_NOREPLACE) == 0) {
    temporary_.clear();
  } else if (errno != EINVAL || ::link(temporary_.c_str(), place_.c_str()) != 0) {
    // Network file systems know no such rename; what is linked goes by two names until this object is gone.
    fail(ExitCode::cannot_create, place_, "cannot create", errno);
  }
  folder.sync();
}

}  // namespace plim
