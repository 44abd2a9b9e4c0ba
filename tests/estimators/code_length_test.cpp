#include "plim/estimators/sequence/code_length.hpp"

#include <numeric>

#include "random_words.hpp"
#include "sample.hpp"

// Lengths of codes for a sample: textbooks, and between the entropy and one bit more.
namespace plim::code_length_test {
namespace {

constexpr double bit = 0.69314718055994531;

test::Estimated of(const std::string& code, std::vector<std::int64_t> counts) {
  test::Sample sample(std::move(counts));
  Knowns knowns;
  knowns.estimand = "code_length";
  return test::estimated(sample, code, knowns);
}

double bits(const std::string& code, const std::vector<std::int64_t>& counts) {
  return of(code, counts).cells[0].value / bit;
}

double entropy(const std::vector<std::int64_t>& counts) {
  const auto n = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
  double h = 0;
  for (const std::int64_t c : counts) {
    const double p = static_cast<double>(c) / n;
    h -= p > 0 ? p * std::log2(p) : 0;
  }
  return h;
}

TEST(CodeLength, OfTextbooks) {
  // Cover and Thomas (2006), example 5.6.1; H = 2.28547 bits.
  const std::vector<std::int64_t> five = {25, 25, 20, 15, 15};
  EXPECT_NEAR(bits("huffman", five), 2.3, 1e-14);
  EXPECT_NEAR(bits("shannon", five), 2.5, 1e-14);
  EXPECT_NEAR(bits("arithmetic", five), 2.30, 1e-14);  // ceil(228.547) + 1 over 100
  // n H is 4 bits exactly, which no rounding makes 5.
  EXPECT_NEAR(bits("arithmetic", {2, 2, 0}), 5.0 / 4, 1e-14);
  EXPECT_NEAR(bits("arithmetic", {1 << 20, 1 << 20, 1 << 21}), 1.5 + std::ldexp(1.0, -22), 1e-14);
}

TEST(CodeLength, Edges) {
  for (const std::string code : {"shannon", "huffman", "arithmetic"}) {
    EXPECT_EQ(of(code, {0, 0}).status, Status::empty) << code;
    EXPECT_TRUE(std::isnan(of(code, {0, 0}).cells[0].value)) << code;
    EXPECT_EQ(of(code, {0, 4, 0}).status, Status::boundary) << code;
    EXPECT_EQ(of(code, {3, 1}).status, Status::regular) << code;
  }
  EXPECT_EQ(bits("shannon", {0, 4, 0}), 0);
  EXPECT_EQ(bits("huffman", {0, 4, 0}), 0);
  EXPECT_EQ(bits("arithmetic", {0, 4, 0}), 0.25);
}

TEST(CodeLength, LiesBetweenTheEntropyAndABitMore) {
  test::RandomWords random(7);
  for (int round = 0; round < 1000; ++round) {
    std::vector<std::int64_t> counts(2 + random() % 60);
    for (std::int64_t& c : counts)
      c = random() % 3 == 0 ? 0 : random() % 2 == 0 ? 1 + random() % 4 : random() % 100'000;
    counts[0] = counts[1] = 1 + random() % 1000;
    const double h = entropy(counts), shannon = bits("shannon", counts), huffman = bits("huffman", counts),
                 arithmetic = bits("arithmetic", counts);
    const auto n = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    EXPECT_GE(huffman, h - 1e-12);
    EXPECT_LE(huffman, shannon + 1e-12);
    EXPECT_LT(shannon, h + 1);
    EXPECT_GT(arithmetic, h);
    EXPECT_LT(arithmetic, h + 2 / n + 1e-12);
  }
}

}  // namespace
}  // namespace plim::code_length_test
