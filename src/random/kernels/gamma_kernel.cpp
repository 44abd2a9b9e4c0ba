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
/// Blocks whose refused places are worked on together: one block has too few of them to fill the processor.
constexpr std::size_t group_blocks = 8;
constexpr std::size_t group = group_blocks * block;
using Places = List<group>;

/// The counter of a place, from the group's first on, and which of its two numbers the place is.
constexpr std::uint64_t counter_of(std::uint64_t place) { return place / block * 64 + place % 64; }
constexpr bool is_first(std::uint64_t place) { return place % block < 64; }

/// A normal and a uniform for each of some places.
struct Draws {
  double x[group], u[group];
};

/// For every place of a block: the normals at run.attempt, the uniforms at the next.
void draw_block(CounterRun run, double* x, double* u) {
  std::uint64_t w[block];
  block_words(run, w);
  for (std::size_t i = 0; i < 64; ++i) {
    const NormalPair pair = box_muller(w[i], w[64 + i]);
    x[i] = pair.first;
    x[64 + i] = pair.second;
  }
  ++run.attempt;
  block_words(run, w);
  for (std::size_t i = 0; i < block; ++i) u[i] = open_uniform(w[i]);
}

/// The same for the listed places.
void draw_listed(CounterRun run, Places& list, Draws& draws) {
  const std::size_t size = list.pad();
  std::uint64_t counters[group], first[group], second[group];
  for (std::size_t i = 0; i < size; ++i) counters[i] = counter_of(list.at[i]);
  for (std::size_t i = 0; i < size; i += batch) listed_counters(run, counters + i, first + i, second + i);
  for (std::size_t i = 0; i < size; ++i) {
    const NormalPair pair = box_muller(first[i], second[i]);
    draws.x[i] = is_first(list.at[i]) ? pair.first : pair.second;
  }
  ++run.attempt;
  for (std::size_t i = 0; i < size; i += batch) listed_counters(run, counters + i, first + i, second + i);
  for (std::size_t i = 0; i < size; ++i) {
    draws.u[i] = open_uniform(is_first(list.at[i]) ? first[i] : second[i]);
  }
}

/// Puts the proposals of 64 places into `out`; bit i is set where the squeeze does not accept place i.
std::uint64_t squeeze_64(const Constants& k, const double* x, const double* u, double* out) {
  std::uint64_t refused = 0;
  for (std::uint64_t i = 0; i < 64; ++i) {
    const Proposal p = propose(k, x[i]);
    out[i] = p.value;
    refused |= (squeeze(p, u[i]) ? std::uint64_t{0} : std::uint64_t{1}) << i;
  }
  return refused;
}

/// Puts the proposals of every place into `out` and lists the places that the squeeze does not accept.
void squeeze_all(const Constants& k, const Draws& draws, std::size_t size, double* out, Places& list) {
  for (std::size_t begin = 0; begin < size; begin += 64) {
    std::uint64_t refused = squeeze_64(k, draws.x + begin, draws.u + begin, out + begin);
    for (; refused != 0; refused &= refused - 1) {
      list.push_if(begin + static_cast<std::uint64_t>(__builtin_ctzll(refused)), true);
    }
  }
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
  double value[group];
  std::uint64_t accepted[group];
  const std::size_t size = list.pad();
  for (std::size_t i = 0; i < size; ++i) {
    const Proposal p = propose(k, draws.x[i]);
    value[i] = p.value;
    accepted[i] = static_cast<int>(squeeze(p, draws.u[i])) | static_cast<int>(test(k, p, draws.u[i]));
  }
  std::size_t left = 0;
  for (std::size_t i = 0; i < list.size; ++i) {
    out[list.at[i]] = value[i];
    list.at[left] = list.at[i];
    left += accepted[i] == 0 ? 1 : 0;
  }
  list.size = left;
}

bool gamma_group(CounterRun run, const Constants& k, std::size_t blocks, double* out) {
  Draws all, some;
  Places list;
  const std::uint32_t end = run.attempt + attempts_of_plane;
  ++run.attempt;
  CounterRun at = run;
  for (std::size_t i = 0; i < blocks * block; i += block, at.index += 64) {
    draw_block(at, all.x + i, all.u + i);
  }
  squeeze_all(k, all, blocks * block, out, list);
  gather(all, list, some);
  test_listed(k, some, out, list);
  while (list.size > 0) {
    run.attempt += 2;
    if (run.attempt + 1 >= end) return false;
    draw_listed(run, list, some);
    test_listed(k, some, out, list);
  }
  return true;
}

/// What a shape below 1 needs: each number times a power of the uniform of the first attempt.
void multiply_by_powers(const CounterRun& run, double shape, double* out) {
  std::uint64_t w[block];
  block_words(run, w);
  for (std::size_t i = 0; i < block; ++i) out[i] *= power_of_uniform(open_uniform(w[i]), shape);
}

}  // namespace

bool gamma(CounterRun run, std::size_t blocks, double shape, double* out) {
  const Constants k = constants(shape);
  while (blocks > 0) {
    // A group ends where the low word of the index does, so that its counters differ in that word only.
    const std::size_t to_carry = ((std::uint64_t{1} << 32) - (run.index & 0xffffffff)) / 64;
    std::size_t some = blocks < group_blocks ? blocks : group_blocks;
    if (some > to_carry) some = to_carry;
    if (!gamma_group(run, k, some, out)) return false;
    for (std::size_t b = 0; b < some; ++b, run.index += 64, out += block) {
      if (shape < 1) multiply_by_powers(run, shape, out);
    }
    blocks -= some;
  }
  return true;
}

}  // namespace plim::PLIM_ISA
