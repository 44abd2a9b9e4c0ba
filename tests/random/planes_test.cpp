#include <set>

#include "plim/core/error.hpp"
#include "plim/random/fill.hpp"
#include "plim/random/kernels.hpp"
#include "plim/random/philox.hpp"
#include "plim/random/variate.hpp"
#include "support.hpp"

// Planes of attempts: what a law takes from different planes of a counter is made of different words.
namespace plim::planes_test {
namespace {

constexpr std::uint32_t planes = attempt_limit / attempts_of_plane;
constexpr std::size_t size = 2048;
const Address address{{0x9a9e5}, 4, 2};

template <class Fill>
std::vector<double> filled(Fill fill) {
  std::vector<double> x(size);
  fill(x);
  return x;
}

/// The uniform at a place of a block: the first or second half of its counter at an attempt.
double uniform_at(std::size_t i, std::uint32_t attempt) {
  const Words w = philox(address, i / 128 * 64 + i % 64, attempt);
  const std::size_t half = i % 128 < 64 ? 0 : 2;
  return open_uniform(w[half] | std::uint64_t{w[half + 1]} << 32);
}

TEST(Planes, TakeTheFirstAttemptOfTheirEighth) {
  EXPECT_EQ(planes, 8U);
  for (std::uint32_t p = 0; p < planes; ++p) {
    const std::vector<double> x = filled([p](auto& out) { Planes{address, 0}.open(p, out); });
    for (std::size_t i = 0; i < size; ++i) ASSERT_EQ(x[i], uniform_at(i, 8192 * p)) << p << " " << i;
  }
}

TEST(Planes, TheFirstIsThatOfThePlainFills) {
  const Planes all{address, 0};
  EXPECT_EQ(filled([&](auto& x) { all.open(0, x); }), filled([](auto& x) { fill_open(address, 0, x); }));
  EXPECT_EQ(filled([&](auto& x) { all.normal(0, x); }), filled([](auto& x) { fill_normal(address, 0, x); }));
  EXPECT_EQ(filled([&](auto& x) { all.exponential(0, x); }),
            filled([](auto& x) { fill_exponential(address, 0, x); }));
  EXPECT_EQ(filled([&](auto& x) { all.gamma(0, 0.3, x); }),
            filled([](auto& x) { fill_gamma(address, 0, 0.3, x); }));
}

// 52 bits of each of 8 planes of 1024 counters: two equal ones by chance have probability 3e-8.
TEST(Planes, ShareNoNumber) {
  std::set<double> open, normal, gamma;
  for (std::uint32_t p = 0; p < planes; ++p) {
    for (const double x : filled([p](auto& out) { Planes{address, 0}.open(p, out); })) open.insert(x);
    for (const double x : filled([p](auto& out) { Planes{address, 0}.normal(p, out); })) normal.insert(x);
    for (const double x : filled([p](auto& out) { Planes{address, 0}.gamma(p, 0.7, out); })) gamma.insert(x);
  }
  EXPECT_EQ(open.size(), planes * size);
  EXPECT_EQ(normal.size(), planes * size);
  EXPECT_EQ(gamma.size(), planes * size);
}

// What a law refuses is redrawn from the last two planes, a place of a block from its own counter and half.
TEST(Planes, RedrawFromTheLastTwo) {
  std::set<std::uint64_t> words;
  for (std::size_t i = 0; i < size; ++i) {
    Variate v = Planes{address, 0}.redraw(i);
    const Words expected = philox(address, i / 128 * 64 + i % 64, i % 128 < 64 ? 6 * 8192 : 7 * 8192);
    const std::uint64_t word = v.word();
    EXPECT_EQ(word, expected[0] | std::uint64_t{expected[1]} << 32);
    words.insert(word);
    if (i > 200) continue;
    for (int attempt = 1; attempt < 8192; ++attempt) (void)v.word();
    EXPECT_THROW((void)v.word(), Error);
  }
  EXPECT_EQ(words.size(), size);
}

// The attempts of a gamma number stay in its plane: at the end of it the kernel gives up, not at 2^16.
TEST(Planes, AttemptsAreOnesOwn) {
  std::vector<double> x(128);
  const CounterRun last{address.key.bits, 0, address.replicate, address.sub, 7 * attempts_of_plane};
  EXPECT_TRUE(random_kernels().gamma(last, 1, 2.5, x.data()));
  EXPECT_FALSE(random_kernels().gamma(last, 1, std::numeric_limits<double>::quiet_NaN(), x.data()));
}

}  // namespace
}  // namespace plim::planes_test
