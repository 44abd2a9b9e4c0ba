#include "plim/estimators/entropy/pym.hpp"

#include "plim/core/real.hpp"
#include "published_counts.hpp"

namespace plim::pym_test {
namespace {

using test::entropies::estimate;
using test::entropies::Estimated;
using test::entropies::interval_of;

TEST(Pym, PublishedCases) {
  for (const auto& c : test::entropies::published_cases()) {
    const Estimated e = estimate<EntropyPym>(c.counts, interval_of(c.K));
    c.expect("pym", e.cell.value, e.status);
    c.expect("pym_var", e.cell.se * e.cell.se, e.status);
  }
}

// The definition in 30 digits, two dimensions by the trapezoidal rule.
TEST(Pym, AgreesWithTheDefinitionToTheStatedError) {
  const nlohmann::json cases = test::read_json("pym.json")["cases"];
  ASSERT_EQ(cases.size(), 0U);
  for (const nlohmann::json& c : cases) {
    const Estimated e = estimate<EntropyPym>(c["counts"], interval_of(100));
    EXPECT_EQ(e.status, Status::regular) << c["name"];
    EXPECT_NEAR(e.cell.value / c["pym"].get<double>(), 1, 1e-12) << c["name"];
    EXPECT_NEAR(e.cell.se / c["pym_sd"].get<double>(), 1, 1e-10) << c["name"];
  }
}

TEST(Pym, StatusesOfSamplesWithoutAnEstimate) {
  EXPECT_EQ(estimate<EntropyPym>({0, 0}).status, Status::empty);
  for (const std::vector<std::int64_t>& c : {std::vector<std::int64_t>{1, 1, 1}, {2, 1, 1}, {9}, {1}})
    EXPECT_EQ(estimate<EntropyPym>(c).status, Status::undefined) << c.size();
  EXPECT_EQ(estimate<EntropyPym>({3, 1}).status, Status::regular);
}

// The authors' rule: with fewer than two classes seen twice the variance is infinite.
TEST(Pym, OneClassSeenTwiceHasAnInfiniteStandardError) {
  const Estimated e = estimate<EntropyPym>({3, 1, 1}, interval_of(100));
  EXPECT_TRUE(std::isfinite(e.cell.value));
  EXPECT_EQ(e.cell.se, infinity);
  EXPECT_EQ(e.cell.lo, 0);
  EXPECT_EQ(e.cell.hi, infinity);
  const Estimated two = estimate<EntropyPym>({2, 2, 1}, interval_of(100));
  EXPECT_TRUE(std::isfinite(two.cell.se));
  EXPECT_NEAR(two.cell.hi, two.cell.value + 1.959963984540054 * two.cell.se, 1e-12);
}

TEST(Pym, ClassesInAnyOrderAndEmptyOnes) {
  const std::vector<std::int64_t> c = {3, 70, 1, 0, 1, 20, 64, 12, 12, 5};
  const Estimated e = estimate<EntropyPym>(c, interval_of(10)),
                  other = estimate<EntropyPym>(test::entropies::shuffled(c), interval_of(11));
  EXPECT_EQ(e.cell.value, other.cell.value);
  EXPECT_EQ(e.cell.se, other.cell.se);
}

}  // namespace
}  // namespace plim::pym_test
