#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "io/h5_tree.hpp"
#include "plim/core/error.hpp"
#include "plim/io/results_reader.hpp"
#include "plim/verdict/standard.hpp"

namespace {

plim::Measures standard_measures() {
  plim::Catalogue catalogue;
  plim::add_measures(catalogue);
  return catalogue.measures();
}

}  // namespace

/// What the process that reads a file says of it is taken for a result, or refused as damaged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const plim::Measures measures = standard_measures();
  try {
    const auto tree = std::make_shared<const plim::h5::Tree>(std::string(data, data + size));
    const plim::StoredResults stored = plim::results_of(plim::h5::Reader(tree), measures);
    for (const plim::GroupResults& group : stored.groups) {
      const std::size_t cells = group.axis_points() * group.sizes_each() * group.series.size();
      if (group.theory_of.size() != cells || group.labels.size() != group.series.size()) std::abort();
      for (const plim::MeasureArrays& m : group.measures) {
        if (m.value.size() != cells || m.mcse.size() != cells || m.count.size() != cells) std::abort();
      }
    }
  } catch (const plim::Error& error) {
    if (error.code() != plim::ExitCode::data) std::abort();
  }
  return 0;
}
