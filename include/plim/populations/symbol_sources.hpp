#pragma once
#include <memory>
#include <span>
#include <vector>

#include "plim/populations/lane_laws.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/populations/symbol_population.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/sequence.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {

/// The law of a population in every lane.
class OneLaw final : public LaneLaws {
 public:
  explicit OneLaw(const SymbolSampler& sampler) : sampler_(sampler) {}
  std::size_t classes() const override { return sampler_.conditional.size(); }
  const AliasTable& alias(std::size_t) override { return sampler_.alias; }
  bool binomials(const Address& first, std::size_t lanes, std::uint64_t index, std::size_t k,
                 const std::int64_t* n, std::int64_t* drawn) override;

 private:
  const SymbolSampler& sampler_;
};

/// Counts that grow by independent multinomial increments: the counts route.
class GrownCounts final : public ViewSource {
 public:
  /// `values`: the numbers that the classes stand for, `[K]` or empty.
  GrownCounts(std::unique_ptr<LaneLaws> laws, std::span<const double> values, std::size_t lanes);
  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t checkpoint) override;
  const void* view(ViewId id) override;

 private:
  void add_by_alias(std::int64_t m, std::uint64_t index);
  void add_by_binomials(std::int64_t m, std::uint64_t index);

  std::unique_ptr<LaneLaws> laws_;
  std::span<const double> values_;
  Address first_{};
  std::vector<std::int64_t> counts_;  // [K][lanes]
  std::vector<std::int64_t> left_, drawn_;
  Counts view_{};
  ValuedCounts valued_{};
};

/// Observations drawn one by one: the draws route. Counts, and where they are wanted the classes in their
/// order and their values.
class DrawnSymbols final : public ViewSource {
 public:
  /// The largest n of a view, 0 if it is not wanted.
  struct Kept {
    std::int64_t reals = 0, sequence = 0;
  };
  DrawnSymbols(std::unique_ptr<LaneLaws> laws, std::span<const double> values, Kept kept, std::size_t lanes);
  void start(Address first, std::size_t lanes) override;
  void grow(std::int64_t n, std::uint32_t checkpoint) override;
  const void* view(ViewId id) override;

 private:
  void draw_one_by_one(std::size_t lane, std::int64_t n);

  std::unique_ptr<LaneLaws> laws_;
  std::span<const double> values_;
  Address first_{};
  std::vector<std::int64_t> counts_;                  // [K][lanes]
  std::vector<std::vector<double>> reals_;            // [lanes][n_max]
  std::vector<const double*> rows_;                   // [lanes]
  std::vector<std::vector<std::int32_t>> sequences_;  // [lanes][n_max]
  std::vector<const std::int32_t*> sequence_rows_;    // [lanes]
  std::vector<std::int32_t> symbols_;                 // one chunk of draws
  Counts counts_view_{};
  Reals reals_view_{};
  Sequence sequence_view_{};
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
