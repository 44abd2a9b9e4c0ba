#pragma once
#include <cstdint>
#include <string>

#include "plim/core/cell.hpp"

namespace plim {

enum class Verdict : std::uint8_t { confirmed = 0, refuted = 1, undecided = 2, exploratory = 3 };
inline constexpr const char* verdict_names[] = {"confirmed", "refuted", "undecided", "exploratory"};

/// What a check came to. The numbers are those of its worst point, in the unit of the estimate.
struct CheckResult {
  std::string name, question;
  std::string estimate, measure, verb;
  Verdict verdict = Verdict::undecided;
  bool expect_refuted = false;
  std::int64_t points = 0;
  std::string worst;     // where, in words
  std::string measured;  // what was measured there, as "controlled bias" or "raw bias"
  double value = not_given, lower = not_given, upper = not_given;  // confirms if inside the margin
  double wide_lower = not_given, wide_upper = not_given;           // refutes if outside
  double margin_low = not_given, margin_high = not_given;
  std::string margin;  // where it comes from, as "usual margin: 0.1 sd of one estimate"; "": there is none
  double prediction = not_given;
  double needed = not_given;  // replicates with which an undecided check is decided, chance 0.99 or more
  double level = 0;           // of the run at this look
  double failed = 0;          // share of the replicates that gave nothing to judge, at the worst point
  double confidence = 0, wide_confidence = 0;
  std::string note;

  bool as_expected() const noexcept {
    return verdict == (expect_refuted ? Verdict::refuted : Verdict::confirmed);
  }
};

}  // namespace plim
