#include "plim/random/isa.hpp"

#include <atomic>
#include <cstdlib>
#include <string>

#include "plim/core/error.hpp"

namespace plim {
namespace {

Isa supported(Isa wanted) {
  if (wanted > detected_isa()) {
    throw Error(ExitCode::usage, "this processor lacks the instruction set " + std::string(isa_name(wanted)) +
                                     "; its best is " + std::string(isa_name(detected_isa())));
  }
  return wanted;
}

Isa chosen() {
  const char* wanted = std::getenv("PLIM_ISA");
  if (wanted == nullptr || *wanted == '\0') return detected_isa();
  for (const Isa isa : {Isa::v2, Isa::v3, Isa::v4}) {
    if (isa_name(isa) == wanted) return supported(isa);
  }
  throw Error(ExitCode::usage, "PLIM_ISA is \"" + std::string(wanted) + "\", but must be v2, v3 or v4");
}

std::atomic<Isa>& active() {
  static std::atomic<Isa> isa = chosen();
  return isa;
}

}  // namespace

std::string_view isa_name(Isa isa) noexcept { return isa == Isa::v4 ? "v4" : isa == Isa::v3 ? "v3" : "v2"; }

Isa detected_isa() noexcept {
  __builtin_cpu_init();
  const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                  __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl");
  return v4 ? Isa::v4 : v3 ? Isa::v3 : Isa::v2;
}

Isa active_isa() { return active().load(std::memory_order_relaxed); }

void force_isa(Isa isa) { active().store(supported(isa), std::memory_order_relaxed); }

}  // namespace plim
