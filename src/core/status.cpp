#include "plim/core/status.hpp"

namespace plim {

std::string failures_by_cause(std::span<const std::int64_t, status_count> counts) {
  std::string text;
  for (std::size_t s = 0; s < status_count; ++s) {
    if (is_success(static_cast<Status>(s)) || counts[s] == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(status_names[s]) + " " + std::to_string(counts[s]);
  }
  return text;
}

}  // namespace plim
