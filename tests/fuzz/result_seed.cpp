#include <fstream>
#include <iterator>
#include <string>

#include "io/h5_tree.hpp"
#include "io/trailer.hpp"

/// Writes what the process that reads a result file says of it: an input for result_reader_fuzz.
/// usage: PROGRAM RESULT.h5 OUT
int main(int argc, char** argv) {
  if (argc != 3) return 64;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::ofstream out(argv[2], std::ios::binary);
  plim::h5::walk(plim::split_trailer(bytes).image, nullptr, [&out](std::string_view events) {
    out.write(events.data(), static_cast<std::streamsize>(events.size()));
  });
  return out.flush() ? 0 : 74;
}
