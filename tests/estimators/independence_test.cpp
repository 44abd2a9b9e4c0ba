#include "plim/estimators/joint/independence.hpp"

#include "tables.hpp"

namespace plim::independence_test {
namespace {

using namespace test::tables;

Arguments permutations(std::int64_t number) {
  Arguments options;
  options.set("permutations", number);
  return options;
}

template <class E>
OfTable p_value(const Table& table, const Arguments& options = {}, std::uint64_t replicate = 0) {
  std::vector<std::int64_t> cells;
  std::int64_t n = 0;
  for (const auto& row : table) {
    cells.insert(cells.end(), row.begin(), row.end());
    for (const std::int64_t c : row) n += c;
  }
  const Outcome<E> bound = E::bind(of_table("independence_p_value", table.size(), table[0].size()), options);
  OfTable result;
  typename E::workspace w;
  Address address;
  address.replicate = replicate;
  bound->estimate(Counts{n, cells.size(), 1, cells.data()}.one(0), w, address,
                  {{&result.cell, 1}, result.status});
  return result;
}

// Python: G = 9.8407, X^2 = 9.4286, whose chi-square law has 2 degrees of freedom and the tail exp(-x/2).
const Table two_by_three = {{12, 5, 3}, {4, 9, 11}};
constexpr double p_of_g = 0.00729668914983123, p_of_x = 0.008966268257436806;
// The sum of the chances of all tables with these margins whose G is not below.
constexpr double exact_p = 0.01158964757669324;

TEST(Independence, ChiSquareTails) {
  EXPECT_NEAR(p_value<GTest>(two_by_three).cell.value, p_of_g, 1e-13);
  EXPECT_NEAR(p_value<ChiSquareTest>(two_by_three).cell.value, p_of_x, 1e-13);
  // A level that nobody saw is none.
  EXPECT_NEAR(p_value<GTest>({{12, 0, 5, 3}, {4, 0, 9, 11}, {0, 0, 0, 0}}).cell.value, p_of_g, 1e-13);
}

TEST(Independence, PermutationsAgainstAllTablesWithTheseMargins) {
  constexpr std::int64_t drawn = 99999;
  const double p = p_value<PermutationTest>(two_by_three, permutations(drawn)).cell.value;
  EXPECT_NEAR(p, exact_p, 5 * std::sqrt(exact_p / drawn));
  EXPECT_EQ(p_value<PermutationTest>(two_by_three, permutations(drawn)).cell.value, p);
  EXPECT_NE(p_value<PermutationTest>(two_by_three, permutations(drawn), 1).cell.value, p);
  // Turned, the same law: rows are drawn one after the other.
  const Table turned = {{12, 4}, {5, 9}, {3, 11}};
  EXPECT_NEAR(p_value<PermutationTest>(turned, permutations(drawn)).cell.value, exact_p,
              5 * std::sqrt(exact_p / drawn));
}

// Margins that leave one table: every permutation is as far.
TEST(Independence, AtItsEnds) {
  EXPECT_EQ(p_value<PermutationTest>({{1, 0}, {0, 1}}, permutations(99)).cell.value, 1);
  EXPECT_EQ(p_value<PermutationTest>({{50, 0}, {0, 50}}, permutations(99)).cell.value, 0.01);
  EXPECT_EQ(p_value<GTest>({{1, 1}, {1, 1}}).cell.value, 1);
}

TEST(Independence, Statuses) {
  for (const Table& table : {Table{{5, 3}, {0, 0}}, Table{{5, 0}, {3, 0}}}) {
    EXPECT_EQ(p_value<GTest>(table).status, Status::undefined);
    EXPECT_EQ(p_value<ChiSquareTest>(table).status, Status::undefined);
    EXPECT_EQ(p_value<PermutationTest>(table, permutations(9)).status, Status::undefined);
  }
  EXPECT_EQ(p_value<GTest>({{0, 0}, {0, 0}}).status, Status::empty);
}

}  // namespace
}  // namespace plim::independence_test
