#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "io/trailer.hpp"

/// Any bytes are cut into image and trailer, and what is sealed has no fault.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const plim::Trailed parts = plim::split_trailer(bytes);
  if (parts.image.size() > size) std::abort();
  const std::string sealed = std::string(parts.image) + plim::trailer_of(parts.image);
  const plim::Trailed again = plim::split_trailer(sealed);
  if (!again.fault.empty() || again.image != parts.image) std::abort();
  return 0;
}
