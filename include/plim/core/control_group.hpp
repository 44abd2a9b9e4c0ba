#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>

namespace plim {

/// What a control group says that limits nothing.
inline constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

/// The limit that a control group's folder has, cgroup v2 (`unified`) or v1; no_limit if none.
using LimitIn = std::function<std::uint64_t(const std::filesystem::path& folder, bool unified)>;

/// The least limit of the control groups that this process is in and of those above them; `controller`
/// ("memory", "cpu") names the older ones, and all is looked up under `root`.
std::uint64_t least_of_groups(const std::filesystem::path& root, const std::string& controller,
                              const LimitIn& limit_in);

}  // namespace plim
