#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What is computed and not yet in a result: frames, each with its length and checksum, that are only ever
/// appended. The bytes up to the first that is not whole are good, wherever a writer was killed.
namespace plim {

enum class FrameKind : std::uint32_t {
  header = 1,   // what the journal is of: its first frame
  session = 2,  // a program that began to write, as facts
  layout = 3,   // number of the layout (64 bits), its bytes
  block = 4,    // number of its layout (64 bits), its bytes
  beat = 5      // seconds of the session so far (a double), blocks that it wrote (64 bits)
};

/// Names and texts in an order.
using Facts = std::vector<std::pair<std::string, std::string>>;
std::string bytes_of(const Facts& facts);
/// Throws Error(data) if the bytes are none that bytes_of() made.
Facts facts_in(std::string_view bytes);
/// The text under a name; empty if there is none.
const std::string& fact(const Facts& facts, std::string_view name);

std::string frame_of(FrameKind kind, std::string_view payload);
/// The payload of a layout or a block.
std::string numbered(std::uint64_t layout, std::string_view bytes);

struct Frame {
  FrameKind kind = FrameKind::header;
  std::string payload;
};

/// Reads frames up to the first that is not whole, then lets go of the stream; asks for no more memory than
/// there are bytes.
class FrameReader {
 public:
  /// From where the stream is to its end. Throws Error(io) if it cannot be measured.
  explicit FrameReader(std::unique_ptr<std::istream> in);
  /// Throws Error(io) if what is there cannot be read.
  std::optional<Frame> next();
  /// Bytes of whole frames so far, and of all there are.
  std::uint64_t good() const noexcept { return good_; }
  std::uint64_t size() const noexcept { return size_; }
  /// Lets go of the stream until the next frame is asked for, if there is any; `open` opens it again, at its
  /// first byte.
  void pause(std::function<std::unique_ptr<std::istream>()> open);

 private:
  std::optional<Frame> read_frame();
  bool read(char* to, std::size_t size);
  void check(bool good) const;

  std::unique_ptr<std::istream> in_;
  std::function<std::unique_ptr<std::istream>()> open_;
  std::uint64_t good_ = 0, size_ = 0;
};

/// A journal being read, maybe while it is written.
class Journal {
 public:
  /// Throws Error(no_input) if there is no such file, Error(data) if it is no journal, or of another format.
  explicit Journal(const std::filesystem::path& path);
  const std::filesystem::path& path() const noexcept { return path_; }
  const Facts& header() const noexcept { return header_; }
  /// Closes the file until the next frame is asked for: there may be more journals than files can be open.
  void pause();
  FrameReader& frames() noexcept { return frames_; }
  const FrameReader& frames() const noexcept { return frames_; }

 private:
  std::filesystem::path path_;
  FrameReader frames_;
  Facts header_;
};

/// Of the frames; another is refused.
inline constexpr const char* journal_format = "1";
std::filesystem::path journal_path(const std::filesystem::path& out);

}  // namespace plim
