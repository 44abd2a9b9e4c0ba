#pragma once
#include <vector>

#include "plim/populations/finite_population.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"

namespace plim {

/// Counts that grow by multivariate hypergeometric increments from what is left: the counts route.
class FiniteCounts final : public ViewSource {
 public:
  FiniteCounts(const FinitePopulation& population, std::size_t lanes);
  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t checkpoint) override;
  const void* view(ViewId id) override;

 private:
  void add(std::size_t lane, std::int64_t increment, std::uint64_t index);

  const FinitePopulation& population_;
  Address first_{};
  std::vector<std::int64_t> counts_;  // [K][lanes]
  Counts view_{};
};

/// Items drawn one by one, each equally likely among those left: the draws route. Counts, and the classes'
/// values if they are wanted.
class FiniteDraws final : public ViewSource {
 public:
  /// `reals_max`: the largest n of the reals view, 0 if it is not wanted.
  FiniteDraws(const FinitePopulation& population, std::int64_t reals_max, std::size_t lanes);
  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t checkpoint) override;
  const void* view(ViewId id) override;

 private:
  /// Takes the item of rank r among those left in a lane out of it; its class. A Fenwick tree (1994) of the
  /// numbers left: O(log K).
  std::size_t take(std::size_t lane, std::int64_t rank);

  const FinitePopulation& population_;
  Address first_{};
  std::size_t K_;
  std::vector<std::int64_t> full_;  // the tree of all items, [K + 1]
  std::vector<std::int64_t> left_;  // [lanes][K + 1]
  std::vector<std::int64_t> counts_;
  std::vector<std::vector<double>> reals_;  // [lanes][n_max]
  std::vector<const double*> rows_;
  Counts counts_view_{};
  Reals reals_view_{};
};

}  // namespace plim
