#include "plim/random/integer_table.hpp"

#include "plim/core/error.hpp"
#include "plim/core/real.hpp"
#include "plim/numeric/goodness_of_fit.hpp"
#include "support.hpp"

// How a table draws: what it does not decide itself, cuts of a path, instruction sets. (The probabilities of
// the tables of every family are held against their definitions in tests/families/tables_test.cpp.)
namespace plim::integer_table_test {
namespace {

__extension__ typedef __float128 Quad;

const Address address{{0x7ab1e5}, 3, 0};
constexpr double mean = 300;
constexpr double significant = 1e-9;

IntegerMasses poisson(double rate) {
  return {0, infinity, std::floor(rate), rate, [rate](double k) { return StepOfMass{rate, k + 1}; }};
}
IntegerMasses uniform(double count) {
  return {5, 4 + count, 5, (count * count - 1) / 12, [](double) { return StepOfMass{1, 1}; }};
}

/// The Poisson law's mean^k / k! over their sum, of 0 .. 1200.
std::vector<Quad> poisson_masses() {
  std::vector<Quad> p = {1};
  Quad sum = 1;
  for (double k = 1; k <= 4 * mean; ++k) sum += p.emplace_back(p.back() * mean / k);
  for (Quad& x : p) x /= sum;
  return p;
}

const IntegerTable& table() {
  static const std::vector<IntegerTable> made = tables_of(poisson(mean));
  return made.front();
}
double last() { return table().first() + static_cast<double>(table().size()) - 1; }
bool is_outside(double k) { return k < table().first() || k > last(); }

/// That draws of what the table leaves have the masses of the integers outside; each changed first.
double p_of_rest(const std::function<double(double)>& change) {
  std::vector<double> p;
  for (const Quad x : poisson_masses()) p.push_back(static_cast<double>(x));
  double sum = 0;
  for (std::size_t k = 0; k < p.size(); ++k) sum += is_outside(static_cast<double>(k)) ? p[k] : p[k] = 0;
  for (double& x : p) x /= sum;
  std::vector<std::int64_t> seen(p.size(), 0);
  for (std::uint64_t i = 0; i < 200000; ++i) {
    Variate v(address, i);
    ++seen[static_cast<std::size_t>(change(table().draw_rest(v)))];
  }
  return goodness_of_fit(seen, p).too_far();
}

TEST(IntegerTable, WhatItLeavesHasTheMassesOfBothSides) {
  EXPECT_GT(p_of_rest([](double k) { return k; }), significant);
  const double sum = table().first() + last();
  EXPECT_LT(p_of_rest([sum](double k) { return std::max(0.0, sum - k); }), significant) << "sides swapped";
  EXPECT_LT(p_of_rest([](double k) { return k > mean ? k + 1 : k; }), significant) << "one integer off";
}

// Words laid down: ones keep to the larger part of two, zeros take the smaller one; then the place in a tail.
class Laid final : public Variate::Script {
 public:
  Laid(std::uint64_t side, std::uint64_t first, std::uint64_t second)
      : pairs_{{{~0ULL, 0}, {side, 0}, {first, second}}} {}
  Variate::Pair next() override { return pairs_[std::min<std::size_t>(taken_++, 2)]; }

 private:
  std::array<Variate::Pair, 3> pairs_;
  std::size_t taken_ = 0;
};

// The least integer whose tail, over that outside the table, is below u, to the last digit of u.
TEST(IntegerTable, TailsKeepTheirDigits) {
  const std::vector<Quad> p = poisson_masses();
  std::vector<Quad> above(p.size() + 1, 0), below(p.size() + 1, 0);  // P(X >= k), P(X < k)
  for (std::size_t k = p.size(); k-- > 0;) above[k] = above[k + 1] + p[k];
  for (std::size_t k = 0; k < p.size(); ++k) below[k + 1] = below[k] + p[k];
  const auto first = static_cast<std::size_t>(table().first()), after = static_cast<std::size_t>(last()) + 1;
  const bool above_is_larger = above[after] > below[first];
  for (const auto& [word, second] : {std::pair<std::uint64_t, std::uint64_t>{1ULL << 63, 0},
                                     {1ULL << 40, 7},
                                     {1, 0},
                                     {0, 1ULL << 60},
                                     {0, 1ULL << 20}}) {
    const Quad u = Quad(fine_uniform(word, second));
    Laid larger(~0ULL, word, second), smaller(0, word, second);
    Variate one(larger), two(smaller);
    const double x = table().draw_rest(one), y = table().draw_rest(two);
    const auto high = static_cast<std::size_t>(above_is_larger ? x : y),
               low = static_cast<std::size_t>(above_is_larger ? y : x);
    EXPECT_GE(high, after);
    EXPECT_LT(low, first);
    EXPECT_TRUE(above[high] >= u * above[after] && above[high + 1] < u * above[after]) << high;
    EXPECT_TRUE(below[low + 1] >= u * below[first] && below[low] < u * below[first]) << low;
  }
}

// A third is no multiple of 2^-62: what three of them lack is one unit, which is drawn in thirds too.
TEST(IntegerTable, WhatIsRoundedIsDrawn) {
  const std::vector<IntegerTable> of_three = tables_of(uniform(3));
  std::vector<std::int64_t> seen(3, 0);
  for (std::uint64_t i = 0; i < 30000; ++i) {
    Variate v(address, i);
    ++seen[static_cast<std::size_t>(of_three.front().draw_rest(v) - 5)];
  }
  EXPECT_GT(goodness_of_fit(seen, std::vector<double>(3, 1.0 / 3)).too_far(), significant);
}

// About one in 1000 draws is not the table's own.
TEST(IntegerTable, DrawsDoNotDependOnCutsOrInstructionSets) {
  constexpr std::size_t n = 40000;
  const test::IsaGuard guard;
  std::vector<double> expected(n), cut(n), other(n);
  table().draw(address, 0, 0, expected);
  EXPECT_GT(std::count_if(expected.begin(), expected.end(), is_outside), 5);
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    for (std::size_t done = 0, step = 1; done < n; step = step * 3 % 4097) {
      const std::size_t m = std::min(step, n - done);
      table().draw(address, 0, done, std::span(cut).subspan(done, m));
      done += m;
    }
    EXPECT_EQ(cut, expected) << isa_name(isa);
  }
  table().draw(address, 1, 0, other);
  EXPECT_NE(other, expected);
}

// Of a difference, each table draws on a plane of its own.
TEST(IntegerTable, ADifferenceIsThatOfTwoPlanes) {
  const std::vector<IntegerTable> two = {table(), table()};
  std::vector<double> x(3000), first(3000), taken(3000);
  draw_from(two, address, 77, x);
  table().draw(address, 0, 77, first);
  table().draw(address, 1, 77, taken);
  for (std::size_t i = 0; i < x.size(); ++i) ASSERT_EQ(x[i], first[i] - taken[i]) << i;
}

TEST(IntegerTable, TooManyIntegersHaveNone) {
  EXPECT_EQ(tables_of(uniform(16383)).size(), 1U);
  EXPECT_TRUE(tables_of(uniform(40000)).empty());
  EXPECT_EQ(tables_of(poisson(1e6)).size(), 1U);
  EXPECT_TRUE(tables_of(poisson(1e9)).empty());
  EXPECT_TRUE(tables_of(poisson(0x1p53)).empty());
  IntegerMasses slow{0, infinity, 0, 1e6, [](double) { return StepOfMass{1 - 1e-6, 1}; }};
  EXPECT_TRUE(tables_of(slow).empty());
}

TEST(IntegerTable, APathEndsBeforeItMeetsAnother) {
  std::vector<double> x(2);
  table().draw(address, 1, IntegerTable::draws_limit - 2, x);
  EXPECT_THROW(table().draw(address, 0, IntegerTable::draws_limit - 1, x), Error);
}

}  // namespace
}  // namespace plim::integer_table_test
