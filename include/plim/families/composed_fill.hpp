#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "plim/random/fill.hpp"
#include "plim/random/variate.hpp"

/// What the dense fills of families are made of: passes over chunks that stay in the first cache.
namespace plim {

/// Numbers that a pass takes: as many as the gamma kernel works on together.
inline constexpr std::size_t fill_chunk = 1024;
using FillChunk = std::array<double, fill_chunk>;

/// Calls `pass(Planes, chunk)` for each chunk of a fill.
template <class Pass>
void fill_by_chunks(const Address& address, std::uint64_t first, std::span<double> out, Pass pass) {
  while (!out.empty()) {
    const std::size_t size = std::min(out.size(), fill_chunk);
    pass(Planes{address, first}, out.first(size));
    first += size / 2;
    out = out.subspan(size);
  }
}

/// Draws 2 first, 2 first + 1, ... of a law of which no blocks can be made, each from its own variate. The
/// fill of such parameters takes nothing else, so that these addresses are not those of its blocks.
template <class F>
void fill_by_variates(const F& law, const Address& address, std::uint64_t first, std::span<double> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    Variate v(address, 2 * first + i);
    out[i] = law.sample(v);
  }
}

/// Noncentral chi-squares of df >= 1: the square of a normal number off its centre and a chi-square of one
/// degree of freedom less, from the first two of three planes.
inline void fill_noncentral_chi_squared(const Planes& planes, double df, double noncentrality,
                                        std::span<double> out) {
  const double centre = std::sqrt(noncentrality);
  FillChunk rest;
  rest.fill(0);
  planes.normal(0, out);
  if (df > 1) planes.gamma(1, 0.5 * (df - 1), std::span(rest).first(out.size()));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double along = out[i] + centre;
    out[i] = along * along + 2 * rest[i];
  }
}

}  // namespace plim
