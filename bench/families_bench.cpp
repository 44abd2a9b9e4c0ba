// Draws of every family, one after the other as a sample takes them; "each" is the time of one draw.
#include <memory>
#include <string>
#include <vector>

#include "bench.hpp"
#include "families/law_examples.hpp"
#include "plim/families/standard_families.hpp"

namespace plim::bench {
namespace {

constexpr Address address{{0x9E3779B97F4A7C15}, 7, 0};

std::shared_ptr<const Law> law_of(const test::Named& named) {
  Arguments arguments;
  for (const auto& [name, value] : named.arguments) arguments.set(name, value);
  for (const LawFamily& family : standard_families()) {
    if (family.name == named.family) return std::move(*family.make(arguments));
  }
  return nullptr;
}

void draw(benchmark::State& state, const Law& law) {
  std::vector<double> out(2048);
  std::uint64_t first = 0;
  for (auto _ : state) {
    law.draw(address, first, out);
    first += out.size();
    benchmark::ClobberMemory();
  }
  per_item(state, static_cast<std::int64_t>(out.size()));
}

}  // namespace
}  // namespace plim::bench

int main(int argc, char** argv) {
  for (const plim::test::Named& named : plim::test::law_examples()) {
    std::string name = named.family;
    for (const auto& [key, value] : named.arguments) name += " " + key + "=" + plim::readable(value);
    const auto law = plim::bench::law_of(named);
    benchmark::RegisterBenchmark(name.c_str(),
                                 [law](benchmark::State& state) { plim::bench::draw(state, *law); });
  }
  return plim::bench::main(argc, argv);
}
