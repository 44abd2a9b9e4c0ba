#include "plim/numeric/suffix_array.hpp"

#include <algorithm>
#include <numeric>

#include "random_words.hpp"
#include "support.hpp"

// Against a sort of all suffixes, and matches found by trying all earlier places.
namespace plim::suffix_array_test {
namespace {

using Sequence = std::vector<std::int32_t>;

Sequence sorted_suffixes(const Sequence& x) {
  Sequence order(x.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    return std::lexicographical_compare(x.begin() + a, x.end(), x.begin() + b, x.end());
  });
  return order;
}

Sequence matches_by_trying(const Sequence& x) {
  Sequence longest(x.size(), 0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      std::int32_t l = 0;
      while (i + static_cast<std::size_t>(l) < x.size() &&
             x[i + static_cast<std::size_t>(l)] == x[j + static_cast<std::size_t>(l)])
        ++l;
      longest[i] = std::max(longest[i], l);
    }
  }
  return longest;
}

void expect_right(const Sequence& x, const std::string& what) {
  EXPECT_EQ(suffix_array(x), sorted_suffixes(x)) << what;
  PreviousMatches matches;
  const auto found = matches(x);
  EXPECT_EQ(Sequence(found.begin(), found.end()), matches_by_trying(x)) << what;
}

TEST(SuffixArray, OfAllShortSequences) {
  for (const std::int32_t K : {1, 2, 3}) {
    for (std::size_t n = 0; n <= (K == 3 ? 8U : 12U); ++n) {
      Sequence x(n, 0);
      for (bool more = true; more;) {
        expect_right(x, std::to_string(K));
        more = false;
        for (std::size_t i = n; i-- > 0 && !more;) {
          more = ++x[i] < K;
          if (!more) x[i] = 0;
        }
      }
    }
  }
}

TEST(SuffixArray, OfRandomPeriodicAndSparseSequences) {
  test::RandomWords random(1);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 1 + random() % 300, period = 1 + random() % 20;
    const std::int32_t K = round % 3 == 0 ? 2 : round % 3 == 1 ? 26 : 1 << 30;
    Sequence noise, repeated;
    for (std::size_t i = 0; i < n; ++i)
      noise.push_back(static_cast<std::int32_t>(random() % static_cast<unsigned>(K)));
    for (std::size_t i = 0; i < n; ++i) repeated.push_back(random() % 50 == 0 ? noise[i] : noise[i % period]);
    expect_right(noise, "noise");
    expect_right(repeated, "a period with faults");
  }
}

// Sorting suffixes by comparison would take n^2/2 steps here.
TEST(SuffixArray, OfAMillionSymbolsThatAreOne) {
  const std::size_t n = 1'000'000;
  PreviousMatches matches;
  const auto found = matches(Sequence(n, 7));
  std::size_t wrong = found[0] == 0 ? 0 : 1;
  for (std::size_t i = 1; i < n; ++i) wrong += found[i] == static_cast<std::int32_t>(n - i) ? 0U : 1U;
  EXPECT_EQ(wrong, 0U);
}

}  // namespace
}  // namespace plim::suffix_array_test
