#include "entropy_sample.hpp"
#include "plim/estimators/entropy/wu_yang_poly.hpp"

namespace plim::wu_yang_test {
namespace {

using test::entropies::alphabet;
using test::entropies::estimate;

using Sample = std::vector<std::int64_t>;

// The definition in mpmath with polynomials by Remez's exchange in 60 digits.
TEST(WuYang, ByItsDefinition) {
  const struct {
    Sample c;
    std::size_t K;
    double value;
  } cases[] = {{{1, 2, 3, 2, 1}, 5, 1.6967734551749803},
               {{1, 2, 3, 2, 1}, 2000, 11.080125638648987},
               {{4, 12, 4, 5, 3, 1, 5, 1, 2, 2, 2, 2, 11, 3, 4, 12, 12, 1, 2}, 100, 2.8198040740594674},
               {{997, 3}, 2, 0.021422924464179908},
               {{5}, 7, 0.29901295175102319},
               {{30, 20, 10, 5, 2, 1, 1, 1, 1}, 1000000, 320.81817603962037}};
  for (const auto& r : cases) {
    const double got = estimate<EntropyWuYangPoly>(r.c, alphabet(r.K)).cell.value;
    EXPECT_NEAR(got, r.value, 1e-10 * r.value) << r.K;
  }
}

// DiscreteEntropy.jl prints 1.7298 of these counts and K = 5, where no class is unseen: its code adds what
// one unseen class would, once and whatever K is (src/Estimators/Polynomial/wuyangpoly.jl); the authors' adds
// it K less the classes seen times. It is (M/n) a_0 = 3.5 ln 5/9 times the largest error of the parabola
// nearest to -x ln x.
TEST(WuYang, AsPrintedLessAClassTooMany) {
  const double one_class = 3.5 * std::log(5.0) / 9 * 0.0528191781348697;
  EXPECT_NEAR(estimate<EntropyWuYangPoly>({1, 2, 3, 2, 1}, alphabet(5)).cell.value + one_class, 1.7298, 5e-5);
}

TEST(WuYang, StatusesAndClassesInAnyOrder) {
  EXPECT_EQ(estimate<EntropyWuYangPoly>({0, 0}, alphabet(2)).status, Status::empty);
  EXPECT_EQ(estimate<EntropyWuYangPoly>({3, 2, 1}, alphabet(2)).status, Status::invalid);
  EXPECT_EQ(estimate<EntropyWuYangPoly>({7}, alphabet(1)).status, Status::boundary);
  EXPECT_EQ(estimate<EntropyWuYangPoly>({7}, alphabet(1)).cell.value, 0);
  EXPECT_FALSE(EntropyWuYangPoly::bind({}, {})) << "no alphabet is known";
  const Sample c = {3, 70, 1, 0, 1, 20, 64, 12, 12, 5}, turned = {5, 12, 0, 12, 64, 20, 1, 1, 70, 3};
  EXPECT_EQ(estimate<EntropyWuYangPoly>(c, alphabet(20)).cell.value,
            estimate<EntropyWuYangPoly>(turned, alphabet(20)).cell.value);
}

}  // namespace
}  // namespace plim::wu_yang_test
