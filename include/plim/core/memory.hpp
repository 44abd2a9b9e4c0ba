#pragma once
#include <cstdint>
#include <filesystem>

namespace plim {

/// The bytes of memory that this process may use: of the machine, all of them, so that a study is taken or
/// refused whatever else runs; or of the control group it runs in, if that is less (cgroup v2 memory.max of
/// it and of those above it, v1 memory.limit_in_bytes); or of its address space. Asked once.
std::uint64_t memory_limit();

/// The same by the files under a root other than "/".
std::uint64_t memory_limit(const std::filesystem::path& root);

}  // namespace plim
