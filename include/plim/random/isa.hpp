#pragma once
#include <string_view>

namespace plim {

/// Instruction sets that kernels are compiled for: x86-64-v2 (scalar), v3 (AVX2) and v4 (AVX-512).
enum class Isa { v2, v3, v4 };

std::string_view isa_name(Isa isa) noexcept;

/// The best instruction set of this processor.
Isa detected_isa() noexcept;

/// The one in use: the detected one, or what the environment variable PLIM_ISA (v2, v3, v4) asks for. No
/// result depends on it. Throws Error(usage) if PLIM_ISA names one that is unknown or that the processor
/// lacks.
Isa active_isa();

/// Uses `isa` from now on; for tests and benchmarks, not while threads draw. Throws if the processor lacks
/// it.
void force_isa(Isa isa);

}  // namespace plim
