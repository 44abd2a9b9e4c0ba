#include <bit>

#include "plim/estimators/likelihood/gamma_model.hpp"
#include "support.hpp"

namespace plim::gamma_shape_test {
namespace {

struct Pair {
  double shape, gap;  // ln(shape) - psi(shape), 40 digits by mpmath
};
constexpr Pair known[] = {{1e-10, 9999999977.5513644},
                          {0.001, 993.66781665282814},
                          {0.05, 17.502112717745878},
                          {0.3, 2.2985514178741971},
                          {1.0, 0.57721566490153286},
                          {1.4616321449683622, 0.37955371883951802},
                          {2.5, 0.21313409122891188},
                          {7.9, 0.064624271909404819},
                          {8.1, 0.062996604597811604},
                          {15.9, 0.031776039050411983},
                          {16.1, 0.031377266475794331},
                          {30.0, 0.016759248976630499},
                          {1000.0, 0.000500083333325},
                          {1000000.0, 5.0000008333333333e-7},
                          {10000000000.0, 5.0000000000833333e-11},
                          {1e+20, 5.0e-21}};

TEST(GammaShape, InvertsTheGapOverThirtyDecades) {
  for (const Pair& p : known) {
    double k = 0;
    solve_gamma_shapes(&p.gap, &k, 1);
    EXPECT_LT(std::fabs(k / p.shape - 1), 2e-14) << p.shape;
  }
}

TEST(GammaShape, SameBitsInAnyGroupAndInstructionSet) {
  const test::IsaGuard guard;
  std::vector<double> gaps;
  for (int i = 0; i < 150; ++i) gaps.push_back(std::exp2(0.3 * i - 30));
  std::vector<std::uint64_t> alone;
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    std::vector<double> group(gaps.size());
    solve_gamma_shapes(gaps.data(), group.data(), gaps.size());
    for (std::size_t i = 0; i < gaps.size(); ++i) {
      double k = 0;
      solve_gamma_shapes(&gaps[i], &k, 1);
      if (isa == Isa::v2) alone.push_back(std::bit_cast<std::uint64_t>(k));
      EXPECT_EQ(std::bit_cast<std::uint64_t>(k), alone[i]) << i;
      EXPECT_EQ(std::bit_cast<std::uint64_t>(group[i]), alone[i]) << i;
    }
  }
}

}  // namespace
}  // namespace plim::gamma_shape_test
