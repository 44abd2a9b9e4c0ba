#pragma once
#include <cstddef>
#include <cstdint>

#include "plim/random/variate.hpp"

namespace plim {

/// Exact binomial draws for one p and any n: inversion where n min(p, 1-p) < 10, else transformed rejection
/// decided by the mass. One draw at a time: the reference of `binomial_lanes`.
class BinomialLaw {
 public:
  /// 0 <= p <= 1.
  explicit BinomialLaw(double p) noexcept;
  /// One attempt from two words: true if it yields a draw of Binomial(n, p), 0 <= n <= 2^53.
  bool attempt(std::int64_t n, Variate::Pair words, std::int64_t& drawn) const noexcept;

 private:
  bool invert(double n, double u, double& k) const noexcept;
  bool reject(double n, Variate::Pair words, double& k) const noexcept;

  bool reflected_;
  double p_, q_, log_q_;
};

/// Binomial(n[l], p) in replicates first.replicate + l: `n: [lanes]`, `drawn: [lanes]`. The same draws as
/// Variate(address of the lane, index).binomial(n[l], p), by the kernels of the active instruction set.
void binomial_lanes(const Address& first, std::size_t lanes, std::uint64_t index, const std::int64_t* n,
                    double p, std::int64_t* drawn);
/// The same where each lane has a law of its own: `p: [lanes]`.
void binomial_lanes(const Address& first, std::size_t lanes, std::uint64_t index, const std::int64_t* n,
                    const double* p, std::int64_t* drawn);

}  // namespace plim
