// Many laws in one study, which share its level, and laws drawn anew for every replicate.
#include <fmt/format.h>

#include "design.hpp"

namespace plim::verdicts {
namespace {

/// Means of 20 normal laws, whose limits by Student's t are exact: the level is used up, and no more. The
/// model is not that of the population, so that there is no control variate.
Design many_laws() {
  std::string sds;
  for (int i = 1; i <= 20; ++i) sds += (i > 1 ? ", " : "") + fmt::format("{}", 0.1 * i);
  Design d{"20 normal laws, their means",
           fmt::format("population.p = {{ law = \"normal\", mean = 10.0, sd = {{ grid = [{}] }} }}\n"
                       "sample.x = {{ from = \"p\", n = 1, route = \"draw\" }}\n"
                       "model.m = {{ likelihood = \"exponential\" }}\n"
                       "estimate.m = {{ of = \"mean\", on = \"x\", model = \"m\", with = \"mle\" }}\n",
                       sds)};
  const auto check = [](const std::string& rest) { return check_of("m", "", "bias", rest); };
  d.holds("bias equals 0 up to 0.001 sd", check("equals = 0, margin = { sd = 0.001 }"));
  d.holds("bias equals 0 up to 0.2 sd", check("equals = 0, margin = { sd = 0.2 }"));
  d.fails("bias at_least 0.1", check("at_least = 0.1"));
  return d;
}

/// The posterior mean under the law that the laws are drawn from: unbiased at every n.
Design drawn_laws() {
  Design d{"drawn laws, dirichlet_mean_laplace, n = 10",
           "population.p = { law = \"categorical.dirichlet\", K = 4, alpha = 1.0 }\n"
           "sample.x = { from = \"p\", n = 10 }\n"
           "estimate.H = { of = \"entropy\", on = \"x\", with = [\"dirichlet_mean_laplace\", \"ml\"] }\n"};
  const auto check = [](const std::string& measure, const std::string& rest) {
    return check_of("H", "dirichlet_mean_laplace", measure, rest);
  };
  d.holds("bias equals 0 up to 0.02", check("bias", "equals = 0, margin = { absolute = 0.02 }"),
          Wrong::shift);
  d.holds("bias equals 0 up to 0.001", check("bias", "equals = 0, margin = { absolute = 0.001 }"));
  d.holds("rmse below that of ml", check("rmse", "below = \"ml\""));
  d.fails("bias at_least 0.001", check("bias", "at_least = 0.001"));
  d.fails("bias at_most -0.02", check("bias", "at_most = -0.02"));
  return d;
}

}  // namespace

std::vector<Design> many_designs() { return {many_laws(), drawn_laws()}; }

}  // namespace plim::verdicts
