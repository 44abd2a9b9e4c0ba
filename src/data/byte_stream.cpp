#include "plim/data/byte_stream.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>

#include "plim/core/error.hpp"

namespace plim {
namespace {

class MemoryBytes final : public ByteStream {
 public:
  explicit MemoryBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  std::size_t read(char* to, std::size_t most) override {
    const std::size_t n = std::min(most, bytes_.size() - at_);
    std::memcpy(to, bytes_.data() + at_, n);
    at_ += n;
    return n;
  }
  void rewind() override { at_ = 0; }
  std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, Close>;

class FileBytes final : public ByteStream {
 public:
  /// `size`: of a regular file; 0 for a pipe.
  FileBytes(File file, std::string name, std::uint64_t size, bool regular, const InputLimits& limits)
      : file_(std::move(file)), name_(std::move(name)), size_(size), regular_(regular), limits_(limits) {}

  std::size_t read(char* to, std::size_t most) override {
    std::size_t n = 0;
    if (at_ < kept_.size()) {
      n = std::min(most, kept_.size() - static_cast<std::size_t>(at_));
      std::memcpy(to, kept_.data() + at_, n);
    }
    const std::size_t fresh = std::fread(to + n, 1, most - n, file_.get());
    if (std::ferror(file_.get()) != 0)
      throw Error(ExitCode::no_input, name_ + ": cannot read: " + std::strerror(errno));
    if (!regular_) kept_.append(to + n, fresh);
    at_ += n + fresh;
    refuse_beyond();
    if (limits_.progress && fresh > 0) limits_.progress(at_, size_);
    return n + fresh;
  }

  void rewind() override {
    at_ = 0;
    if (regular_ && std::fseek(file_.get(), 0, SEEK_SET) != 0)
      throw Error(ExitCode::no_input, name_ + ": cannot read again: " + std::strerror(errno));
  }
  std::uint64_t size() const override { return size_; }

 private:
  void refuse_beyond() const {
    if (at_ <= limits_.most) return;
    throw Error(ExitCode::data, name_ + ": is longer than " + std::to_string(limits_.most) +
                                    " bytes; --max-input says how much is read at most");
  }

  File file_;
  std::string name_;
  std::uint64_t size_;
  bool regular_;
  InputLimits limits_;
  std::uint64_t at_ = 0;
  std::string kept_;  // all that came through a pipe
};

/// The kind of what stands at a path, which can be read.
std::filesystem::file_type readable_type(const std::filesystem::path& path, bool pipes) {
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
  return status.type();
}

}  // namespace

Bytes open_memory(std::string bytes) { return std::make_unique<MemoryBytes>(std::move(bytes)); }

Bytes open_file(const std::filesystem::path& path, const InputLimits& limits) {
  const std::string name = path.string();
  if (limits.pipes && name == "-")
    return std::make_unique<FileBytes>(File(stdin), "standard input", 0, false, limits);
  const bool regular = readable_type(path, limits.pipes) == std::filesystem::file_type::regular;
  File file(std::fopen(name.c_str(), "rb"));
  if (!file) throw Error(ExitCode::no_input, name + ": cannot read: " + std::strerror(errno));
  std::error_code error;
  const std::uintmax_t size = regular ? std::filesystem::file_size(path, error) : 0;
  return std::make_unique<FileBytes>(std::move(file), name, error ? 0 : size, regular, limits);
}

std::string read_all(ByteStream& bytes, std::size_t expected) {
  constexpr std::size_t least = std::size_t{1} << 16;
  std::string all;
  std::size_t size = 0;
  do {
    all.resize(size == 0 ? std::max(expected + 1, least) : size + size / 2);
    size += bytes.read(all.data() + size, all.size() - size);
  } while (size == all.size());
  all.resize(size);
  return all;
}

std::string read_file(const std::filesystem::path& path) {
  InputLimits limits;
  limits.most = std::numeric_limits<std::uint64_t>::max();
  const Bytes file = open_file(path, limits);
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return read_all(*file, error ? 0 : static_cast<std::size_t>(size));
}

std::string purpose_of_reading(const std::filesystem::path& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return "reading " + path.string() + (error ? "" : ", a file of " + std::to_string(size) + " bytes");
}

}  // namespace plim
