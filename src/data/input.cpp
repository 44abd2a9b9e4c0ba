#include "plim/data/input.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "plim/core/error.hpp"

namespace plim {
namespace {

/// `expected`: how many bytes there may be.
std::string read_all(std::FILE* file, const std::string& name, std::size_t expected) {
  std::string bytes;
  std::size_t size = 0;
  do {
    bytes.resize(size == 0 ? expected + 1 : size + std::max<std::size_t>(size / 2, std::size_t{1} << 16));
    size += std::fread(bytes.data() + size, 1, bytes.size() - size, file);
  } while (size == bytes.size());
  if (std::ferror(file) != 0)
    throw Error(ExitCode::no_input, name + ": cannot read: " + std::strerror(errno));
  bytes.resize(size);
  return bytes;
}

}  // namespace

std::string read_file(const std::filesystem::path& path, bool pipes) {
  const std::string name = path.string();
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (std::filesystem::is_directory(status))
    throw Error(ExitCode::no_input, name + ": is a directory, not a data file");
  if (!std::filesystem::is_regular_file(status) && !(pipes && std::filesystem::is_fifo(status))) {
    const bool absent = status.type() == std::filesystem::file_type::not_found;
    throw Error(ExitCode::no_input, name + ": " +
                                        (absent  ? "no such file"
                                         : error ? error.message()
                                                 : "is not a regular file"));
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(name.c_str(), "rb"), std::fclose);
  if (!file) throw Error(ExitCode::no_input, name + ": cannot read: " + std::strerror(errno));
  const std::uintmax_t size = std::filesystem::file_size(path, error);  // of a pipe: an error
  return read_all(file.get(), name, error ? 0 : static_cast<std::size_t>(size));
}

std::string read_standard_input() { return read_all(stdin, "standard input", 0); }

}  // namespace plim
