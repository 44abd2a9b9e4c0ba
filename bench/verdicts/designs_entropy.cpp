// The plug-in entropy with everything as theory says: bias, counts, control variate, rate, spread.
#include <cmath>

#include <fmt/format.h>

#include "study.hpp"

namespace plim::verdicts {
namespace {

struct Law {
  std::string name;
  std::vector<double> p;
  double power;  // wanted on nested paths
};

std::vector<double> zipf(std::size_t k) {
  std::vector<double> p;
  double sum = 0;
  for (std::size_t i = 1; i <= k; ++i) sum += 1 / static_cast<double>(i);
  for (std::size_t i = 1; i <= k; ++i) p.push_back(1 / static_cast<double>(i) / sum);
  return p;
}

std::vector<Law> laws() {
  return {{"K = 2 (0.3, 0.7)", {0.3, 0.7}, 0},
          {"K = 10 Zipf", zipf(10), 0.95},
          {"K = 100 Zipf", zipf(100), 0.95},
          {"K = 10 equal", std::vector<double>(10, 0.1), 0.95}};
}

std::string study_of(const std::vector<double>& p, const std::string& path) {
  std::string weights;
  for (const double x : p) weights += (weights.empty() ? "" : ", ") + number(x);
  return fmt::format(
      "population.p = {{ law = \"categorical\", weights = [{}] }}\n"
      "sample.x = {{ from = \"p\", n = {{ grid = [64, 256, 1024, 4096, 16384, 65536] }}, path = \"{}\" }}\n"
      "estimate.H = {{ of = \"entropy\", on = \"x\", with = [\"ml\", \"self_information\"] }}\n",
      weights, path);
}

void add_claims(Design& d, std::size_t classes) {
  const std::string spread_from = fmt::format(", at = {{ \"x.n\" = {{ from = {} }} }}", 10 * classes);
  const auto of_ml = [](const std::string& measure, const std::string& rest) {
    return check_of("H", "ml", measure, rest);
  };
  d.holds("bias", of_ml("bias", "equals = \"theory\", margin = { relative = 0.1 }"));
  d.holds("counts", "sample = \"x\", fits = \"population\"");
  d.holds("law", check_of("H", "self_information", "bias", "equals = 0, margin = { sd = 0.2 }"));
  d.holds("rate", of_ml("bias", "slope = \"theory\", margin = { absolute = 0.05 }"));
  d.holds("spread", of_ml("empirical_se", "equals = \"theory\", margin = { relative = 0.1 }" + spread_from));
  d.holds("spread rate",
          of_ml("empirical_se", "slope = \"theory\", margin = { absolute = 0.05 }" + spread_from));
}

Mutant half_the_data() {
  return {"half of the data",
          [](Plan& plan) {
            for (std::int64_t& n : plan.scenarios[0].sizes.own()) n /= 2;
          },
          0.99};
}

Mutant one_class(std::vector<double> p, const std::string& path) {
  p[0] *= 1.01;
  return {"one class + 1 %",
          [text = study_of(p, path) + "replicates = { fixed = 1 }\n"](Plan& plan) {
            plan.scenarios[0].population = plan_of(text).scenarios[0].population;
          },
          0.99};
}

Mutant extra(const std::string& name, double factor, double rate) {
  return {name, [=](Plan& plan) {
            distort(plan.scenarios[0], 0, [=](double n) {
              Distortion d;
              d.shift = factor * std::pow(n, rate);
              return d;
            });
          }};
}

}  // namespace

std::vector<Design> entropy_designs() {
  std::vector<Design> designs;
  for (const std::string path : {"nested", "independent"}) {
    for (const Law& law : laws()) {
      Design d{"entropy, " + law.name + ", " + path, study_of(law.p, path)};
      add_claims(d, law.p.size());
      if (path == "nested") {
        d.power = law.power;
        d.mutants = {half_the_data(), one_class(law.p, path), extra("extra 1/(2n)", 0.5, -1),
                     extra("extra 0.02/sqrt n", 0.02, -0.5)};
      }
      designs.push_back(std::move(d));
    }
  }
  return designs;
}

}  // namespace plim::verdicts
