#include "philox_lanes.hpp"
#include "plim/random/binomial_steps.hpp"
#include "plim/random/kernels.hpp"

// As in random_kernels.cpp: nothing of the standard library that could emit code.
namespace plim::PLIM_ISA {
bool binomial(CounterRun run, std::size_t lanes, const std::int64_t* n, const double* p, std::int64_t* drawn);

namespace {

using namespace binomial_steps;

// Loops run over whole batches, so that no rest is left to scalar code.
constexpr std::size_t chunk = binomial_chunk;
using Places = List<chunk>;

/// Draws side by side: trials, min(p, 1 - p), its complement, two uniforms, and the result, -1 while open.
struct Lanes {
  double n[chunk], p[chunk], q[chunk], u[chunk], v[chunk], k[chunk];
};

void gather(const Lanes& x, Places& list, Lanes& y) {
  const std::size_t size = list.pad();
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint64_t l = list.at[i];
    y.n[i] = x.n[l];
    y.p[i] = x.p[l];
    y.q[i] = x.q[l];
    y.u[i] = x.u[l];
    y.v[i] = x.v[l];
  }
}

void scatter(const Lanes& y, const Places& list, Lanes& x) {
  for (std::size_t i = 0; i < list.size; ++i) x.k[list.at[i]] = y.k[i];
}

/// The two uniforms of every listed replicate at run.attempt.
void draw_uniforms(const CounterRun& run, Places& list, Lanes& y) {
  const std::size_t size = list.pad();
  std::uint64_t first[chunk], second[chunk];
  for (std::size_t i = 0; i < size; i += batch) listed_replicates(run, list.at + i, first + i, second + i);
  for (std::size_t i = 0; i < size; ++i) {
    y.u[i] = open_uniform(first[i]);
    y.v[i] = open_uniform(second[i]);
  }
}

/// Accepts what the squeeze of the rejection accepts.
void squeeze(Lanes& y, std::size_t size) {
  for (std::size_t i = 0; i < size; i += batch) {
    for (std::size_t l = i; l < i + batch; ++l) {
      const Hat h = hat(y.n[l], y.p[l], y.q[l]);
      const Candidate c = candidate(h, y.n[l], y.u[l], y.v[l]);
      y.k[l] = c.accepted ? h.mode + c.from_mode : -1.0;
    }
  }
}

/// The whole of the rejection's test.
void decide(Lanes& y, std::size_t size) {
  for (std::size_t i = 0; i < size; i += batch) {
    for (std::size_t l = i; l < i + batch; ++l) {
      const Hat h = hat(y.n[l], y.p[l], y.q[l]);
      Candidate c = candidate(h, y.n[l], y.u[l], y.v[l]);
      const double k = h.mode + c.from_mode;
      c.from_mode = c.inside ? c.from_mode : 0.0;
      const bool below = below_mass(h, y.n[l], y.p[l], y.q[l], c, y.v[l]);
      y.k[l] = c.accepted | (c.inside & below) ? k : -1.0;
    }
  }
}

void invert(Lanes& y, std::size_t size) {
  double mass[chunk], odds[chunk];
  for (std::size_t l = 0; l < size; ++l) {
    mass[l] = elementary::exp(y.n[l] * elementary::log1p(-y.p[l]));
    odds[l] = y.p[l] / y.q[l];
    y.k[l] = 0;
  }
  for (int i = 0; i < inversion_most; ++i) {
    std::uint64_t open = 0;
    const double divisor = 1.0 / (i + 1);
    for (std::size_t l = 0; l < size; ++l) {
      Inversion s{y.k[l], y.u[l], mass[l]};
      invert_step(s, i, y.n[l], odds[l], divisor);
      y.k[l] = s.k;
      y.u[l] = s.u;
      mass[l] = s.mass;
      open |= s.u >= s.mass ? 1 : 0;
    }
    if (open == 0) return;
  }
  for (std::size_t l = 0; l < size; ++l) y.k[l] = y.u[l] < mass[l] ? y.k[l] : -1.0;
}

/// One attempt of `size` draws.
void attempt(Lanes& y, std::size_t size) {
  Places inverted, undecided;
  bool rejection = false;
  for (std::size_t l = 0; l < size; ++l) rejection |= y.n[l] * y.p[l] >= inversion_below;
  if (rejection) squeeze(y, size);
  for (std::size_t l = 0; l < size; ++l) {
    const bool small = y.n[l] * y.p[l] < inversion_below;
    inverted.push_if(l, small);
    undecided.push_if(l, !small & (y.k[l] < 0));
  }
  Lanes z;
  if (undecided.size > 0) {
    gather(y, undecided, z);
    decide(z, whole_batches(undecided.size));
    scatter(z, undecided, y);
  }
  if (inverted.size > 0) {
    gather(y, inverted, z);
    invert(z, whole_batches(inverted.size));
    scatter(z, inverted, y);
  }
}

}  // namespace

bool binomial(CounterRun run, std::size_t lanes, const std::int64_t* n, const double* p,
              std::int64_t* drawn) {
  Lanes x, y;
  Places open;
  for (std::size_t l = 0; l < lanes; ++l) {
    x.n[l] = static_cast<double>(n[l]);
    x.p[l] = p[l] > 0.5 ? 1 - p[l] : p[l];
    x.q[l] = p[l] > 0.5 ? p[l] : 1 - p[l];
    open.push_if(l, true);
  }
  for (run.attempt = 0; open.size > 0; ++run.attempt) {
    if (run.attempt == 1U << 16) return false;
    gather(x, open, y);
    draw_uniforms(run, open, y);
    attempt(y, whole_batches(open.size));
    scatter(y, open, x);
    Places left;
    for (std::size_t i = 0; i < open.size; ++i) left.push_if(open.at[i], y.k[i] < 0);
    open = left;
  }
  for (std::size_t l = 0; l < lanes; ++l) {
    const std::int64_t k = static_cast<std::int64_t>(x.k[l]);
    drawn[l] = p[l] > 0.5 ? n[l] - k : k;
  }
  return true;
}

}  // namespace plim::PLIM_ISA
