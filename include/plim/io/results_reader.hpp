#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "plim/core/digest.hpp"
#include "plim/verdict/results.hpp"

namespace plim {

/// A result file read back.
struct StoredResults : Results {
  Digest digest{};                           // SHA-256 of the whole file
  std::map<std::string, std::string> facts;  // root attributes as text
};

/// Reads a result file. Throws Error(no_input) if there is none, Error(data) if it is not one of plim's, or,
/// unless told not to look (`verified`), not the bytes that plim wrote. Of its measures those given are read.
StoredResults read_results(const std::filesystem::path& path, const Measures& measures, bool verified = true);

/// What a result file keeps for a larger study to go on from.
struct StoredBlocks {
  std::map<std::string, std::string> facts;  // root attributes as text
  std::string frames;                        // of its blocks; empty: it keeps none
};
/// Throws as read_results() does.
StoredBlocks read_blocks(const std::filesystem::path& path);

}  // namespace plim
