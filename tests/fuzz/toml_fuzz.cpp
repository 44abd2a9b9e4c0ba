#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "plim/core/error.hpp"
#include "plim/core/name.hpp"
#include "plim/study/load.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace {

constexpr std::size_t longest = 1 << 14;

}  // namespace

/// Any text is a study that is planned, or has faults: at most 100 and one that counts the others, each on
/// one harmless line. What a plan may take is bounded by saying that there is little memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > longest) return 0;
  static const plim::Catalogue catalogue = plim::standard_catalogue();
  plim::PlanOptions options;
  options.memory = std::uint64_t{64} << 20;
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const plim::Loaded loaded = plim::load_text(text, "/nonexistent", {}, catalogue, options);
    if (loaded.faults.size() > 101) std::abort();
    for (const plim::Fault& fault : loaded.faults) {
      if (plim::refuse_label(plim::render(fault))) std::abort();
    }
  } catch (const plim::Error& error) {
    if (error.code() == plim::ExitCode::bug) std::abort();
  }
  return 0;
}
