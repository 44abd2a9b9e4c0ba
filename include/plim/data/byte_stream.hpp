#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace plim {

/// Bytes that are read once from front to back, or again from the front.
class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  virtual ~ByteStream() = default;

  /// Puts up to `most` bytes at `to` and returns how many; fewer than asked for only at the end.
  virtual std::size_t read(char* to, std::size_t most) = 0;
  virtual void rewind() = 0;
  /// How many bytes there are from front to back; 0 where that is not known before they are read.
  virtual std::uint64_t size() const { return 0; }
};

using Bytes = std::unique_ptr<ByteStream>;

/// What opening a file is bounded by.
struct InputLimits {
  bool pipes = false;                            // pipes are taken too, and "-" is the standard input
  std::uint64_t most = std::uint64_t{16} << 30;  // bytes that are read, after any unpacking
  /// Called now and then with how many bytes of how many were read; of a pipe the second is 0.
  std::function<void(std::uint64_t, std::uint64_t)> progress = nullptr;
};

/// Reads a file, or a pipe, which is kept in memory for a second reading. Throws Error(no_input) where there
/// is none, and Error(data) beyond the limit.
Bytes open_file(const std::filesystem::path& path, const InputLimits& limits);

/// Bytes that are in memory.
Bytes open_memory(std::string bytes);

/// All that is left of a stream, of which `expected` bytes are expected.
std::string read_all(ByteStream& bytes, std::size_t expected = 0);

/// The bytes of a regular file. Throws Error(no_input).
std::string read_file(const std::filesystem::path& path);

/// What memory is for while a file is read, for the message that there is none left: its name and bytes.
std::string purpose_of_reading(const std::filesystem::path& path);

}  // namespace plim
