#include <limits>

#include "forms.hpp"
#include "plim/core/real.hpp"

namespace plim {
namespace {

bool of_estimate(const CheckSpec& c) { return !c.of_sample; }
bool of_sample(const CheckSpec& c) { return c.of_sample; }

}  // namespace

const TableKeys<CheckSpec>& check_keys() {
  static const TableKeys<CheckSpec> keys = {
      {{"estimate", "name", "", "the estimate that it is about"},
       text(&CheckSpec::estimate),
       {.required = true, .refers = "estimate", .when = of_estimate}},
      {{"sample", "name", "", "fits: the sample that it is about, instead of estimate and measure"},
       text(&CheckSpec::sample),
       {.required = true, .refers = "sample", .when = of_sample}},
      {{"with", "names", "", "series by their labels; all of the estimate if absent"},
       names(&CheckSpec::with),
       {.when = of_estimate}},
      {{"measure", "name", "",
        "a measure, or one of a number as { quantile = 0.9 }; identity or max_abs_difference"},
       measure_form(),
       {.required = true, .when = of_estimate}},
      {{"", "", "", ""}, verb_form()},
      {{"to", "name", "", "identity, max_abs_difference: the series to compare with"},
       text(&CheckSpec::to),
       {.when = of_estimate}},
      {{"margin", "table", "",
        "{ relative, absolute, sd }: equal up to the largest of these; if absent what is usual: of equals "
        "and approaches relative = 0.1, of bias the larger of that and sd = 0.1, of mean sd = 0.1 (less a "
        "control variate); of slope absolute = 0.05; of fits relative = 0.01; of bounds none"},
       margin_form()},
      {{"at", "table", "", "where: SAMPLE.n, SAMPLE.from, a parameter: a value, a list, { from, to }"},
       at_form()},
      {{"expect", "name", "\"confirmed\"", "confirmed, or refuted for a claim known to be wrong"},
       expect_form()},
  };
  return keys;
}

const TableKeys<MarginSpec>& margin_keys() {
  // Beyond these a claim cannot fail: 0 and twice the target are equal to it, and so is an estimator that is
  // far off on every sample.
  constexpr double most_relative = 1, most_sd = 10;
  static const TableKeys<MarginSpec> keys = {
      {{"relative", "number", "", "of the target, at most 1; of fits: of the probabilities"},
       margin_part(&MarginSpec::relative, most_relative)},
      {{"absolute", "number", "", "in the unit of the measure; not as wide as all that the measure can be"},
       margin_part(&MarginSpec::absolute, infinity)},
      {{"sd", "number", "", "of the error of one estimate, less its control variate; at most 10"},
       margin_part(&MarginSpec::sd, most_sd)},
  };
  return keys;
}

const TableKeys<VerdictSpec>& verdict_keys() {
  static const TableKeys<VerdictSpec> keys = {
      {{"level", "number", "0.01", "chance of any wrong refutation in the run, in (0, 0.5)"},
       number(
           &VerdictSpec::level, [](double x) { return x > 0 && x < 0.5; }, "must be above 0 and below 0.5")},
      {{"max_failures", "number", "0.05",
        "share of replicates without an estimate, 0 to 1, above which the others decide no check"},
       number(
           &VerdictSpec::max_failures, [](double x) { return x >= 0 && x <= 1; },
           "must be a share, from 0 to 1")},
      {{"looks", "integers", "",
        "numbers of replicates at which verdicts may be asked; others are exploratory"},
       looks_form()},
  };
  return keys;
}

}  // namespace plim
