#pragma once
#include <vector>

#include "plim/populations/finite_population.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/valued_counts.hpp"

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
  ValuedCounts valued_{};
};

/// The numbers of items left of each class as a Fenwick tree (1994), `[K + 1]`.
std::vector<std::int64_t> item_tree(std::span<const std::int64_t> items);
/// Takes the item of that rank, from 0, among those left out of the tree; its class. O(log K).
std::size_t take_item(std::span<std::int64_t> tree, std::int64_t rank);

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

/// The same draws in constant memory: the numbers that the classes stand for, or the class numbers. No more
/// than there are items.
class FiniteStream final : public ObservationStream {
 public:
  FiniteStream(const FinitePopulation& population, const Address& address)
      : population_(population), address_(address), left_(item_tree(population.items())) {}
  void next(std::span<double> out) override;
  std::span<const std::string> labels() const override;

 private:
  const FinitePopulation& population_;
  Address address_;
  std::vector<std::int64_t> left_;
  std::int64_t drawn_ = 0;
};

}  // namespace plim
