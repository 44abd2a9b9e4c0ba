#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plim/populations/population.hpp"

namespace plim {

/// A population that is the content of a file, sampled with replacement.
struct FileSource {
  std::filesystem::path path;
  std::string symbols, keep, fold;  // a text: what its symbols are; see TextOptions
  std::string column, count;   // or a csv: its column of observations, and of their numbers ("": once each)
  std::optional<bool> header;  // of a csv, as CsvOptions has it
  bool missing_words = true;
};

/// Reads the file; `notes` gets what a reader of the results must know of it. Throws Error(no_input) if there
/// is none, Error(data) if it holds no usable observation.
std::shared_ptr<const Population> read_file_population(const FileSource& source,
                                                       std::vector<std::string>& notes);

}  // namespace plim
