#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace plim {

/// What stands behind the HDF5 image of a result file, 64 bytes that HDF5 does not look at: "plim-trailer-1"
/// and two NULs, the length of the image (64 bits, little-endian), its SHA-256, eight NULs.
std::string trailer_of(std::string_view image);

/// A result file cut into its image and its trailer.
struct Trailed {
  std::string_view image;  // all bytes if there is no trailer
  std::string fault;       // why the bytes are not an image with its trailer, "" if they are
};
Trailed split_trailer(std::string_view bytes);

}  // namespace plim
