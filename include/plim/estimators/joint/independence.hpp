#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// The table of two factors without the levels that nobody saw.
struct ContingencyTable {
  std::vector<std::int64_t> cells;          // [rows][columns]
  std::vector<std::int64_t> rows, columns;  // their totals, all > 0
  std::int64_t n = 0;

  double df() const noexcept {
    return (static_cast<double>(rows.size()) - 1) * (static_cast<double>(columns.size()) - 1);
  }
  /// G = 2 n I, I the plug-in mutual information (nats), and Pearson's X^2. O(cells).
  double g() const noexcept;
  double x_squared() const noexcept;
};

/// What p values of the independence of two factors share: the table. A factor of which one level was seen,
/// or none: undefined, and empty without observations.
class IndependenceTest {
 public:
  using view = Counts;
  static constexpr std::string_view estimand = "independence_p_value";
  struct workspace {
    ContingencyTable table;
    std::vector<std::int64_t> left;  // of the columns, while a table is drawn
  };
  static Range range(std::int64_t, double) { return {0, 1}; }

 protected:
  explicit IndependenceTest(const Knowns& knowns);
  /// False if there is no p value, and then says why.
  bool make_table(const Counts::One& c, ContingencyTable& table, const EstimateRef& out) const;

 private:
  std::size_t rows_, columns_;
  std::vector<std::size_t> cell_of_;  // [K]
};

/// P(chi-square with (r - 1)(c - 1) degrees of freedom > G) (Wilks 1938), r and c the levels that were seen.
struct GTest : IndependenceTest {
  static constexpr std::string_view name = "g_test";
  static constexpr std::string_view summary = "2 n times the plug-in information against chi-square";
  static Outcome<GTest> bind(const Knowns& knowns, const Arguments&) { return GTest(knowns); }
  void estimate(const Counts::One& c, workspace& w, const Address&, const EstimateRef& out) const;
  using IndependenceTest::IndependenceTest;
};

/// The same of Pearson's X^2 (Pearson 1900).
struct ChiSquareTest : IndependenceTest {
  static constexpr std::string_view name = "chi_square";
  static constexpr std::string_view summary = "Pearson's X^2 against chi-square";
  static Outcome<ChiSquareTest> bind(const Knowns& knowns, const Arguments&) { return ChiSquareTest(knowns); }
  void estimate(const Counts::One& c, workspace& w, const Address&, const EstimateRef& out) const;
  using IndependenceTest::IndependenceTest;
};

/// (1 + tables as far)/(1 + permutations), of tables drawn with both margins as they are, which is what
/// permuting one factor gives; as far: G is not below that of the sample. Under independence P(p <= a) <= a
/// at every n (Phipson and Smyth 2010). O(permutations x cells).
class PermutationTest : public IndependenceTest {
 public:
  static constexpr std::string_view name = "permutation";
  static constexpr std::string_view summary =
      "share of tables with the same margins that are as far from independence";
  static std::vector<Parameter> options();
  static Outcome<PermutationTest> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Counts::One& c, workspace& w, const Address& address, const EstimateRef& out) const;

 private:
  PermutationTest(const Knowns& knowns, std::int64_t permutations)
      : IndependenceTest(knowns), permutations_(permutations) {}
  std::int64_t permutations_;
};

}  // namespace plim
