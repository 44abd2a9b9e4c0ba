#include "plim/random/binomial.hpp"

#include <algorithm>
#include <array>

#include "plim/numeric/binomial_mass.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/random/btrs.hpp"
#include "plim/random/kernels.hpp"

namespace plim {
namespace {

constexpr double inversion_below = 10;  // the hat of the rejection is proven from n p = 10 on
constexpr std::size_t chunk = 64;

}  // namespace

BinomialLaw::BinomialLaw(double p) noexcept
    : reflected_(p > 0.5),
      p_(reflected_ ? 1 - p : p),
      q_(reflected_ ? p : 1 - p),
      log_q_(elementary::log1p(-p_)) {}

bool BinomialLaw::attempt(std::int64_t n, Variate::Pair words, std::int64_t& drawn) const noexcept {
  const double count = static_cast<double>(n);
  double k = 0;
  if (!(count * p_ < inversion_below ? invert(count, open_uniform(words.first), k)
                                     : reject(count, words, k))) {
    return false;
  }
  const auto successes = static_cast<std::int64_t>(k);
  drawn = reflected_ ? n - successes : successes;
  return true;
}

bool BinomialLaw::invert(double n, double u, double& k) const noexcept {
  // With mean below 10 the mass beyond 64 is under 10^-27; only rounding gets there, and tries again.
  constexpr int most = 64;
  const double odds = p_ / q_;
  double mass = elementary::exp(n * log_q_);
  for (int i = 0; i <= most; ++i) {
    if (u < mass) {
      k = i;
      return true;
    }
    u -= mass;
    mass *= (n - i) / (i + 1) * odds;
  }
  return false;
}

bool BinomialLaw::reject(double n, Variate::Pair words, double& k) const noexcept {
  const btrs::Constants c = btrs::constants(n, p_, q_);
  const double v = open_uniform(words.second);
  const btrs::Candidate candidate = btrs::candidate(c, n, open_uniform(words.first), v);
  k = c.mode + candidate.from_mode;
  if (candidate.accepted || !candidate.inside) return candidate.accepted;
  const double alpha = (2.83 + 5.1 / c.b) * (c.b - 1.15) / 2.53;
  const double height = elementary::log(v * alpha / (c.a / (candidate.us * candidate.us) + c.b));
  return height <= binomial_log_mass(k, n, p_, q_, candidate.from_mode - c.mean_from_mode) -
                       binomial_log_mass(c.mode, n, p_, q_, -c.mean_from_mode);
}

void binomial_lanes(const Address& first, std::size_t lanes, std::uint64_t index, const std::int64_t* n,
                    double p, std::int64_t* drawn) {
  const BinomialLaw law(p);
  const RandomKernels& kernels = random_kernels();
  for (std::size_t begin = 0; begin < lanes; begin += chunk) {
    const std::size_t size = std::min(chunk, lanes - begin);
    Address address = first;
    address.replicate += begin;
    const CounterRun run{address.key.bits, index, address.replicate, address.sub, 0};
    std::array<std::uint64_t, chunk> a, b;
    kernels.words_lanes(run, size, a.data(), b.data());
    kernels.binomial_squeeze(size, n + begin, law.p(), law.q(), a.data(), b.data(), drawn + begin);
    for (std::size_t l = 0; l < size; ++l, ++address.replicate) {
      std::int64_t& out = drawn[begin + l];
      const std::int64_t trials = n[begin + l];
      if (out >= 0) {
        if (law.reflected()) out = trials - out;
      } else if (!law.attempt(trials, {a[l], b[l]}, out)) {
        Variate variate(address, index);
        out = variate.binomial(trials, p);
      }
    }
  }
}

void binomial_lanes(const Address& first, std::size_t lanes, std::uint64_t index, const std::int64_t* n,
                    const double* p, std::int64_t* drawn) {
  Address address = first;
  for (std::size_t l = 0; l < lanes; ++l, ++address.replicate) {
    drawn[l] = Variate(address, index).binomial(n[l], p[l]);
  }
}

}  // namespace plim
