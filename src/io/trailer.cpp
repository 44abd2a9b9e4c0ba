#include "trailer.hpp"

#include <algorithm>
#include <cstdint>

#include "plim/core/digest.hpp"

namespace plim {
namespace {

constexpr std::string_view magic{"plim-trailer-1\0\0", 16};
constexpr std::size_t trailer_size = 64;

}  // namespace

std::string trailer_of(std::string_view image) {
  std::string trailer(magic);
  const std::uint64_t length = image.size();
  for (int byte = 0; byte < 8; ++byte) trailer += static_cast<char>(length >> (8 * byte) & 0xff);
  const Digest digest = sha256(image);
  trailer.append(digest.begin(), digest.end());
  trailer.resize(trailer_size, '\0');
  return trailer;
}

Trailed split_trailer(std::string_view bytes) {
  const std::size_t length = bytes.size() - std::min(bytes.size(), trailer_size);
  const std::string_view image = bytes.substr(0, length), trailer = bytes.substr(length);
  if (trailer.substr(0, magic.size()) != magic) {
    return {bytes,
            "has no trailer of plim behind it: it was cut, written by an older plim, or changed by another "
            "program"};
  }
  if (trailer != trailer_of(image))
    return {image, "is damaged: its bytes do not have the SHA-256 that they were written with"};
  return {image, ""};
}

}  // namespace plim
