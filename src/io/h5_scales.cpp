#include "h5_scales.hpp"

#include <algorithm>

#include <hdf5_hl.h>

namespace plim::h5 {
namespace {

hobj_ref_t reference_to(hid_t array) {
  hobj_ref_t reference = 0;
  checked(H5Rcreate(&reference, array, ".", H5R_OBJECT, -1), "refer to an array");
  return reference;
}

/// A list even of one value.
void write_list(hid_t object, const char* name, hid_t type, std::size_t count, const void* data) {
  const std::string what = "write the attribute " + std::string(name);
  const hsize_t size = count;
  const Id space(H5Screate_simple(1, &size, nullptr), H5Sclose, what);
  Id attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, what);
  checked(H5Awrite(attribute, type, data), what);
  attribute.close(what);
}

/// The library's type of labels.
Id label_type() {
  Id type(H5Tcopy(H5T_C_S1), H5Tclose, "make a string type");
  checked(H5Tset_size(type, H5T_VARIABLE), "make a string type");
  return type;
}

}  // namespace

Scales::~Scales() {
  for (const Scale& scale : scales_) {
    try {
      if (!scale.uses.empty()) list_uses(scale);
    } catch (...) {
      ++failed_closes();
    }
  }
}

void Scales::add(const std::string& name, std::size_t size, Id array) {
  checked(H5DSset_scale(array, name.c_str()), "make the axis " + name);
  const hobj_ref_t reference = reference_to(array);
  scales_.push_back({name, size, std::move(array), reference, {}});
}

Scales::Scale& Scales::named(const std::string& axis) {
  const auto found =
      std::find_if(scales_.begin(), scales_.end(), [&axis](const Scale& s) { return s.name == axis; });
  if (found == scales_.end()) throw Error(ExitCode::bug, "no axis " + axis);
  return *found;
}

void Scales::attach(hid_t array, const Texts& axes) {
  const hobj_ref_t self = reference_to(array);
  std::vector<hobj_ref_t> references;
  std::vector<const char*> labels;
  for (unsigned d = 0; d < axes.size(); ++d) {
    Scale& scale = named(axes[d]);
    scale.uses.push_back({self, d});
    references.push_back(scale.reference);
    labels.push_back(axes[d].c_str());
  }
  std::vector<hvl_t> lists;
  for (hobj_ref_t& reference : references) lists.push_back({1, &reference});
  const Id list_type(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose, "make a type of lists");
  write_list(array, DIMENSION_LIST, list_type, lists.size(), lists.data());
  write_list(array, DIMENSION_LABELS, label_type(), labels.size(), labels.data());
}

void Scales::list_uses(const Scale& scale) {
  const Id type(H5Tcreate(H5T_COMPOUND, sizeof(Use)), H5Tclose, "make a type of uses");
  checked(H5Tinsert(type, "dataset", HOFFSET(Use, array), H5T_STD_REF_OBJ), "make a type of uses");
  checked(H5Tinsert(type, "dimension", HOFFSET(Use, dimension), H5T_NATIVE_INT32), "make a type of uses");
  write_list(scale.array, REFERENCE_LIST, type, scale.uses.size(), scale.uses.data());
}

}  // namespace plim::h5
