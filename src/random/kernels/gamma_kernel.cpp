#include "box_muller.hpp"
#include "philox_lanes.hpp"
#include "plim/random/gamma_steps.hpp"
#include "plim/random/kernels.hpp"

// As in random_kernels.cpp: nothing of the standard library that could emit code.
namespace plim::PLIM_ISA {
bool gamma(CounterRun run, std::size_t blocks, double shape, double* out);

namespace {

using namespace gamma_steps;

constexpr std::size_t block = 128;
using Places = List<block>;

/// A normal and a uniform for each of some places of a block.
struct Draws {
  double x[block], u[block];
};

/// For every place: the normals at run.attempt, the uniforms at the next.
void draw_block(CounterRun run, Draws& draws) {
  std::uint64_t w[block];
  block_words(run, w);
  for (std::size_t i = 0; i < 64; ++i) {
    const NormalPair pair = box_muller(w[i], w[64 + i]);
    draws.x[i] = pair.first;
    draws.x[64 + i] = pair.second;
  }
  ++run.attempt;
  block_words(run, w);
  for (std::size_t i = 0; i < block; ++i) draws.u[i] = open_uniform(w[i]);
}

/// The same for the listed places.
void draw_listed(CounterRun run, Places& list, Draws& draws) {
  const std::size_t size = list.pad();
  std::uint64_t counters[block], first[block], second[block];
  for (std::size_t i = 0; i < size; ++i) counters[i] = list.at[i] % 64;
  for (std::size_t i = 0; i < size; i += batch) listed_counters(run, counters + i, first + i, second + i);
  for (std::size_t i = 0; i < size; ++i) {
    const NormalPair pair = box_muller(first[i], second[i]);
    draws.x[i] = list.at[i] < 64 ? pair.first : pair.second;
  }
  ++run.attempt;
  for (std::size_t i = 0; i < size; i += batch) listed_counters(run, counters + i, first + i, second + i);
  for (std::size_t i = 0; i < size; ++i) draws.u[i] = open_uniform(list.at[i] < 64 ? first[i] : second[i]);
}

/// Puts the proposals of every place into `out` and lists the places that the squeeze does not accept.
void squeeze_block(const Constants& k, const Draws& draws, double* out, Places& list) {
  std::uint64_t accepted[block];
  for (std::size_t i = 0; i < block; ++i) {
    const Proposal p = propose(k, draws.x[i]);
    out[i] = p.value;
    accepted[i] = squeeze(p, draws.u[i]) ? 1 : 0;
  }
  for (std::size_t i = 0; i < block; ++i) list.push_if(i, accepted[i] == 0);
}

void gather(const Draws& all, Places& list, Draws& some) {
  const std::size_t size = list.pad();
  for (std::size_t i = 0; i < size; ++i) {
    some.x[i] = all.x[list.at[i]];
    some.u[i] = all.u[list.at[i]];
  }
}

/// Puts the proposals of the listed places into `out` and keeps those listed that are refused.
void test_listed(const Constants& k, const Draws& draws, double* out, Places& list) {
  double value[block];
  std::uint64_t accepted[block];
  const std::size_t size = list.pad();
  for (std::size_t i = 0; i < size; ++i) {
    const Proposal p = propose(k, draws.x[i]);
    value[i] = p.value;
    accepted[i] = squeeze(p, draws.u[i]) | test(k, p, draws.u[i]) ? 1 : 0;
  }
  Places refused;
  for (std::size_t i = 0; i < list.size; ++i) {
    out[list.at[i]] = value[i];
    refused.push_if(list.at[i], accepted[i] == 0);
  }
  list = refused;
}

bool gamma_block(CounterRun run, const Constants& k, double* out) {
  Draws all, some;
  Places list;
  run.attempt = 1;
  draw_block(run, all);
  squeeze_block(k, all, out, list);
  gather(all, list, some);
  test_listed(k, some, out, list);
  while (list.size > 0) {
    run.attempt += 2;
    if (run.attempt + 1 >= 1U << 16) return false;
    draw_listed(run, list, some);
    test_listed(k, some, out, list);
  }
  return true;
}

/// What a shape below 1 needs: each number times a power of the uniform of attempt 0.
void multiply_by_powers(const CounterRun& run, double shape, double* out) {
  std::uint64_t w[block];
  block_words(run, w);
  for (std::size_t i = 0; i < block; ++i) out[i] *= power_of_uniform(open_uniform(w[i]), shape);
}

}  // namespace

bool gamma(CounterRun run, std::size_t blocks, double shape, double* out) {
  const Constants k = constants(shape);
  for (std::size_t b = 0; b < blocks; ++b, run.index += 64, out += block) {
    if (!gamma_block(run, k, out)) return false;
    if (shape < 1) multiply_by_powers(run, shape, out);
  }
  return true;
}

}  // namespace plim::PLIM_ISA
