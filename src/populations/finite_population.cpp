#include "plim/populations/finite_population.hpp"

#include <numeric>

#include "plim/populations/finite_sources.hpp"

namespace plim {
namespace {

SymbolLaw finite(SymbolLaw law) {
  law.canonical += " draw=without_replacement";
  law.readable += ", without replacement";
  return law;
}

}  // namespace

FinitePopulation::FinitePopulation(SymbolLaw law)
    : SymbolPopulation(finite(std::move(law))),
      items_(weights().begin(), weights().end()),
      size_(std::accumulate(items_.begin(), items_.end(), std::int64_t{0})) {}

std::size_t FinitePopulation::footprint(RouteKind route, std::span<const ViewId> wanted,
                                        std::int64_t n_max) const {
  const std::size_t tree = route == RouteKind::draws ? (items_.size() + 1) * sizeof(std::int64_t) : 0;
  return SymbolPopulation::footprint(route, wanted, n_max) + tree;
}

std::string FinitePopulation::method(RouteKind route, std::int64_t, std::int64_t) const {
  return route == RouteKind::draws ? "item" : "conditional_hypergeometric";
}

std::unique_ptr<ViewSource> FinitePopulation::source(RouteKind route, std::span<const ViewId> wanted,
                                                     std::int64_t n_max, std::size_t lanes) const {
  if (route == RouteKind::counts) return std::make_unique<FiniteCounts>(*this, lanes);
  bool reals = false;
  for (const ViewId id : wanted) reals = reals || id == view_id<Reals>();
  return std::make_unique<FiniteDraws>(*this, reals ? n_max : 0, lanes);
}

std::unique_ptr<ObservationStream> FinitePopulation::stream(const Address& address) const {
  return std::make_unique<FiniteStream>(*this, address);
}

Outcome<std::shared_ptr<const Population>> without_replacement(const Population& population) {
  const auto* symbols = dynamic_cast<const SymbolPopulation*>(&population);
  if (symbols == nullptr || symbols->weights().empty()) {
    return Refusal{population.readable() +
                   " is not made of items that could be drawn without replacement: that takes a file, or "
                   "categorical with counts = [...]"};
  }
  return std::shared_ptr<const Population>(std::make_shared<FinitePopulation>(symbols->law()));
}

}  // namespace plim
