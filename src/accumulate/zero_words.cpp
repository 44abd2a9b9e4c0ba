#include "plim/accumulate/zero_words.hpp"

#include <cstdint>
#include <cstring>

#include "plim/accumulate/bytes.hpp"

namespace plim {
namespace {

constexpr std::size_t word_size = sizeof(std::uint64_t);

std::uint64_t word_at(std::string_view bytes, std::size_t word) noexcept {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data() + word * word_size, word_size);
  return value;
}

}  // namespace

std::string without_zero_words(std::string_view bytes) {
  const std::size_t words = bytes.size() / word_size, bits = (words + 7) / 8;
  const std::uint64_t length = bytes.size();
  std::string packed(word_size + bits + bytes.size(), '\0');  // and no longer
  std::memcpy(packed.data(), &length, word_size);
  char* mask = packed.data() + word_size;
  char* end = mask + bits;
  for (std::size_t w = 0; w < words; ++w) {
    const std::uint64_t value = word_at(bytes, w);
    if (value == 0) continue;
    mask[w / 8] = static_cast<char>(mask[w / 8] | 1 << w % 8);
    std::memcpy(end, &value, word_size);
    end += word_size;
  }
  const std::string_view rest = bytes.substr(words * word_size);
  if (!rest.empty()) std::memcpy(end, rest.data(), rest.size());
  packed.resize(static_cast<std::size_t>(end - packed.data()) + rest.size());
  return packed;
}

std::string with_zero_words(std::string_view packed) {
  ByteReader in(packed);
  std::uint64_t length = 0;
  in(length);
  const std::uint64_t words = length / word_size;
  // The bits of the words come first: they bound what a length can ask for.
  const std::string_view mask = in.raw(words / 8 + (words % 8 != 0 ? 1 : 0));
  std::string bytes(static_cast<std::size_t>(length), '\0');
  for (std::size_t w = 0; w < words; ++w) {
    if ((mask[w / 8] >> w % 8 & 1) == 0) continue;
    const std::string_view word = in.raw(word_size);
    std::memcpy(bytes.data() + w * word_size, word.data(), word_size);
  }
  const std::string_view rest = in.raw(length % word_size);
  if (!rest.empty()) std::memcpy(bytes.data() + words * word_size, rest.data(), rest.size());
  if (!in.at_end()) throw Error(ExitCode::data, "a packed record is too long");
  return bytes;
}

}  // namespace plim
