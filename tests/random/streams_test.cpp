#include <bit>

#include "plim/numeric/special.hpp"
#include "plim/random/philox.hpp"
#include "plim/random/variate.hpp"
#include "support.hpp"

// Streams of neighbouring addresses must not know of each other. Each test states its level, and has a
// control that must fail.
namespace plim::streams_test {
namespace {

constexpr double level = 1e-8;

/// The uniforms of stream i at draw j.
using Stream = double (*)(std::uint64_t i, std::uint64_t j);

double of_replicates(std::uint64_t i, std::uint64_t j) {
  return open_uniform(Variate({{99}, i, 0}, j).word());
}
double of_keys(std::uint64_t i, std::uint64_t j) { return open_uniform(Variate({{i}, 3, 0}, j).word()); }
double of_subs(std::uint64_t i, std::uint64_t j) {
  return open_uniform(Variate({{99}, 3, static_cast<std::uint32_t>(i)}, j).word());
}
double of_draws(std::uint64_t i, std::uint64_t j) { return open_uniform(Variate({{99}, j, 0}, i).word()); }

/// The published trap: linear congruential generators whose seeds are neighbours.
double of_seeds(std::uint64_t i, std::uint64_t j) {
  std::uint64_t x = i;
  for (std::uint64_t step = 0; step < j % 64 + 2; ++step) x = x * 6364136223846793005 + 1442695040888963407;
  return open_uniform(x);
}

struct Correlation {
  double largest, sum;  // both as normal deviates
};

/// Correlations of all pairs of `streams` streams at a lag: the largest, and n times the sum of squares,
/// which is chi-square.
Correlation correlation(Stream stream, std::size_t lag) {
  constexpr std::size_t streams = 96, n = 4096;
  std::vector<std::vector<double>> x(streams, std::vector<double>(n + lag));
  for (std::size_t i = 0; i < streams; ++i) {
    for (std::size_t j = 0; j < n + lag; ++j) x[i][j] = (stream(i, j) - 0.5) * std::sqrt(12.0);
  }
  double largest = 0, sum = 0;
  for (std::size_t a = 0; a < streams; ++a) {
    for (std::size_t b = a + 1; b < streams; ++b) {
      double r = 0;
      for (std::size_t j = 0; j < n; ++j) r += x[a][j] * x[b][j + lag];
      r /= std::sqrt(static_cast<double>(n));
      largest = std::fmax(largest, std::fabs(r));
      sum += r * r;
    }
  }
  constexpr double pairs = streams * (streams - 1) / 2;
  const double spread = 2 / (9 * pairs);  // Wilson and Hilferty (1931)
  return {largest, (std::cbrt(sum / pairs) - (1 - spread)) / std::sqrt(spread)};
}

TEST(Streams, S1_NeighboursAreUncorrelated) {
  const double most = special::simultaneous_z(96 * 95 / 2, level);
  for (const Stream stream : {of_replicates, of_keys, of_subs, of_draws}) {
    for (const std::size_t lag : {0, 1, 3}) {
      const Correlation c = correlation(stream, lag);
      EXPECT_LT(c.largest, most) << lag;
      EXPECT_LT(std::fabs(c.sum), test::z_limit) << lag;
    }
  }
  EXPECT_GT(std::fabs(correlation(of_seeds, 0).sum), test::z_limit);
}

/// An address and the place of one bit in all its fields: key 64, replicate 40, sub 24, index 48, attempt 16.
struct Place {
  Address address;
  std::uint64_t index;
  std::uint32_t attempt;

  Place flipped(unsigned bit) const {
    Place p = *this;
    const auto at = [](unsigned b) { return std::uint64_t{1} << b; };
    if (bit < 64) {
      p.address.key.bits ^= at(bit);
    } else if (bit < 104) {
      p.address.replicate ^= at(bit - 64);
    } else if (bit < 128) {
      p.address.sub ^= static_cast<std::uint32_t>(at(bit - 104));
    } else if (bit < 176) {
      p.index ^= at(bit - 128);
    } else {
      p.attempt ^= static_cast<std::uint32_t>(at(bit - 176));
    }
    return p;
  }
};
constexpr unsigned place_bits = 192;

Place place(std::uint64_t i) {
  const Words a = philox({static_cast<std::uint32_t>(i), 1, 2, 3}, {77}),
              b = philox({static_cast<std::uint32_t>(i), 4, 5, 6}, {77});
  const auto word = [](std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32 | low; };
  return {{{word(a[0], a[1])}, word(a[2], a[3]) % replicate_limit, b[0] % sub_limit},
          word(b[1], b[2]) % index_limit,
          b[3] % attempt_limit};
}

Words all_rounds(const Place& p) { return philox(p.address, p.index, p.attempt); }

/// The same with two rounds only, which do not mix.
Words two_rounds(const Place& p) {
  Words c = counter(p.address, p.index, p.attempt);
  const auto k0 = static_cast<std::uint32_t>(p.address.key.bits),
             k1 = static_cast<std::uint32_t>(p.address.key.bits >> 32);
  for (int round = 0; round < 2; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * c[0], b = std::uint64_t{0xCD9E8D57} * c[2];
    c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ k0, static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ k1, static_cast<std::uint32_t>(a)};
  }
  return c;
}

/// Largest deviate of the share of draws in which a bit of the output changes when one of the address does.
double avalanche(Words (*words)(const Place&)) {
  constexpr std::uint64_t n = 1024;
  double worst = 0;
  for (unsigned bit = 0; bit < place_bits; ++bit) {
    std::array<std::uint32_t, 128> changed{};
    for (std::uint64_t i = 0; i < n; ++i) {
      const Place p = place(i);
      const Words a = words(p), b = words(p.flipped(bit));
      for (unsigned out = 0; out < 128; ++out) changed[out] += (a[out / 32] ^ b[out / 32]) >> (out % 32) & 1;
    }
    for (const std::uint32_t c : changed) {
      const double half = static_cast<double>(n) / 2;
      worst = std::fmax(worst, std::fabs(c - half) / std::sqrt(half / 2));
    }
  }
  return worst;
}

TEST(Streams, EveryBitOfAnAddressChangesEveryBitOfTheDrawHalfTheTime) {
  const double limit = special::simultaneous_z(std::int64_t{place_bits} * 128, level);
  EXPECT_LT(avalanche(all_rounds), limit);
  EXPECT_GT(avalanche(two_rounds), limit);
}

}  // namespace
}  // namespace plim::streams_test
