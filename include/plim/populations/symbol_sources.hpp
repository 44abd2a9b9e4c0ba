#pragma once
#include <vector>

#include "plim/populations/observation_stream.hpp"
#include "plim/populations/symbol_population.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {

/// Counts that grow by independent multinomial increments: the counts route.
class GrownCounts final : public ViewSource {
 public:
  GrownCounts(const SymbolPopulation& population, std::size_t lanes);
  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t checkpoint) override;
  const void* view(ViewId id) override;

 private:
  void add_by_alias(std::int64_t m, std::uint64_t index);
  void add_by_binomials(std::int64_t m, std::uint64_t index);

  const SymbolPopulation& population_;
  Address first_{};
  std::vector<std::int64_t> counts_;  // [K][lanes]
  std::vector<std::int64_t> left_, drawn_;
  Counts view_{};
  ValuedCounts valued_{};
};

/// Observations drawn one by one: the draws route. Counts, and the classes' values if they are wanted.
class DrawnSymbols final : public ViewSource {
 public:
  /// `reals_max`: the largest n of the reals view, 0 if it is not wanted.
  DrawnSymbols(const SymbolPopulation& population, std::int64_t reals_max, std::size_t lanes);
  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t checkpoint) override;
  const void* view(ViewId id) override;

 private:
  void draw_values(std::size_t lane, std::int64_t n);

  const SymbolPopulation& population_;
  Address first_{};
  std::vector<std::int64_t> counts_;        // [K][lanes]
  std::vector<std::vector<double>> reals_;  // [lanes][n_max]
  std::vector<const double*> rows_;         // [lanes]
  std::vector<std::int32_t> symbols_;       // one chunk of draws
  Counts counts_view_{};
  Reals reals_view_{};
};

/// Draws one by one: the numbers that the classes stand for, or the class numbers.
class SymbolStream final : public ObservationStream {
 public:
  SymbolStream(const SymbolPopulation& population, const Address& address)
      : population_(population), address_(address) {}
  void next(std::span<double> out) override;
  std::span<const std::string> labels() const override;

 private:
  const SymbolPopulation& population_;
  Address address_;
  std::uint64_t at_ = 0;
  std::vector<std::int32_t> symbols_;
};

}  // namespace plim
