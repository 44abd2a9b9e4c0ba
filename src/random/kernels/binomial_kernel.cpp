#include "philox_lanes.hpp"
#include "plim/random/binomial_steps.hpp"
#include "plim/random/kernels.hpp"

// As in random_kernels.cpp: nothing of the standard library that could emit code.
namespace plim::PLIM_ISA {
void binomial(CounterRun run, std::size_t lanes, const std::int64_t* n, const double* p, std::int64_t* drawn);

namespace {

using namespace binomial_steps;

// Loops run over whole batches, so that no rest is left to scalar code.
constexpr std::size_t chunk = binomial_chunk;
constexpr std::uint32_t attempts_most = 64;
using Places = List<chunk>;

/// Draws side by side: trials, min(p, 1 - p), its complement, two uniforms, and the result, -1 while open.
struct Lanes {
  double n[chunk], p[chunk], q[chunk], u[chunk], v[chunk], k[chunk];
};

/// Trials and laws, the last batch padded by copies of lane 0.
void load_laws(std::size_t lanes, const std::int64_t* n, const double* p, Lanes& x) {
  for (std::size_t l = 0; l < lanes; ++l) {
    x.n[l] = static_cast<double>(n[l]);
    x.p[l] = p[l] > 0.5 ? 1 - p[l] : p[l];
    x.q[l] = p[l] > 0.5 ? p[l] : 1 - p[l];
  }
  for (std::size_t l = lanes; l < whole_batches(lanes); ++l) {
    x.n[l] = x.n[0];
    x.p[l] = x.p[0];
    x.q[l] = x.q[0];
  }
}

/// The two uniforms of every lane at attempt 0.
void draw_all(CounterRun run, std::size_t size, Lanes& x) {
  std::uint64_t first[chunk], second[chunk];
  for (std::size_t l = 0; l < size; l += lane_step, run.replicate += lane_step) {
    lane_words(run, first + l, second + l);
  }
  for (std::size_t l = 0; l < size; ++l) x.u[l] = open_uniform(first[l]);
  for (std::size_t l = 0; l < size; ++l) x.v[l] = open_uniform(second[l]);
}

/// The two uniforms of the listed lanes at run.attempt.
void draw_listed(const CounterRun& run, const Places& list, std::size_t size, Lanes& y) {
  std::uint64_t first[chunk], second[chunk];
  for (std::size_t i = 0; i < size; i += batch) listed_replicates(run, list.at + i, first + i, second + i);
  for (std::size_t i = 0; i < size; ++i) y.u[i] = open_uniform(first[i]);
  for (std::size_t i = 0; i < size; ++i) y.v[i] = open_uniform(second[i]);
}

/// Accepts what the squeeze of the rejection accepts. `size` is of whole batches, here and below.
void squeeze(std::size_t size, Lanes& x) {
  for (std::size_t i = 0; i < size; i += batch) {
    for (std::size_t l = i; l < i + batch; ++l) {
      const Hat h = hat(x.n[l], x.p[l], x.q[l]);
      const Candidate c = candidate(h, x.n[l], x.u[l], x.v[l]);
      x.k[l] = c.accepted ? h.mode + c.from_mode : -1.0;
    }
  }
}

/// The whole test of the rejection.
void decide(std::size_t size, Lanes& x) {
  for (std::size_t i = 0; i < size; i += batch) {
    for (std::size_t l = i; l < i + batch; ++l) {
      const Hat h = hat(x.n[l], x.p[l], x.q[l]);
      Candidate c = candidate(h, x.n[l], x.u[l], x.v[l]);
      const double k = h.mode + c.from_mode;
      c.from_mode = c.inside ? c.from_mode : 0.0;
      const bool below = below_mass(h, x.n[l], x.p[l], x.q[l], c, x.v[l]);
      x.k[l] = c.accepted | (c.inside & below) ? k : -1.0;
    }
  }
}

void gather(const Lanes& x, const Places& list, std::size_t size, Lanes& y) {
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint64_t l = list.at[i];
    y.n[i] = x.n[l];
    y.p[i] = x.p[l];
    y.q[i] = x.q[l];
    y.u[i] = x.u[l];
    y.v[i] = x.v[l];
  }
}

/// Settles the listed lanes, which their squeeze has not accepted. The next attempt is drawn and squeezed
/// beside the whole test of this one, so that the processor works on both at once.
void reject(CounterRun run, Places& list, Lanes& x) {
  Lanes now, next;
  for (run.attempt = 1; list.size > 0 && run.attempt < attempts_most; ++run.attempt) {
    const std::size_t size = list.pad();
    gather(x, list, size, now);
    for (std::size_t i = 0; i < size; ++i) {
      next.n[i] = now.n[i];
      next.p[i] = now.p[i];
      next.q[i] = now.q[i];
    }
    draw_listed(run, list, size, next);
    squeeze(size, next);
    decide(size, now);
    Places open;
    for (std::size_t i = 0; i < list.size; ++i) {
      const std::uint64_t l = list.at[i];
      x.u[l] = next.u[i];
      x.v[l] = next.v[i];
      x.k[l] = now.k[i] >= 0 ? now.k[i] : next.k[i];
      open.push_if(l, x.k[l] < 0);
    }
    list = open;
  }
}

/// Numbers in one register; arrays in their place would go through memory at every step.
constexpr std::size_t wide = width == 1 ? 2 : width;
typedef double Reals __attribute__((vector_size(8 * wide)));
typedef std::int64_t Truths __attribute__((vector_size(8 * wide)));

[[gnu::always_inline]] inline Reals load_reals(const double* from) {
  Reals x;
  __builtin_memcpy(&x, from, sizeof x);
  return x;
}

[[gnu::always_inline]] inline bool any(Truths t) {
#if PLIM_ISA_v4
  return _mm512_test_epi64_mask(reinterpret_cast<__m512i>(t), reinterpret_cast<__m512i>(t)) != 0;
#elif PLIM_ISA_v3
  return _mm256_movemask_pd(reinterpret_cast<__m256d>(t)) != 0;
#else
  return (t[0] | t[1]) != 0;
#endif
}

/// Inverts the laws of all lanes; where n p is not below 10, what comes out is of no use.
void invert(std::size_t size, const Lanes& x, double* k) {
  double mass[chunk], odds[chunk];
  for (std::size_t l = 0; l < size; ++l) {
    const double none = elementary::exp(x.n[l] * elementary::log1p(-x.p[l]));
    mass[l] = x.n[l] * x.p[l] < inversion_below ? none : 2.0;  // 2: at its end before the first step
    odds[l] = x.p[l] / x.q[l];
  }
  for (std::size_t l = 0; l < size; l += wide) {
    const Reals trials = load_reals(x.n + l), odd = load_reals(odds + l);
    Reals at = {}, u = load_reals(x.u + l), m = load_reals(mass + l);
    for (int i = 0; i < inversion_most && any(u >= m); ++i) {
      invert_step(at, u, m, trials, odd, static_cast<double>(i), 1.0 / (i + 1));
    }
    at = u < m ? at : at * 0.0 - 1.0;
    __builtin_memcpy(k + l, &at, sizeof at);
  }
}

}  // namespace

void binomial(CounterRun run, std::size_t lanes, const std::int64_t* n, const double* p,
              std::int64_t* drawn) {
  const std::size_t size = whole_batches(lanes);
  Lanes x;
  load_laws(lanes, n, p, x);
  draw_all(run, size, x);
  std::size_t inversions = 0;
  for (std::size_t l = 0; l < size; ++l) inversions += x.n[l] * x.p[l] < inversion_below ? 1 : 0;
  double inverted[chunk];
  if (inversions > 0) invert(size, x, inverted);
  if (inversions < size) {
    squeeze(size, x);
    Places open;
    for (std::size_t l = 0; l < lanes; ++l) {
      open.push_if(l, (x.k[l] < 0) & (x.n[l] * x.p[l] >= inversion_below));
    }
    reject(run, open, x);
  }
  for (std::size_t l = 0; l < lanes; ++l) {
    const bool small = x.n[l] * x.p[l] < inversion_below;
    const std::int64_t k = static_cast<std::int64_t>(small ? inverted[l] : x.k[l]);
    drawn[l] = p[l] > 0.5 && k >= 0 ? n[l] - k : k;
  }
}

}  // namespace plim::PLIM_ISA
