#pragma once
#include <cstdint>
#include <span>

#include "plim/random/address.hpp"
#include "plim/random/variate.hpp"

namespace plim {

/// Dense fills along the index, by the kernels of the active instruction set. `first` is a multiple of 64 and
/// `out.size()` one of 128; of every 64 counters the first halves (words 0 and 1) come as 64 numbers, then
/// the second halves. A counter's numbers do not depend on how the run is cut into calls.
void fill_words(const Address& address, std::uint64_t first, std::span<std::uint64_t> out);
/// Uniforms on (0, 1), the midpoints of 2^52 cells.
void fill_open(const Address& address, std::uint64_t first, std::span<double> out);
/// Standard normals by Box and Muller (1958), a pair per counter.
void fill_normal(const Address& address, std::uint64_t first, std::span<double> out);
/// Standard exponentials -ln u.
void fill_exponential(const Address& address, std::uint64_t first, std::span<double> out);

/// Gammas of a shape > 0 and scale 1 (Marsaglia and Tsang 2000); 0 only where a draw underflows. The number
/// at a place of a block comes from the attempts of its own counter and half: attempt 0 gives the uniform
/// whose power a shape below 1 needs, attempts 1 + 2 r and 2 + 2 r the normal and the uniform of proposal r.
/// So a rejection disturbs no neighbour, and no cut or truncation can favour what was accepted early.
void fill_gamma(const Address& address, std::uint64_t first, double shape, std::span<double> out);
/// From this shape on no such gamma underflows, since no uniform is below 2^-53.
inline constexpr double least_filled_shape = 0.0625;

/// The same fills for laws that take several numbers from a counter, each from a plane of its own: plane p <
/// 8 has the attempts 2^13 p to 2^13 (p + 1) - 1 of every counter, which no fill leaves, so that two planes
/// share nothing. The fills above are of plane 0.
struct Planes {
  const Address& address;
  std::uint64_t first;

  void open(std::uint32_t plane, std::span<double> out) const;
  void normal(std::uint32_t plane, std::span<double> out) const;
  void exponential(std::uint32_t plane, std::span<double> out) const;
  void gamma(std::uint32_t plane, double shape, std::span<double> out) const;

  /// What redraws the number at place i of the fill, where a law refuses it: all attempts of its own plane,
  /// number 6 in the first half of a block, 7 in the second.
  Variate redraw(std::size_t i) const;
};

/// The words of counter `index`, attempt 0, in replicates first.replicate .. + lanes - 1, where lanes =
/// first_half.size() = second_half.size(): the fill across replicates.
void fill_words_lanes(const Address& first, std::uint64_t index, std::span<std::uint64_t> first_half,
                      std::span<std::uint64_t> second_half);

}  // namespace plim
