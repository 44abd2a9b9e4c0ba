#include "sampler_streams.hpp"

#include <algorithm>
#include <cmath>

#include "interleave.hpp"
#include "plim/numeric/special.hpp"
#include "plim/random/alias.hpp"
#include "plim/random/fill.hpp"
#include "plim/random/variate.hpp"
#include "scenario.hpp"

namespace plim::rng {
namespace {

/// Numbers of a dense fill, turned into integers.
template <class Fill, class Turn>
auto turned(Fill fill, Turn turn) {
  return [=, key = normal_key(), first = std::uint64_t{0},
          reals = std::vector<double>(chunk)](std::span<std::uint64_t> out) mutable {
    fill(Address{key, 0, 0}, first, std::span(reals));
    first += chunk / 2;
    std::transform(reals.begin(), reals.end(), out.begin(), turn);
  };
}

/// The cell of 2^52 whose midpoint a uniform is.
std::uint64_t cell_of(double u) { return static_cast<std::uint64_t>(u * 0x1p52); }

/// The first 32 binary digits of a probability.
std::uint64_t digits_of(double p) { return static_cast<std::uint64_t>(std::min(p * 0x1p32, 0x1p32 - 1)); }

constexpr auto fill_gamma_1 = [](const Address& a, std::uint64_t first, std::span<double> out) {
  fill_gamma(a, first, 1.0, out);
};
constexpr auto fill_gamma_half = [](const Address& a, std::uint64_t first, std::span<double> out) {
  fill_gamma(a, first, 0.5, out);
};
constexpr auto exponential_digits = [](double x) { return digits_of(-std::expm1(-x)); };
/// A gamma of shape 1/2 is half the square of a standard normal.
constexpr auto half_digits = [](double x) { return digits_of(std::erf(std::sqrt(x))); };
constexpr auto normal_digits = [](double x) { return digits_of(special::normal_cdf(x)); };

Source thirds() {
  return packed(20, [key = normal_key(), index = std::uint64_t{0}](std::span<std::uint64_t> out) mutable {
    for (std::uint64_t& word : out) word = Variate({key, 0, 0}, index++).below(3 << 20) / 3;
  });
}

Source equal_classes(unsigned bits) {
  return alias_bits(bits, std::vector<std::uint64_t>(std::size_t{1} << bits, 1));
}

}  // namespace

Source alias_bits(unsigned bits, const std::vector<std::uint64_t>& weights) {
  return packed(bits, [table = AliasTable(weights), key = normal_key(), mask = (std::uint64_t{1} << bits) - 1,
                       drawn = std::vector<std::int32_t>(chunk),
                       skip = std::uint64_t{0}](std::span<std::uint64_t> out) mutable {
    table.draw({key, 0, 0}, 0, skip, drawn);
    skip += chunk;
    for (std::size_t i = 0; i < chunk; ++i) out[i] = static_cast<std::uint64_t>(drawn[i]) & mask;
  });
}

std::vector<std::uint64_t> unequal_weights() {
  constexpr std::uint64_t of_byte = 4096;
  std::vector<std::uint64_t> weights(1024);
  for (std::size_t byte = 0; byte < 256; ++byte) {
    weights[byte] = 16 + byte;
    weights[byte + 256] = 300 + 2 * byte;
    weights[byte + 512] = 1000 - 3 * byte;
    weights[byte + 768] = of_byte - weights[byte] - weights[byte + 256] - weights[byte + 512];
  }
  return weights;
}

std::vector<Stream> sampler_streams() {
  return {
      plim_stream("f_open", "fill_open turned back to 52 bits, side by side", 4,
                  [] { return packed(52, turned(fill_open, cell_of)); }),
      plim_stream("f_low16", "the low 16 of the 52 bits", 2,
                  [] { return packed(16, turned(fill_open, [](double u) { return cell_of(u) & 0xffff; })); }),
      plim_stream("g_256", "alias draws of 256 equal classes, whole byte", 4,
                  [] { return equal_classes(8); }),
      plim_stream("g_65536", "alias draws of 65536 equal classes, 16 bits", 2,
                  [] { return equal_classes(16); }),
      plim_stream("g_2", "alias draws of 2 equal classes, one bit", 2, [] { return equal_classes(1); }),
      plim_stream("g_mixed",
                  "alias draws of 1024 unequal classes, 4 a byte of exactly 1/256: thresholds matter", 4,
                  [] { return alias_bits(8, unequal_weights()); }),
      plim_stream("x_normal", "fill_normal through Phi, 32 bits", 2,
                  [] { return packed(32, turned(fill_normal, normal_digits)); }),
      plim_stream("x_exponential", "fill_exponential through its distribution function, 32 bits", 2,
                  [] { return packed(32, turned(fill_exponential, exponential_digits)); }),
      plim_stream("x_gamma_1", "fill_gamma of shape 1 (rejection) through its distribution function, 32 bits",
                  2, [] { return packed(32, turned(fill_gamma_1, exponential_digits)); }),
      plim_stream("x_gamma_half", "fill_gamma of shape 1/2 through its distribution function, 32 bits", 2,
                  [] { return packed(32, turned(fill_gamma_half, half_digits)); }),
      plim_stream("x_below", "Variate::below(3 2^20) / 3, 20 bits", 2, thirds),
  };
}

}  // namespace plim::rng
