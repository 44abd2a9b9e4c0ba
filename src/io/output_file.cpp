#include <cerrno>
#include <cstring>
#include <unistd.h>

#include "plim/core/error.hpp"
#include "plim/io/h5.hpp"
#include "plim/io/results_file.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& out, const std::string& why) {
  throw Error(ExitCode::cannot_create, out.string() + ": " + why);
}

bool is_plim_file(const fs::path& path) {
  try {
    return h5::Reader(path).text("/", "filetype") == "plim-results";
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

void check_output(const fs::path& out, const std::vector<fs::path>& inputs) {
  std::error_code error;
  for (const fs::path& input : inputs) {
    if (fs::equivalent(out, input, error))
      refuse(out, "is an input of the study; name another output by --out");
  }
  const fs::path parent = out.has_parent_path() ? out.parent_path() : fs::path(".");
  if (out.filename().empty() || fs::is_directory(out, error)) refuse(out, "is a directory; name a file");
  if (!fs::is_directory(parent, error)) refuse(out, "the directory " + parent.string() + " does not exist");
  if (fs::exists(out, error) && !is_plim_file(out))
    refuse(out, "exists and is not a result file of plim; it is left alone");
  // Only an attempt tells whether the directory takes a file: permissions, quotas, read-only and virtual
  // mounts.
  std::string attempt = (parent / ".plim-XXXXXX").string();
  const int file = ::mkstemp(attempt.data());
  if (file < 0) refuse(out, "cannot create a file in " + parent.string() + ": " + std::strerror(errno));
  ::close(file);
  ::unlink(attempt.c_str());
}

}  // namespace plim
