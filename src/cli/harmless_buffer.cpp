#include "harmless_buffer.hpp"

#include <algorithm>

#include "plim/core/name.hpp"

namespace plim {
namespace {

/// The bytes at the end of a text that more may follow, which decides what they are: the beginning of a
/// character of UTF-8, or \r, which may be of an end of line.
std::size_t undecided(std::string_view text) {
  if (!text.empty() && text.back() == '\r') return 1;
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xc0) == 0x80) continue;
    const std::size_t bytes = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return bytes > back ? back : 0;
  }
  return 0;
}

}  // namespace

HarmlessBuffer::HarmlessBuffer(std::ostream& stream) : stream_(stream), to_(stream.rdbuf()) {
  stream.rdbuf(this);
}

HarmlessBuffer::~HarmlessBuffer() {
  put_rest();
  const std::ios::iostate state = stream_.rdstate();
  stream_.rdbuf(to_);
  stream_.setstate(state);
}

bool HarmlessBuffer::put(std::string_view text) {
  const auto size = static_cast<std::streamsize>(text.size());
  return to_->sputn(text.data(), size) == size;
}

bool HarmlessBuffer::put_rest() {
  const std::string rest = harmless(rest_);
  rest_.clear();
  return put(rest);
}

std::streamsize HarmlessBuffer::xsputn(const char* text, std::streamsize size) {
  const std::string_view all(text, static_cast<std::size_t>(size));
  if (rest_.empty() && !may_be_harmful(all)) return to_->sputn(text, size);
  rest_ += all;
  const std::size_t decided = rest_.size() - undecided(rest_);
  const std::string shown = harmless(std::string_view(rest_).substr(0, decided));
  rest_.erase(0, decided);
  return put(shown) ? size : 0;
}

HarmlessBuffer::int_type HarmlessBuffer::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  const char one = traits_type::to_char_type(c);
  return xsputn(&one, 1) == 1 ? c : traits_type::eof();
}

int HarmlessBuffer::sync() { return put_rest() && to_->pubsync() == 0 ? 0 : -1; }

}  // namespace plim
