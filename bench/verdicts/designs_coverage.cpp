// Shares of intervals that hold the truth, by themselves and paired.
#include <fmt/format.h>

#include "design.hpp"

namespace plim::verdicts {
namespace {

/// Wald's interval of a probability, whose coverage is a sum over a binomial
/// (bench/verdicts/exact_truths.py).
Design wald(double p, std::int64_t n, double coverage) {
  Design d{fmt::format("coverage by wald, p = {}, n = {}", p, n),
           fmt::format("population.p = {{ law = \"bernoulli\", p = {} }}\n"
                       "sample.x = {{ from = \"p\", n = {} }}\n"
                       "model.m = {{ likelihood = \"bernoulli\" }}\n"
                       "estimate.p = {{ of = \"p\", on = \"x\", model = \"m\", with = \"mle\", interval = {{ "
                       "level = 0.95, method = \"wald\" }} }}\n",
                       number(p), n)};
  const auto check = [](const std::string& verb, double bound) {
    return check_of("p", "", "coverage", verb + " = " + number(bound));
  };
  d.holds("equals its value up to 0.03", check("equals", coverage) + ", margin = { absolute = 0.03 }");
  d.holds("at_least its value - 0.03", check("at_least", coverage - 0.03));
  d.holds("at_least its value - 0.002", check("at_least", coverage - 0.002));
  d.holds("at_most its value + 0.002", check("at_most", coverage + 0.002));
  d.fails("at_least its value + 0.002", check("at_least", coverage + 0.002));
  d.fails("at_most its value - 0.002", check("at_most", coverage - 0.002));
  d.fails("at_least its value + 0.03", check("at_least", coverage + 0.03));
  d.fails("equals its value + 0.032 up to 0.03",
          check("equals", coverage + 0.032) + ", margin = { absolute = 0.03 }");
  return d;
}

/// Intervals of the plug-in entropy against those of Miller and Madow around the same samples.
/// `difference` is the coverage of the first less that of the second.
Design paired(const std::string& name, const std::string& law, std::int64_t n, double difference) {
  Design d{"paired coverage, " + name + fmt::format(", n = {}", n),
           fmt::format("population.p = {{ {} }}\nsample.x = {{ from = \"p\", n = {} }}\n"
                       "estimate.H = {{ of = \"entropy\", on = \"x\", with = [\"ml\", \"miller_madow\"], "
                       "interval = {{ level = 0.95 }} }}\n",
                       law, n)};
  const bool less = difference < 0;
  const std::string low = less ? "ml" : "miller_madow", high = less ? "miller_madow" : "ml";
  const double gap = less ? -difference : difference;
  // The lower one lies above the higher less a margin.
  const auto check = [&](double margin) {
    return check_of("H", low, "coverage",
                    fmt::format("above = \"{}\", margin = {{ absolute = {} }}", high, number(margin)));
  };
  d.holds("lower by 0.002 less than claimed", check(gap + 0.002));
  d.holds("lower by 0.04 less than claimed", check(gap + 0.04));
  d.fails("lower by 0.002 more than claimed", check(gap - 0.002));
  d.fails("lower by 0.04 more than claimed", check(gap - 0.04));
  d.holds("below", check_of("H", low, "coverage", "below = \"" + high + "\""));
  d.fails("above", check_of("H", low, "coverage", "above = \"" + high + "\""));
  return d;
}

}  // namespace

std::vector<Design> coverage_designs() {
  // The first difference is of a run of plim with 4 000 000 replicates, seed 20261126, and has a standard
  // error of 0.00024; the second of bench/verdicts/exact_truths.py.
  return {wald(0.1, 20, 0.876037256), wald(0.01, 100, 0.6334331243),
          paired("zipf(0.5) of 200", "law = \"zipf\", s = 0.5, N = 200", 500, -0.6162),
          paired("K = 4", "law = \"categorical\", p = [0.4, 0.3, 0.2, 0.1]", 30, 0.04307789782)};
}

}  // namespace plim::verdicts
