#include "gamma_law.hpp"
#include "plim/core/digest.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/random/fill.hpp"
#include "plim/random/gamma_steps.hpp"
#include "plim/random/variate.hpp"

namespace plim::gamma_fill_test {
namespace {

const Address address{{0x5ca1ab1e}, 9, 3};
// Of the counters: the low word of the index overflows within what is filled.
constexpr std::uint64_t start = (std::uint64_t{3} << 32) - 192;

std::vector<double> filled(double shape, std::size_t size, std::uint64_t first = start) {
  std::vector<double> x(size);
  fill_gamma(address, first, shape, x);
  return x;
}

/// The two words of a counter at one attempt.
struct Pair {
  double first, second;
};
Pair uniforms(std::uint64_t counter, std::uint32_t attempt) {
  const Words w = philox(address, counter, attempt);
  return {open_uniform(w[0] | std::uint64_t{w[1]} << 32), open_uniform(w[2] | std::uint64_t{w[3]} << 32)};
}

/// One number by the plain generator, written from the definition: the reference of the kernels.
double plain(double shape, std::size_t i, std::uint32_t plane = 0) {
  const std::uint64_t counter = start + i / 128 * 64 + i % 64;
  const bool second = i % 128 >= 64;
  const gamma_steps::Constants k = gamma_steps::constants(shape);
  for (std::uint32_t round = 0;; ++round) {
    const std::uint32_t attempt = 8192 * plane + 2 * round;
    const Pair polar = uniforms(counter, attempt + 1), accept = uniforms(counter, attempt + 2);
    const elementary::SinCos angle = elementary::sincos_turns(polar.second);
    const double x = std::sqrt(-2 * elementary::log(polar.first)) * (second ? angle.sin : angle.cos);
    const gamma_steps::Proposal p = gamma_steps::propose(k, x);
    const double u = second ? accept.second : accept.first;
    if (!gamma_steps::squeeze(p, u) && !gamma_steps::test(k, p, u)) continue;
    if (shape >= 1) return p.value;
    const Pair power = uniforms(counter, 8192 * plane);
    return p.value * gamma_steps::power_of_uniform(second ? power.second : power.first, shape);
  }
}

TEST(GammaFill, EqualsThePlainReferenceOnEveryInstructionSetAndCut) {
  const test::IsaGuard guard;
  for (const double shape : {1e-3, 0.3, 1 - 0x1p-53, 1.0, 1 + 0x1p-52, 2.5, 40.0, 1e9}) {
    std::vector<double> expected(2048);
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = plain(shape, i);
    for (const Isa isa : test::usable_isas()) {
      force_isa(isa);
      ASSERT_EQ(filled(shape, 2048), expected) << isa_name(isa) << " shape " << shape;
      EXPECT_EQ(filled(shape, 128, start + 192), std::vector<double>(&expected[384], &expected[512]));
    }
  }
}

TEST(GammaFill, EqualsThePlainReferenceInEveryPlane) {
  for (std::uint32_t plane = 0; plane < 8; ++plane) {
    std::vector<double> expected(2048), x(2048);
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = plain(0.3, i, plane);
    Planes{address, start}.gamma(plane, 0.3, x);
    EXPECT_EQ(x, expected) << plane;
  }
}

TEST(GammaFill, OneDigestForAllMachines) {
  const std::vector<double> x = filled(2.5, 4096);
  EXPECT_EQ(hex(sha256({reinterpret_cast<const char*>(x.data()), x.size() * sizeof(double)})).substr(0, 16),
            "4f2873d50abd5490");
}

TEST(GammaFill, LawAtEveryKindOfShapeAndAMutant) {
  for (const double shape : {0.05, 0.5, 1.0, 1.001, 2.5, 50.0, 5e5, 5e12}) {
    EXPECT_LT(test::gamma_law_z(filled(shape, 1 << 20), shape), test::z_limit) << "shape " << shape;
  }
  EXPECT_GT(test::gamma_law_z(filled(2.5, 1 << 20), 2.52), test::z_limit);
}

/// z of the mean of ln x over the first n numbers of each of many runs of exponentials.
double log_mean_z(std::size_t n, auto draw) {
  constexpr double expected = -0.57721566490153286;  // digamma(1)
  constexpr std::uint64_t runs = 40000;
  std::vector<double> means;
  for (std::uint64_t r = 0; r < runs; ++r) {
    const std::vector<double> x = draw(r);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += std::log(x[i]);
    means.push_back(sum / static_cast<double>(n));
  }
  const test::Summary s(means);
  return (s.mean - expected) / std::sqrt(s.variance / s.n);
}

// What is cut from a block must not depend on what was accepted early. The mutant does what a published trap
// does (all proposals that pass the squeeze first, the others after them): moments of whole blocks stay
// right, those of the first ten do not.
TEST(GammaFill, TheFirstNumbersOfABlockAreNotFavoured) {
  const double shape = 1;
  const auto own = [shape](std::uint64_t run) {
    std::vector<double> x(128);
    fill_gamma({{77}, run, 0}, 0, shape, x);
    return x;
  };
  EXPECT_LT(std::fabs(log_mean_z(10, own)), test::z_limit);
  EXPECT_LT(std::fabs(log_mean_z(128, own)), test::z_limit);
  const auto mutant = [shape](std::uint64_t run) {
    const gamma_steps::Constants k = gamma_steps::constants(shape);
    std::vector<double> early, late;
    for (std::uint64_t i = 0; early.size() + late.size() < 128; ++i) {
      Variate v({{78}, run, 0}, i);
      const gamma_steps::Proposal p = gamma_steps::propose(k, v.normal());
      const double u = v.open();
      if (gamma_steps::squeeze(p, u)) {
        early.push_back(p.value);
      } else if (gamma_steps::test(k, p, u)) {
        late.push_back(p.value);
      }
    }
    early.insert(early.end(), late.begin(), late.end());
    return early;
  };
  EXPECT_LT(std::fabs(log_mean_z(128, mutant)), test::z_limit);
  EXPECT_GT(std::fabs(log_mean_z(10, mutant)), test::z_limit);
}

// The squeeze accepts only what the test accepts: over a net of normals, at the largest uniform it takes.
TEST(GammaFill, T8_SqueezeIsInsideTheTest) {
  for (const double shape : {1.0, 1.5, 2.5, 30.0, 1e6}) {
    const gamma_steps::Constants k = gamma_steps::constants(shape);
    for (double x = -6; x <= 6; x += 0.01) {
      const gamma_steps::Proposal p = gamma_steps::propose(k, x);
      const double u = 1 - 0.0331 * p.x2 * p.x2 - 1e-12;
      if (u <= 0 || !gamma_steps::squeeze(p, u)) continue;
      EXPECT_TRUE(gamma_steps::test(k, p, u)) << shape << " " << x;
    }
  }
}

TEST(GammaFill, TinyShapesUnderflowToZeroAtMost) {
  for (const double shape : {1e-5, 1e-15, 5e-324}) {
    for (const double x : filled(shape, 1024)) ASSERT_TRUE(x >= 0 && std::isfinite(x));
  }
}

}  // namespace
}  // namespace plim::gamma_fill_test
