#include "plim/data/decoding.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "gzip.hpp"
#include "plim/core/error.hpp"
#include "utf8.hpp"

namespace plim {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

/// The first bytes of a stream, which goes on from its front.
std::string head_of(ByteStream& bytes, std::size_t most) {
  std::string head(most, '\0');
  head.resize(bytes.read(head.data(), most));
  bytes.rewind();
  return head;
}

/// A stream less its first bytes.
class Behind final : public ByteStream {
 public:
  Behind(Bytes bytes, std::size_t skip) : bytes_(std::move(bytes)), skip_(skip) { pass(); }
  std::size_t read(char* to, std::size_t most) override { return bytes_->read(to, most); }
  void rewind() override {
    bytes_->rewind();
    pass();
  }
  std::uint64_t size() const override { return bytes_->size(); }

 private:
  void pass() {
    std::array<char, 4> passed;
    bytes_->read(passed.data(), skip_);
  }
  Bytes bytes_;
  std::size_t skip_;
};

/// A stream that is translated a piece at a time.
class Translated : public ByteStream {
 public:
  explicit Translated(Bytes bytes) : bytes_(std::move(bytes)) {}

  std::size_t read(char* to, std::size_t most) override {
    std::size_t made = 0;
    while (made < most) {
      if (at_ == text_.size() && !translate()) break;
      const std::size_t n = std::min(most - made, text_.size() - at_);
      std::memcpy(to + made, text_.data() + at_, n);
      at_ += n;
      made += n;
    }
    return made;
  }

  void rewind() override {
    bytes_->rewind();
    text_.clear();
    at_ = 0;
    offset_ = 0;
  }

 protected:
  /// Appends the translation of a piece, whose first byte is at `offset` of the stream.
  virtual void append(std::string& text, std::string_view piece, std::uint64_t offset) = 0;

 private:
  bool translate() {
    text_.clear();
    at_ = 0;
    std::array<char, std::size_t{1} << 16> piece;
    std::size_t n = 0;
    do {
      n = bytes_->read(piece.data(), piece.size());
      append(text_, {piece.data(), n}, offset_);
      offset_ += n;
    } while (n > 0 && text_.empty());
    return !text_.empty();
  }

  Bytes bytes_;
  std::string text_;
  std::size_t at_ = 0;
  std::uint64_t offset_ = 0;
};

/// Every byte is a character; those from 0x80 to 0x9F are `high`.
class EightBits final : public Translated {
 public:
  using High = std::array<std::int32_t, 32>;
  EightBits(Bytes bytes, const High& high) : Translated(std::move(bytes)) {
    for (std::size_t b = 0; b < table_.size(); ++b)
      table_[b] = encoded(b >= 0x80 && b < 0xA0 ? high[b - 0x80] : static_cast<std::int32_t>(b));
  }

 private:
  void append(std::string& text, std::string_view piece, std::uint64_t) override {
    for (const char c : piece) text += table_[static_cast<unsigned char>(c)];
  }
  std::array<std::string, 256> table_;
};

EightBits::High latin_1() {
  EightBits::High high;
  for (std::size_t i = 0; i < high.size(); ++i) high[i] = 0x80 + static_cast<std::int32_t>(i);
  return high;
}

// Unicode's table CP1252.TXT; the five bytes without a character stay controls, as browsers have them.
constexpr EightBits::High windows_1252 = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                          0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

class Utf16 final : public Translated {
 public:
  Utf16(Bytes bytes, bool big, std::string name)
      : Translated(std::move(bytes)), big_(big), name_(std::move(name)) {}

 private:
  void append(std::string& text, std::string_view piece, std::uint64_t offset) override {
    if (offset == 0) high_ = 0;
    if (piece.size() % 2 != 0) fail(offset + piece.size() - 1, "ends within a character");
    for (std::size_t i = 0; i < piece.size(); i += 2) {
      const auto first = static_cast<unsigned char>(piece[i]),
                 second = static_cast<unsigned char>(piece[i + 1]);
      add(text, big_ ? first << 8 | second : second << 8 | first, offset + i);
    }
    if (piece.empty() && high_ != 0) fail(offset, "ends within a pair of surrogates");
  }

  void add(std::string& text, std::int32_t unit, std::uint64_t offset) {
    const bool high = unit >= 0xD800 && unit < 0xDC00, low = unit >= 0xDC00 && unit < 0xE000;
    if (low != (high_ != 0)) fail(offset, "has half a pair of surrogates");
    if (high) {
      high_ = unit;
      return;
    }
    text += encoded(low ? 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00) : unit);
    high_ = 0;
  }

  [[noreturn]] void fail(std::uint64_t offset, const std::string& what) const {
    throw Error(ExitCode::data,
                name_ + ": " + what + " at byte " + std::to_string(offset) + "; it is no UTF-16");
  }

  bool big_;
  std::string name_;
  std::int32_t high_ = 0;  // the first of a pair
};

Bytes from_utf_16(Bytes bytes, const std::string& head, const std::string& name) {
  const bool big = head.substr(0, 2) == "\xFE\xFF", little = head.substr(0, 2) == "\xFF\xFE";
  const bool zero_first = head.size() > 1 && head[0] == '\0' && head[1] > 0 && head[1] < 0x7F;  // ASCII
  if (big || little) bytes = std::make_unique<Behind>(std::move(bytes), 2);
  return std::make_unique<Utf16>(std::move(bytes), big || zero_first, name);
}

}  // namespace

std::string name_of_data(const std::filesystem::path& path) {
  return path == "-" ? "standard input" : path.string();
}

Bytes open_data(const std::filesystem::path& path, const std::string& encoding, const InputLimits& limits) {
  return decoded(open_file(path, limits), encoding, limits.most, name_of_data(path));
}

Bytes decoded(Bytes bytes, const std::string& encoding, std::uint64_t most, const std::string& name) {
  if (head_of(*bytes, 2) == "\x1F\x8B") bytes = open_gzip(std::move(bytes), most, name);
  if (encoding.empty()) return bytes;
  const std::string head = head_of(*bytes, 4);
  if (encoding == "utf-16") return from_utf_16(std::move(bytes), head, name);
  if (encoding == "latin-1") return std::make_unique<EightBits>(std::move(bytes), latin_1());
  if (encoding == "windows-1252") return std::make_unique<EightBits>(std::move(bytes), windows_1252);
  const std::string_view start = std::string_view(head).substr(0, 2);
  if (head == std::string_view("\xFF\xFE\0\0", 4) || head == std::string_view("\0\0\xFE\xFF", 4))
    throw Error(ExitCode::data, name + ":1:1: begins with the byte order mark of UTF-32; convert the file");
  if (start == "\xFF\xFE" || start == "\xFE\xFF")
    throw Error(ExitCode::data,
                name + ":1:1: begins with the byte order mark of UTF-16; read it with encoding utf-16");
  if (head.substr(0, mark.size()) == mark) return std::make_unique<Behind>(std::move(bytes), mark.size());
  return bytes;
}

}  // namespace plim
