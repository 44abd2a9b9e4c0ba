// Rates: one that holds at every n, and one that the curve passes on its way from 1 to 1/2.
#include <fmt/format.h>

#include "design.hpp"

namespace plim::verdicts {
namespace {

Design normal_mean() {
  Design d{"slope, mean of a normal law",
           "population.p = { law = \"normal\", mean = 0.0, sd = 1.0 }\n"
           "sample.x = { from = \"p\", n = { grid = [10, 30, 100, 300, 1000] } }\n"
           "model.m = { likelihood = \"normal\" }\n"
           "estimate.m = { of = \"mean\", on = \"x\", model = \"m\", with = \"mle\" }\n"};
  for (const char* measure : {"empirical_se", "rmse"}) {
    const std::string name = measure;
    const auto check = [&name](const std::string& rest) { return check_of("m", "", name, rest); };
    d.holds(name + " falls with slope -0.5", check("slope = -0.5"), Wrong::rate);
    d.holds(name + " falls with slope -0.5 up to 0.002",
            check("slope = -0.5, margin = { absolute = 0.002 }"));
    d.fails(name + " falls with slope -0.6", check("slope = -0.6"));
    d.fails(name + " falls with slope -0.551", check("slope = -0.551"));
  }
  return d;
}

/// Local slopes of the spread are -1.05 -0.97 -0.88 -0.75 -0.64 -0.54 -0.51 -0.51 (exact).
Design nearly_equal() {
  std::string p;
  for (int i = 0; i < 10; ++i) p += (i > 0 ? ", " : "") + fmt::format("{:.15f}", 0.09 + 0.02 * i / 9);
  Design d{"slope, entropy of nearly equal classes",
           fmt::format("population.p = {{ law = \"categorical\", weights = [{}] }}\n"
                       "sample.x = {{ from = \"p\", n = {{ grid = [30, 100, 300, 1000, 3000, 10000, 30000, "
                       "100000] }} }}\n"
                       "estimate.H = {{ of = \"entropy\", on = \"x\", with = \"ml\" }}\n",
                       p)};
  d.holds("empirical_se falls as theory says", check_of("H", "", "empirical_se", "slope = \"theory\""));
  // The mean slope is -0.7415, so that this is no wrong number; but 4000 replicates show that it is no rate.
  d.holds("empirical_se falls with mean slope -0.75", check_of("H", "", "empirical_se", "slope = -0.75"))
      .open = "no constant rate";
  d.fails("empirical_se falls with slope -0.5", check_of("H", "", "empirical_se", "slope = -0.5"));
  return d;
}

}  // namespace

std::vector<Design> slope_designs() { return {normal_mean(), nearly_equal()}; }

}  // namespace plim::verdicts
