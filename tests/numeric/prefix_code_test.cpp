#include "plim/numeric/prefix_code.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "random_words.hpp"
#include "support.hpp"

namespace plim::prefix_code_test {
namespace {

using Weights = std::vector<double>;

/// The mean length of the best code by merging the two lightest again and again (Huffman 1952).
double best_total(const Weights& weights) {
  std::multiset<double> heap;
  for (const double w : weights) {
    if (w > 0) heap.insert(w);
  }
  double sum = 0;
  while (heap.size() > 1) {
    const double first = *heap.begin();
    heap.erase(heap.begin());
    const double both = first + *heap.begin();
    heap.erase(heap.begin());
    heap.insert(both);
    sum += both;
  }
  return sum;
}

/// sum 2^-l of the words.
double kraft(const Weights& weights, const std::vector<int>& lengths) {
  double sum = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] > 0 ? std::ldexp(1.0, -lengths[k]) : 0;
  return sum;
}

double bits(const Weights& weights) {
  const double n = std::accumulate(weights.begin(), weights.end(), 0.0);
  double h = 0;
  for (const double w : weights) h -= w > 0 ? w / n * std::log2(w / n) : 0;
  return h;
}

TEST(PrefixCode, OfTextbooks) {
  // Cover and Thomas (2006), example 5.6.1: p = .25 .25 .2 .15 .15, Huffman's code has 2.3 bits.
  const Weights five = {25, 25, 20, 15, 15};
  EXPECT_EQ(huffman_code(five), (std::vector<int>{2, 2, 2, 3, 3}));
  EXPECT_DOUBLE_EQ(mean_length(five, huffman_code(five), 100), 2.3);
  EXPECT_EQ(shannon_code(five, 100), (std::vector<int>{2, 2, 3, 3, 3}));
  // Their section 5.8: of .9999 and .0001 Shannon's code takes 1 and 14 bits, the best one 1 each.
  EXPECT_EQ(shannon_code(Weights{9999, 1}, 10000), (std::vector<int>{1, 14}));
  EXPECT_EQ(huffman_code(Weights{9999, 1}), (std::vector<int>{1, 1}));
  // Powers of 1/2 are coded without loss by both.
  const Weights dyadic = {0.5, 0.25, 0, 0.125, 0.125};
  EXPECT_EQ(huffman_code(dyadic), (std::vector<int>{1, 2, 0, 3, 3}));
  EXPECT_EQ(shannon_code(dyadic, 1), (std::vector<int>{1, 2, 0, 3, 3}));
}

TEST(PrefixCode, Edges) {
  EXPECT_TRUE(huffman_code({}).empty());
  EXPECT_EQ(huffman_code(Weights{0, 5, 0}), (std::vector<int>{0, 0, 0}));
  EXPECT_EQ(shannon_code(Weights{0, 5, 0}, 5), (std::vector<int>{0, 0, 0}));
  // One below a power of two, at the end of what doubles count.
  const double n = 0x1p53;
  EXPECT_EQ(shannon_code(Weights{n / 2, n / 2 - 1, 1}, n), (std::vector<int>{1, 2, 53}));
  // Fibonacci's numbers make the deepest tree.
  EXPECT_EQ(huffman_code(Weights{1, 1, 2, 3, 5, 8, 13}), (std::vector<int>{6, 6, 5, 4, 3, 2, 1}));
}

TEST(PrefixCode, BoundsOfRandomLaws) {
  test::RandomWords random(2);
  for (int round = 0; round < 2000; ++round) {
    Weights weights(2 + random() % 40);
    for (double& w : weights)
      w = random() % 4 == 0 ? 0 : std::floor(std::pow(10.0, random() % 9 * 0.7)) + random() % 3;
    weights[0] = weights[1] = 1;
    const double n = std::accumulate(weights.begin(), weights.end(), 0.0), h = bits(weights);
    const std::vector<int> shannon = shannon_code(weights, n), huffman = huffman_code(weights);
    const double of_shannon = mean_length(weights, shannon, n), of_huffman = mean_length(weights, huffman, n);
    EXPECT_NEAR(of_huffman, best_total(weights) / n, 1e-12);
    EXPECT_LE(h, of_huffman + 1e-12);
    EXPECT_LE(of_huffman, of_shannon + 1e-12);
    EXPECT_LT(of_shannon, h + 1);
    EXPECT_EQ(kraft(weights, huffman), 1);  // a full tree
    EXPECT_LE(kraft(weights, shannon), 1);
  }
}

}  // namespace
}  // namespace plim::prefix_code_test
