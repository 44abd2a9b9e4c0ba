#pragma once
#include <optional>

#include "exact_lattice.hpp"

// How the procedures are applied, so that all of them together raise a false alarm with probability below
// 10^-6: each of the m comparisons is made at the level 10^-3 / m; one that rejects is made once more, of ten
// times as many draws of a stream of its own, at the level 10^-3; only what both reject is a failure. A sum
// over m comparisons of 10^-3 / m times 10^-3 is 10^-6. Seeds are fixed, and never changed to make a test
// pass.
namespace plim::test {

inline constexpr double suite_level = 1e-3, escalation_level = 1e-3;
inline constexpr double most_of_one = 3000;  // comparisons that a procedure makes over the catalogue
inline constexpr double most_comparisons = 8 * most_of_one;  // T1 to T6, T9, and what is done at volume

struct Procedure {
  const char* name;
  Comparisons (*find)(const Source&, std::uint64_t n, std::uint64_t key);
  std::uint64_t draws;  // in the short form
};

inline constexpr Procedure t1{"T1 DKW", dkw, 1 << 14}, t2{"T2 uniforms", uniforms, 1 << 11},
    t3{"T3 G", likelihood_ratio, 1 << 16}, t4{"T4 tails", far_tails, 1 << 15},
    t5{"T5 moments", moments, 1 << 15}, t6{"T6 lattice", lattice, 1 << 15};
/// Of laws drawn in a few nanoseconds, where a tail beyond five standard deviations is to be seen, or 2 parts
/// in 1000.
inline constexpr Procedure t3_at_volume{"T3 G at volume", likelihood_ratio, 1 << 21},
    t4_at_volume{"T4 tails at volume", far_tails, 1 << 25};
inline constexpr std::array<Procedure, 6> procedures = {t1, t2, t3, t4, t5, t6};

/// By what the short form's draws are multiplied: PLIM_EXACTNESS, or 1.
inline double exactness() {
  const char* asked = std::getenv("PLIM_EXACTNESS");
  const double factor = asked == nullptr ? 1 : std::strtod(asked, nullptr);
  if (!(factor >= 1 && factor <= 1e6))
    throw std::invalid_argument("PLIM_EXACTNESS must be a number from 1 to 10^6");
  return factor;
}

struct Verdict {
  Comparisons comparisons;  // of the first look
  std::string refutation;   // "" if none was confirmed
};

inline Verdict verdict_of(const Procedure& procedure, const Source& source, std::uint64_t n,
                          std::uint64_t key) {
  Verdict verdict{procedure.find(source, n, key), ""};
  for (const Comparison& first : verdict.comparisons) {
    if (first.p >= suite_level / most_comparisons) continue;  // NaN goes on
    for (const Comparison& again : procedure.find(source, 10 * n, key + (std::uint64_t{1} << 32))) {
      if (again.name == first.name && !(again.p >= escalation_level))
        verdict.refutation = source.name + ": " + first.name + ", p " + std::to_string(std::log10(first.p)) +
                             " and " + std::to_string(std::log10(again.p)) + " (log10)";
    }
  }
  return verdict;
}

}  // namespace plim::test
