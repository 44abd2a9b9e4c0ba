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

constexpr int most_attempts = 100;

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
  return ".plim-" + hex(bytes) + ".tmp";
}

/// Makes a rename last. File systems that cannot sync a folder say EINVAL and need not.
void sync_folder(const fs::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) fail(ExitCode::io, folder, "cannot open to sync", errno);
  const bool synced = ::fsync(file) == 0 || errno == EINVAL;
  const int error = errno;
  ::close(file);
  if (!synced) fail(ExitCode::io, folder, "cannot sync", error);
}

}  // namespace

fs::path place_of(const fs::path& name) {
  std::error_code error;
  if (!fs::is_symlink(name, error)) return name;
  const fs::path place = fs::weakly_canonical(name, error);
  if (error) throw Error(ExitCode::cannot_create, name.string() + ": " + error.message());
  return place;
}

OutputFile::OutputFile(fs::path place) : place_(std::move(place)) {
  for (int attempt = 0; attempt < most_attempts && file_ < 0; ++attempt) {
    temporary_ = folder_of(place_) / unforeseen_name();
    file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file_ < 0 && errno != EEXIST && errno != EINTR) break;
  }
  if (file_ < 0) {
    fail(ExitCode::cannot_create, place_, "cannot create a file in " + folder_of(place_).string(), errno);
  }
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
  struct stat there {};
  const bool keeps_mode = replace && ::stat(place_.c_str(), &there) == 0;
  if (keeps_mode && ::fchmod(file_, there.st_mode & 07777) != 0)
    fail(ExitCode::io, place_, "cannot keep the permissions", errno);
  if (::fsync(file_) != 0) fail(ExitCode::io, place_, "cannot sync", errno);
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
  sync_folder(folder_of(place_));
}

}  // namespace plim
