#include "plim/random/variate.hpp"

#include <cmath>

#include "plim/core/error.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/random/binomial.hpp"
#include "plim/random/gamma_steps.hpp"
#include "plim/random/poisson.hpp"
#include "plim/random/wide.hpp"

namespace plim {

double fine_uniform(std::uint64_t first, std::uint64_t second) noexcept {
  return static_cast<double>(first) * 0x1p-64 + (static_cast<double>(second) + 0.5) * 0x1p-128;
}

double fine_exponential(std::uint64_t first, std::uint64_t second) noexcept {
  // The first bit takes one end of the unit interval, from which the others then measure.
  const double from_end = fine_uniform(first & 0x7fffffffffffffff, second);
  return first >> 63 != 0 ? -elementary::log1p(-from_end) : -elementary::log(from_end);
}

void throw_too_many_attempts() { throw Error(ExitCode::bug, "a variate took all its attempts"); }

Variate::Pair Variate::words_beyond_limit() {
  if (end_ != scripted) throw_too_many_attempts();
  return script_->next();
}

Variate::Pair Variate::words() {
  if (attempt_ >= end_) return words_beyond_limit();
  const Words w = philox(address_, index_, attempt_++);
  return {w[0] | std::uint64_t{w[1]} << 32, w[2] | std::uint64_t{w[3]} << 32};
}

double Variate::normal() {
  const Pair w = words();
  const double radius = std::sqrt(-2.0 * elementary::log(open_uniform(w.first)));
  return radius * elementary::sincos_turns(open_uniform(w.second)).cos;
}

double Variate::exponential() { return -elementary::log(open()); }

double Variate::log_gamma(double shape) {
  if (shape >= 1) return elementary::log(gamma(shape));
  const double u = open();
  return elementary::log(gamma(shape + 1)) + elementary::log(u) / shape;
}

double Variate::gamma(double shape) {
  if (shape < 1) {
    const double power = gamma_steps::power_of_uniform(open(), shape);
    return gamma(shape + 1) * power;
  }
  const gamma_steps::Constants k = gamma_steps::constants(shape);
  for (;;) {
    const gamma_steps::Proposal p = gamma_steps::propose(k, normal());
    if (!p.positive) continue;
    const double u = open();
    if (gamma_steps::squeeze(p, u) || gamma_steps::test(k, p, u)) return p.value;
  }
}

std::uint64_t Variate::below(std::uint64_t bound) {
  for (const std::uint64_t rejected = (0 - bound) % bound;;) {
    const auto product = static_cast<Wide>(word()) * bound;
    if (static_cast<std::uint64_t>(product) >= rejected) return static_cast<std::uint64_t>(product >> 64);
  }
}

bool Variate::bernoulli(double p) {
  if (p >= 1) return true;
  for (double rest = p; rest > 0;) {
    const double scaled = rest * 0x1p64;
    const auto digits = static_cast<std::uint64_t>(scaled);
    const std::uint64_t drawn = word();
    if (drawn != digits) return drawn < digits;
    rest = scaled - static_cast<double>(digits);
  }
  return false;
}

std::int64_t Variate::binomial(std::int64_t n, double p) {
  std::int64_t drawn = 0;
  const BinomialLaw law(p);
  while (!law.attempt(n, words(), drawn)) {
  }
  return drawn;
}

double Variate::poisson(double mean) {
  double drawn = 0;
  const PoissonLaw law(mean);
  while (!law.attempt(words(), drawn)) {
  }
  return drawn;
}

}  // namespace plim
