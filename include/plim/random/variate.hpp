#pragma once
#include <cstdint>

#include "plim/random/philox.hpp"

namespace plim {

/// The 52-bit midpoint of a word in (0, 1).
constexpr double open_uniform(std::uint64_t word) noexcept {
  return __builtin_bit_cast(double, word >> 12 | 0x3ff0000000000000) - (1.0 - 0x1p-53);
}

/// The end of a variate that took 2^16 attempts: Error(bug).
[[noreturn]] void throw_too_many_attempts();
/// (2^64 first + second + 1/2) / 2^128: uniform on (0, 1], small values with all their digits.
double fine_uniform(std::uint64_t first, std::uint64_t second) noexcept;
/// Standard exponential of two words, with all its digits at both ends: from 2^-128 to 89.
double fine_exponential(std::uint64_t first, std::uint64_t second) noexcept;

/// The random numbers of one sub-address (a draw, a class, an element). Each call takes one attempt: 128 bits
/// that no other variate has; rejections take further attempts of their own sub-address and disturb nobody.
/// 2^16 attempts at most; the next throws Error(bug).
class Variate {
 public:
  /// Two 64-bit words, of one attempt.
  struct Pair {
    std::uint64_t first, second;
  };
  /// Words that a test lays down in place of the generator's.
  class Script {
   public:
    virtual Pair next() = 0;

   protected:
    ~Script() = default;
  };

  Variate(const Address& address, std::uint64_t index) noexcept : address_(address), index_(index) {}
  /// One that takes its attempts from `first_attempt` to `end` - 1.
  Variate(const Address& address, std::uint64_t index, std::uint32_t first_attempt,
          std::uint32_t end) noexcept
      : address_(address), index_(index), attempt_(first_attempt), end_(end) {}
  /// For tests: a variate that takes its words from a script, which outlives it.
  explicit Variate(Script& script) noexcept : address_{}, script_(&script), end_(scripted) {}

  /// The next attempt.
  Pair words();

  std::uint64_t word() { return words().first; }
  /// Uniform on (0, 1), the midpoint of one of 2^52 cells.
  double open() { return open_uniform(word()); }
  /// Standard normal (Box and Muller 1958).
  double normal();
  /// Standard exponential of one word: from 2^-53 to 53 ln 2 = 36.7, beyond which the law has 2^-53.
  double exponential();
  /// Gamma of any shape > 0 and scale 1 (Marsaglia and Tsang 2000); 0 only where the draw underflows.
  double gamma(double shape);
  /// The logarithm of such a gamma draw, finite at every shape.
  double log_gamma(double shape);
  /// Uniform on 0 .. bound - 1, exactly (Lemire 2019); bound >= 1.
  std::uint64_t below(std::uint64_t bound);
  /// True with probability p, exactly: p's binary digits are compared with as many random ones as it takes.
  bool bernoulli(double p);
  /// Binomial(n, p), 0 <= n <= 2^53, 0 <= p <= 1.
  std::int64_t binomial(std::int64_t n, double p);
  /// Poisson of any mean >= 0; above 2^53 the draw is rounded to a double.
  double poisson(double mean);

 private:
  // A script has no attempts of its own, so that the one test of the limit is all that it costs.
  static constexpr std::uint32_t scripted = 0;
  Pair words_beyond_limit();

  Address address_;
  union {
    std::uint64_t index_;
    Script* script_;
  };
  std::uint32_t attempt_ = 0, end_ = attempt_limit;
};

}  // namespace plim
