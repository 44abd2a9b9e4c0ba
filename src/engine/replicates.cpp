#include "plim/engine/replicates.hpp"

namespace plim {

void bring_to(ViewSource& source, const ScenarioPlan& scenario, std::uint64_t first, std::size_t lanes,
              std::size_t size_index) {
  const bool nested = scenario.nested;
  if (!nested || size_index == 0) {
    const std::size_t key = nested ? 0 : size_index;
    if (!scenario.law_keys.empty()) source.realise({scenario.law_keys[key], first, 0}, lanes);
    source.start({scenario.keys[key], first, 0}, lanes);
  }
  source.grow(scenario.sizes[size_index], nested ? static_cast<std::uint32_t>(size_index) : 0);
}

}  // namespace plim
