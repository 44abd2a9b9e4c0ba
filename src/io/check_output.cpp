#include "plim/core/error.hpp"
#include "plim/io/h5.hpp"
#include "plim/io/output.hpp"
#include "plim/io/results_file.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& out, const std::string& why) {
  throw Error(ExitCode::cannot_create, out.string() + ": " + why);
}

/// Whether something is an attribute of the whole file, or tells that there are verdicts.
bool is_of_the_root(const std::string& path, std::string_view attribute) {
  return attribute.empty() ? path == "checks" : path.empty();
}

/// What a result file says of itself; nothing if it is none.
std::optional<ExistingResult> result_in(const fs::path& path) {
  try {
    const h5::Reader file(path, true, is_of_the_root);
    if (file.text("/", "filetype") != "plim-results") return std::nullopt;
    return ExistingResult{file.text("/", "title").value_or(""), file.text("/", "seed").value_or(""),
                          file.integer("/", "replicates").value_or(0),
                          file.integer("/", "partial").value_or(0) != 0, file.has("checks")};
  } catch (const Error& error) {
    if (error.code() == ExitCode::io) throw;  // no process could be made: nothing is known
    return std::nullopt;
  }
}

}  // namespace

void check_place(const fs::path& out, const std::vector<fs::path>& inputs) {
  std::error_code error;
  for (const fs::path& input : inputs) {
    if (fs::equivalent(out, input, error))
      refuse(out, "is an input of the study; name another output by --out");
  }
  const fs::path parent = out.has_parent_path() ? out.parent_path() : fs::path(".");
  if (out.filename().empty() || fs::is_directory(out, error)) refuse(out, "is a directory; name a file");
  if (!fs::is_directory(parent, error)) refuse(out, "the directory " + parent.string() + " does not exist");
}

std::optional<ExistingResult> check_output(const fs::path& out, const std::vector<fs::path>& inputs) {
  check_place(out, inputs);
  std::error_code error;
  std::optional<ExistingResult> there;
  if (fs::exists(out, error)) {
    there = result_in(out);
    if (!there)
      refuse(out,
             "exists and is not a result file of plim, or one that is damaged, changed or of an older plim; "
             "it is left "
             "alone");
  }
  if (error) refuse(out, error.message());
  // Only an attempt tells whether the directory takes a file: permissions, quotas, read-only and virtual
  // mounts.
  OutputFile{out};
  return there;
}

}  // namespace plim
