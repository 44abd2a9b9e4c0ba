#include "plim/core/digest.hpp"
#include "plim/core/number.hpp"
#include "plim/study/planner.hpp"

namespace plim {
namespace {
Key key_of(const std::string& text) { return {leading_word(sha256(text))}; }
}  // namespace

void make_keys(ScenarioPlan& scenario, std::uint64_t seed) {
  const auto text = [&](const std::string& size_line, const std::string& purpose) {
    return "plim-stream 1\nseed " + std::to_string(seed) + "\nsample " + scenario.sample + " " +
           (scenario.nested ? "nested" : "independent") + " " + std::string(route_name(scenario.route)) +
           "\npopulation " + scenario.population->canonical() + "\n" + size_line + "purpose " + purpose +
           "\nestimator -\n";
  };
  const auto add = [&](const std::string& size_line) {
    scenario.canonical.push_back(text(size_line, "data"));
    scenario.keys.push_back(key_of(scenario.canonical.back()));
    if (scenario.population->draws_law()) scenario.law_keys.push_back(key_of(text(size_line, "realise")));
  };
  if (scenario.nested) {
    add("");
  } else {
    for (const std::int64_t n : scenario.sizes) add("n " + canonical(n) + "\n");
  }
}

}  // namespace plim
