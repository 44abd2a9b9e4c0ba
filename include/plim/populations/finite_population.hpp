#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/populations/symbol_population.hpp"

namespace plim {

/// N items of K classes, sampled without replacement: at n = N every item has been drawn.
///
/// Routes: counts (conditional hypergeometric draws in class order from what is left: O(K) for any increment)
/// and draws (item by item, O(log K) each: the reference).
class FinitePopulation final : public SymbolPopulation {
 public:
  /// `law.weights`: how many items there are of each class.
  explicit FinitePopulation(SymbolLaw law);

  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind route, std::int64_t n_before, std::int64_t n) const override;
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::unique_ptr<ObservationStream> stream(const Address& address) const override;
  Dependence dependence() const override { return Dependence::without_replacement; }
  std::optional<std::int64_t> finite_size() const override { return size_; }

  /// Items of each class: `[K]`.
  const std::vector<std::int64_t>& items() const noexcept { return items_; }

 private:
  std::vector<std::int64_t> items_;
  std::int64_t size_;
};

/// The items behind a law sampled without replacement, or why there are none.
Outcome<std::shared_ptr<const Population>> without_replacement(const Population& population);

}  // namespace plim
