#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "h5_id.hpp"

namespace plim::h5 {

/// The axes of one group and which arrays lie over them: dimension scales as HDF5's specification of them has
/// it (version 1.0), by its attributes. The library's own calls open every axis anew for every array and
/// write the list of its arrays again each time, which was half of the time of a group.
class Scales {
 public:
  Scales() = default;
  Scales(const Scales&) = delete;
  Scales& operator=(const Scales&) = delete;
  /// Tells every axis its arrays; what fails then counts as a failed close.
  ~Scales();

  /// Makes a one-dimensional array an axis of that name.
  void add(const std::string& name, std::size_t size, Id array);
  std::size_t extent(const std::string& axis) { return named(axis).size; }
  /// Tells an array the axes of its dimensions.
  void attach(hid_t array, const Texts& axes);

 private:
  struct Use {
    hobj_ref_t array;
    std::uint32_t dimension, none = 0;  // no byte of the file is left to chance
  };
  struct Scale {
    std::string name;
    std::size_t size;
    Id array;
    hobj_ref_t reference;
    std::vector<Use> uses;
  };
  Scale& named(const std::string& axis);
  static void list_uses(const Scale& scale);

  std::vector<Scale> scales_;
};

}  // namespace plim::h5
