#include "plim/random/arrays.hpp"

#include <bit>

#include "plim/numeric/elementary.hpp"
#include "plim/random/variate.hpp"
#include "support.hpp"

// Functions over arrays against plim::elementary one by one, bit by bit, on every instruction set; the values
// of the latter are held against quad precision elsewhere.
namespace plim::arrays_test {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(),
                 nan = std::numeric_limits<double>::quiet_NaN();

/// Edges of all four functions, then bit patterns of all kinds: 10 000 and some, so that arrays end anywhere.
std::vector<double> arguments() {
  std::vector<double> x = {
      0,       -0.0,   1,     -1,     5e-324, -5e-324,     1e-310,      0x1p-1022,    0x1p-53,
      1e-20,   1e300,  1e308, -1e308, inf,    -inf,        nan,         0.5,          1.4142135,
      0.70710, 709.78, 710,   711,    -745,   -745.2,      -746,        -50,          -38,
      38,      1e-9,   -0.5,  2,      3,      1 - 0x1p-53, 1 + 0x1p-52, -1 + 0x1p-53, 88.0};
  Variate v({{0xa77a}, 0, 0}, 0);
  while (x.size() < 4000) x.push_back(std::bit_cast<double>(v.word()));
  while (x.size() < 10007) x.push_back(8 * v.normal());
  return x;
}

bool same_bits(double a, double b) {
  return std::isnan(a) ? std::isnan(b) : std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// How many numbers differ, over arrays of several sizes.
template <class Array, class Scalar>
std::size_t differences(Array array, Scalar scalar) {
  const std::vector<double> x = arguments();
  std::size_t found = 0, size = 0;
  for (std::size_t begin = 0; begin < x.size(); begin += size, ++size) {
    size = std::min(size, x.size() - begin);
    std::vector<double> y(x.begin() + static_cast<std::ptrdiff_t>(begin),
                          x.begin() + static_cast<std::ptrdiff_t>(begin + size));
    array(y);
    for (std::size_t i = 0; i < size; ++i) found += same_bits(y[i], scalar(x[begin + i])) ? 0 : 1;
  }
  return found;
}

TEST(Arrays, SameBitsAsOneByOneOnEveryInstructionSet) {
  const test::IsaGuard guard;
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    EXPECT_EQ(differences([](auto& y) { arrays::log(y); }, [](double x) { return elementary::log(x); }), 0U);
    EXPECT_EQ(differences([](auto& y) { arrays::log1p(y); }, [](double x) { return elementary::log1p(x); }),
              0U);
    EXPECT_EQ(differences([](auto& y) { arrays::exp(y); }, [](double x) { return elementary::exp(x); }), 0U);
    EXPECT_EQ(differences([](auto& y) { arrays::expm1(y); }, [](double x) { return elementary::expm1(x); }),
              0U);
    EXPECT_GT(differences([](auto& y) { arrays::expm1(y); }, [](double x) { return elementary::exp(x) - 1; }),
              0U);
  }
}

TEST(Arrays, SinesAndCosinesOfTurns) {
  const test::IsaGuard guard;
  std::vector<double> turns = {0,    0.125, 0.25, 0.375,   0.5,         0.625,
                               0.75, 0.875, 1,    0x1p-53, 1 - 0x1p-53, 5e-324};
  Variate v({{0x517}, 0, 0}, 0);
  while (turns.size() < 1003) turns.push_back(v.open());
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    std::vector<double> sines = turns, cosines(turns.size());
    arrays::sincos_turns(sines, cosines);
    for (std::size_t i = 0; i < turns.size(); ++i) {
      const elementary::SinCos expected = elementary::sincos_turns(turns[i]);
      ASSERT_TRUE(same_bits(sines[i], expected.sin) && same_bits(cosines[i], expected.cos)) << turns[i];
    }
  }
}

}  // namespace
}  // namespace plim::arrays_test
