#include "interleave.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/normal.hpp"
#include "plim/plan/keys.hpp"
#include "plim/populations/family_population.hpp"
#include "scenario.hpp"

namespace plim::rng {
namespace {

/// The keys that make_keys gives a scenario at seeds 0, 1, 2, ...
auto keys_of_seeds() {
  return [scenario = normal_scenario()](std::uint64_t seed) mutable {
    make_keys(scenario, seed);
    return scenario.keys.front();
  };
}

Words counter_0(Key key) { return philox(Address{key, 0, 0}, 0, 0); }

Source seeds() {
  return whole_counters([key = keys_of_seeds()](std::uint64_t seed) mutable { return counter_0(key(seed)); });
}

Source keys_themselves() {
  return [key = keys_of_seeds(), seed = std::uint64_t{0}](std::span<std::uint64_t> out) mutable {
    for (std::uint64_t& word : out) word = key(seed++).bits;
  };
}

Source rates() {
  return whole_counters([family = law_family<Exponential>()](std::uint64_t i) {
    Arguments arguments;
    arguments.set("lambda", 1 + static_cast<double>(i) * 0x1p-40);
    ScenarioPlan scenario = scenario_of(family, arguments);
    make_keys(scenario, 0);
    return counter_0(scenario.keys.front());
  });
}

Source sizes() {
  return [scenario = normal_scenario(), n = std::int64_t{1}](std::span<std::uint64_t> out) mutable {
    scenario.nested = false;
    std::vector<std::int64_t> several(out.size() / 2);
    for (std::int64_t& size : several) size = n++;
    scenario.sizes = several;
    make_keys(scenario, 0);
    for (std::size_t i = 0; i < several.size(); ++i) {
      const Words w = counter_0(scenario.keys[i]);
      out[2 * i] = first_half(w);
      out[2 * i + 1] = second_half(w);
    }
  };
}

}  // namespace

ScenarioPlan scenario_of(const LawFamily& family, const Arguments& arguments) {
  ScenarioPlan scenario;
  scenario.names.own().sample = "x";
  scenario.population = *make_family_population(family, arguments);
  return scenario;
}

ScenarioPlan normal_scenario() {
  Arguments arguments;
  arguments.set("mean", 0.0);
  arguments.set("sd", 1.0);
  return scenario_of(law_family<Normal>(), arguments);
}

Key normal_key() {
  ScenarioPlan scenario = normal_scenario();
  make_keys(scenario, 0);
  return scenario.keys.front();
}

std::vector<Stream> seed_streams() {
  return {
      plim_stream("c_seeds", "counter 0 of seeds 0, 1, 2, ..., by the hash of the stream's text", 4, seeds),
      plim_stream("c_keys", "the keys of seeds 0, 1, 2, ... themselves", 2, keys_themselves),
      plim_stream("d_rates", "counter 0 of scenarios exponential lambda = 1 + i 2^-40", 4, rates),
      plim_stream("d_sizes", "counter 0 of independent sizes n = 1, 2, 3, ...", 2, sizes),
  };
}

}  // namespace plim::rng
