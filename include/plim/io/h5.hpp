#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plim/core/digest.hpp"

/// The door to HDF5: files that are clean netCDF-4 as well. Axes are dimension scales in the group of their
/// data, strings are of variable length in UTF-8, nothing carries a time, and every return value is checked.
namespace plim::h5 {

class Id;      // an HDF5 identifier that closes itself
class Scales;  // the axes of a group
class Tree;    // what a file holds

using Texts = std::vector<std::string>;
using TextAttributes = std::vector<std::pair<std::string, std::string>>;
using RealAttributes = std::vector<std::pair<std::string, double>>;

/// A group being written.
class Group {
 public:
  explicit Group(std::shared_ptr<Id> id);

  Group group(const std::string& name) const;
  void attribute(const std::string& name, const std::string& text) const;
  void attribute(const std::string& name, std::int64_t value) const;
  void attribute(const std::string& name, std::span<const double> values) const;

  /// A dimension with a coordinate for each place; at least one place.
  void axis(const std::string& name, std::span<const std::int64_t> values, const TextAttributes& more = {});
  void axis(const std::string& name, std::span<const double> values, const TextAttributes& more = {});
  void axis(const std::string& name, const Texts& values, const TextAttributes& more = {});
  /// Bytes of another format, stored as they are.
  void bytes(const std::string& name, std::string_view values, const TextAttributes& more = {});

  /// An array over axes of this group, in row-major order; its length must be the product of theirs.
  void array(const std::string& name, const Texts& axes, std::span<const double> values,
             const TextAttributes& more = {}, const RealAttributes& numbers = {});
  void array(const std::string& name, const Texts& axes, std::span<const std::int64_t> values,
             const TextAttributes& more = {});
  /// Flags 0, 1, ... with a word for each (CF conventions, flag_values and flag_meanings).
  void array(const std::string& name, const Texts& axes, std::span<const std::uint8_t> values,
             const Texts& meanings);
  void array(const std::string& name, const Texts& axes, const Texts& values,
             const TextAttributes& more = {});

 private:
  std::shared_ptr<Id> id_;
  std::shared_ptr<Scales> axes_;
};

/// A file that is made in memory.
class Writer {
 public:
  /// `expected`: about how many bytes it will have; memory may be twice what it has.
  explicit Writer(std::size_t expected = 0);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  Group root() const;
  /// The bytes of the file, once. All groups must be gone.
  std::string image();

 private:
  std::shared_ptr<Id> file_;
  std::size_t failures_;  // of closing, before this file
};

/// Makes a file of that name with the trailer that a Reader looks for, whole or not at all. Throws
/// Error(cannot_create or io) and leaves nothing behind if anything fails.
void write_file(const std::filesystem::path& place, std::string_view image);

using Extents = std::vector<std::uint64_t>;

/// Whether something of a file is read: the group or array under a path, e.g. "x/p/H/bias", or an attribute
/// of it; for an object itself `attribute` is empty, and the root's path is "". What is not read looks as if
/// it were not there; without a function all is read.
using Wanted = std::function<bool(const std::string& path, std::string_view attribute)>;

/// A file that was read. The library reads it in a process of its own, with bounded time and memory: whatever
/// it does with bytes that were made to harm, it does not do here.
class Reader {
 public:
  /// Throws Error(no_input) if there is no file, Error(data) if its trailer does not say that it is what
  /// plim wrote (not looked at unless `verified`), or if it is not HDF5, or not such as plim writes.
  explicit Reader(const std::filesystem::path& path, bool verified = true, const Wanted& wanted = nullptr);
  /// What another reader's process said of a file.
  explicit Reader(std::shared_ptr<const Tree> tree);

  /// SHA-256 of the whole file.
  const Digest& digest() const noexcept { return digest_; }
  /// The names of what a group holds, in the order in which it was made.
  const Texts& groups(const std::string& at) const;
  const Texts& arrays(const std::string& at) const;
  /// A scalar attribute; nothing if there is none, or one of another kind.
  std::optional<std::string> text(const std::string& at, const std::string& name) const;
  std::optional<std::int64_t> integer(const std::string& at, const std::string& name) const;
  std::optional<double> real(const std::string& at, const std::string& name) const;
  /// Whether there is something under that path, and whether an array holds strings.
  bool has(const std::string& path) const;
  bool is_text(const std::string& array) const;

  /// The extent of an array of one dimension.
  std::size_t length(const std::string& array) const;
  /// The values of an array that has these extents, or Error(data); integers may be stored as bytes.
  std::vector<double> doubles(const std::string& array, const Extents& extents) const;
  std::vector<std::int64_t> integers(const std::string& array, const Extents& extents) const;
  Texts texts(const std::string& array, const Extents& extents) const;
  /// Numbers from 0 to below `count` that stand for words.
  std::vector<std::uint8_t> flags(const std::string& array, const Extents& extents, std::uint8_t count) const;
  /// Those of an array of bytes of one dimension, which stay as long as a reader of the file.
  std::string_view bytes(const std::string& array) const;

 private:
  std::shared_ptr<const Tree> tree_;
  Digest digest_{};
};

/// The version of the library in use, e.g. "1.10.8".
std::string library_version();

}  // namespace plim::h5
