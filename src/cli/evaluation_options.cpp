#include "evaluation_options.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace plim::cli {
namespace {

/// Such that five resamples or more are beyond either limit.
std::int64_t resamples_of_level(double level) {
  constexpr double rounding = 1e-6;  // of 1 - level, in resamples
  return static_cast<std::int64_t>(std::ceil(std::min(10 / (1 - level) - rounding, 0x1p60)));
}

void check_resamples(const EvaluationRules& rules, EvaluationAsked asked) {
  const auto need = [&](double level, const std::string& what) {
    const std::int64_t needed = resamples_of_level(level);
    if (rules.resamples >= needed) return;
    throw Error(
        ExitCode::usage,
        fmt::format("--resamples is {}, but {} takes {} or more, of which five are beyond either limit",
                    rules.resamples, what, needed));
  };
  need(rules.level, fmt::format("a level of {:.15g}", rules.level));
  if (asked.gaps) need(1 - rules.alpha, fmt::format("a test at level {:.15g}", rules.alpha));
}

}  // namespace

void check_evaluation_options(const Options& options, const EvaluationRules& rules, EvaluationAsked asked) {
  const auto need = [&](const char* option, bool holds, const char* other) {
    if (options.given(option) && !holds)
      throw Error(ExitCode::usage, std::string("--") + option + " goes with " + other);
  };
  const bool resampled =
      std::find(rules.errors.begin(), rules.errors.end(), ErrorBy::bootstrap) != rules.errors.end();
  need("resamples", resampled, "--se bootstrap");
  need("seed", resampled, "--se bootstrap");
  need("alpha", asked.gaps, "--against or --against-score");
  need("power", asked.gaps, "--against or --against-score");
  need("unit", asked.losses, "--loss");
  need("vocabulary", asked.losses, "--loss");
  if (options.given("vocabulary") && options.natural("vocabulary") < 2)
    throw Error(ExitCode::usage, "--vocabulary must be a number of symbols from 2 on");
  if (resampled) check_resamples(rules, asked);
  if (asked.gaps && rules.power <= rules.alpha)
    throw Error(ExitCode::usage,
                fmt::format("--power is {:.15g}, but must be above --alpha, here {:.15g}, with "
                            "which a test rejects where there is no gap",
                            rules.power, rules.alpha));
}

}  // namespace plim::cli
