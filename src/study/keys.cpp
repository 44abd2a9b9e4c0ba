#include "plim/core/digest.hpp"
#include "plim/core/number.hpp"
#include "plim/study/planner.hpp"

namespace plim {

void make_keys(ScenarioPlan& scenario, std::uint64_t seed) {
  const auto text = [&](const std::string& size_line) {
    return "plim-stream 1\nseed " + std::to_string(seed) + "\nsample " + scenario.sample + " " +
           (scenario.nested ? "nested" : "independent") + " " + std::string(route_name(scenario.route)) +
           "\npopulation " + scenario.population->canonical() + "\n" + size_line +
           "purpose data\nestimator -\n";
  };
  if (scenario.nested) {
    scenario.canonical = {text("")};
  } else {
    for (const std::int64_t n : scenario.sizes)
      scenario.canonical.push_back(text("n " + canonical(n) + "\n"));
  }
  for (const std::string& line : scenario.canonical) scenario.keys.push_back({leading_word(sha256(line))});
}

}  // namespace plim
