#include "plim/random/binomial.hpp"

#include <algorithm>
#include <array>

#include "plim/random/binomial_steps.hpp"
#include "plim/random/kernels.hpp"

namespace plim {
BinomialLaw::BinomialLaw(double p) noexcept
    : reflected_(p > 0.5),
      p_(reflected_ ? 1 - p : p),
      q_(reflected_ ? p : 1 - p),
      log_q_(elementary::log1p(-p_)) {}

bool BinomialLaw::attempt(std::int64_t n, Variate::Pair words, std::int64_t& drawn) const noexcept {
  const double count = static_cast<double>(n);
  double k = 0;
  if (!(count * p_ < binomial_steps::inversion_below ? invert(count, open_uniform(words.first), k)
                                                     : reject(count, words, k))) {
    return false;
  }
  const auto successes = static_cast<std::int64_t>(k);
  drawn = reflected_ ? n - successes : successes;
  return true;
}

bool BinomialLaw::invert(double n, double u, double& k) const noexcept {
  double mass = elementary::exp(n * log_q_);
  k = 0;
  for (int i = 0; i < binomial_steps::inversion_most && u >= mass; ++i) {
    binomial_steps::invert_step(k, u, mass, n, p_ / q_, i, 1.0 / (i + 1));
  }
  return u < mass;
}

bool BinomialLaw::reject(double n, Variate::Pair words, double& k) const noexcept {
  const binomial_steps::Hat h = binomial_steps::hat(n, p_, q_);
  const double v = open_uniform(words.second);
  const binomial_steps::Candidate c = binomial_steps::candidate(h, n, open_uniform(words.first), v);
  k = h.mode + c.from_mode;
  return c.accepted || (c.inside && binomial_steps::below_mass(h, n, p_, q_, c, v));
}

void binomial_lanes(const Address& first, std::size_t lanes, std::uint64_t index, const std::int64_t* n,
                    const double* p, std::int64_t* drawn) {
  const auto kernel = random_kernels().binomial;
  CounterRun run{first.key.bits, index, first.replicate, first.sub, 0};
  for (std::size_t begin = 0; begin < lanes; begin += binomial_chunk, run.replicate += binomial_chunk) {
    const std::size_t size = std::min(binomial_chunk, lanes - begin);
    kernel(run, size, n + begin, p + begin, drawn + begin);
    for (std::size_t l = begin; l < begin + size; ++l) {
      if (drawn[l] >= 0) continue;
      drawn[l] = Variate({first.key, first.replicate + l, first.sub}, index).binomial(n[l], p[l]);
    }
  }
}

void binomial_lanes(const Address& first, std::size_t lanes, std::uint64_t index, const std::int64_t* n,
                    double p, std::int64_t* drawn) {
  std::array<double, binomial_chunk> same;
  same.fill(p);
  for (std::size_t begin = 0; begin < lanes; begin += binomial_chunk) {
    const std::size_t size = std::min(binomial_chunk, lanes - begin);
    binomial_lanes({first.key, first.replicate + begin, first.sub}, size, index, n + begin, same.data(),
                   drawn + begin);
  }
}

}  // namespace plim
