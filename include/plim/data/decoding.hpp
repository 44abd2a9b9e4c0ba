#pragma once
#include <filesystem>
#include <string>

#include "plim/data/byte_stream.hpp"

namespace plim {

/// Bytes as a text in UTF-8 without its byte order mark: unpacked where they are a gzip file, then translated
/// from `encoding`, one of utf-8, utf-16 (in the order of its mark, else of its first character), latin-1
/// (ISO 8859-1) and windows-1252; "" for the unpacked bytes as they are. No more than `most` bytes are
/// unpacked. Throws Error(data), beginning with `name` and the place, where a mark shows UTF-16 or 32
/// instead, or the bytes are damaged.
Bytes decoded(Bytes bytes, const std::string& encoding, std::uint64_t most, const std::string& name);

/// A file of data, or "-" for the standard input, decoded. Throws Error(no_input) where there is none.
Bytes open_data(const std::filesystem::path& path, const std::string& encoding,
                const InputLimits& limits = {});

/// What messages call it.
std::string name_of_data(const std::filesystem::path& path);

}  // namespace plim
