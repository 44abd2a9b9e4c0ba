#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "plim/core/digest.hpp"
#include "plim/verdict/results.hpp"

namespace plim {

namespace h5 {
class Reader;
}

/// A result file read back.
struct StoredResults : Results {
  Digest digest{};                           // SHA-256 of the whole file
  std::map<std::string, std::string> facts;  // root attributes as text
};

/// How a result file is read.
struct Reading {
  bool verified = true;  // only if it has the bytes that plim wrote
  bool kept = false;     // the estimates of single replicates too, which may be most of it
};

/// Reads a result file. Throws Error(no_input) if there is none, Error(data) if it is not one of plim's. Of
/// its measures those given are read.
StoredResults read_results(const std::filesystem::path& path, const Measures& measures,
                           const Reading& reading = {});

/// The same of a file that is open. Throws Error(data).
StoredResults results_of(const h5::Reader& file, const Measures& measures);

/// What a result file keeps for a larger study to go on from.
struct StoredBlocks {
  std::map<std::string, std::string> facts;  // root attributes as text
  std::string frames;                        // of its blocks; empty: it keeps none
};
/// Throws as read_results() does.
StoredBlocks read_blocks(const std::filesystem::path& path);

}  // namespace plim
