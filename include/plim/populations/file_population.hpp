#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plim/data/data_format.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// A population that is the content of a file, sampled with replacement: its observations, or clusters of
/// them.
struct FileSource {
  std::filesystem::path path;
  std::string symbols, keep, fold;  // a text: what its symbols are; see TextOptions
  std::string column, count;  // or rows: the column of observations, and of their numbers ("": once each)
  DataFormat format;
  std::string success;  // of rows: the second of two classes, against all others; "": the classes of the data
  std::string cluster;  // of rows: the column, or field, of their clusters; "": each is drawn by itself
};

/// Reads the file; `notes` gets what a reader of the results must know of it. Throws Error(no_input) if there
/// is none, Error(data) if it holds no usable observation.
std::shared_ptr<const Population> read_file_population(const FileSource& source,
                                                       std::vector<std::string>& notes);

}  // namespace plim
