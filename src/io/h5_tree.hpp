#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "plim/io/h5.hpp"

/// A file of HDF5 as a plain tree, and as the bytes by which the process that reads it tells the one that
/// asked for it. Neither believes what the other says.
namespace plim::h5 {

/// What the bytes tell one after the other. The contents of the root come first and end as those of any
/// other object.
enum class Event : std::uint8_t {
  group,      // its name; its contents and `end` follow
  array,      // its name, the kind of its values, its extents, the values; its attributes and `end` follow
  attribute,  // its name, the kind of its value, the value
  end,
  fault  // why the file is not read any further: the last one
};

enum class Kind : std::uint8_t {
  other,    // nothing that is read: only the extents are told
  text,     // the length of all in bytes; each is its length and its bytes
  integer,  // of 64 bits
  real,
  byte  // an integer of 8 bits without sign
};

constexpr std::size_t most_dimensions = 32, most_levels = 8;

using Value = std::variant<std::monostate, std::string, std::int64_t, double>;

/// A group, or an array.
struct Object {
  bool is_group = true;
  Texts groups, arrays;                                   // of a group, in their order
  std::vector<std::pair<std::string, Value>> attributes;  // scalars; others have no value
  Kind kind = Kind::other;                                // of an array, as the rest
  Extents extents;
  std::size_t size = 1;     // the product of the extents
  std::string_view values;  // as the event tells them
};

/// Path and name without a slash in front; the root is "".
std::string below(const std::string& path, const std::string& name);

/// What bytes of events say.
class Tree {
 public:
  /// Throws Error(data) with the fault that they tell, or that they have.
  explicit Tree(std::string bytes);
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  /// The object under a path, with or without a slash in front; nullptr if there is none.
  const Object* find(std::string_view path) const;

 private:
  std::string bytes_;
  std::map<std::string, Object, std::less<>> objects_;
};

/// Tells the events of an image, as far as they are wanted. What plim does not write is a fault: links that
/// are not hard, a second way to an object, values in other files, filters other than deflate, shuffle and
/// fletcher32, arrays that are larger than what is stored of them can be.
void walk(std::string_view image, const Wanted& wanted, const std::function<void(std::string_view)>& write);

}  // namespace plim::h5
