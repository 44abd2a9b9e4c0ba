#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plim/populations/law_lane.hpp"
#include "plim/populations/symbol_population.hpp"

namespace plim {

/// A kind of random law on K classes. `lane` makes a place for such laws; a draw there allocates nothing
/// that grows with K, but for the list of probabilities that a family makes of itself.
struct LawSampler {
  std::string canonical, readable;
  std::size_t K = 0;
  std::vector<double> values = {};  // [K] reals that the classes stand for, or empty
  std::vector<double> alpha = {};   // [K] of the Dirichlet law that they are drawn from, or empty
  std::function<std::unique_ptr<LawLane>()> lane = {};
};

/// A population whose law is drawn anew for every replicate; nested sizes share the law of their replicate.
///
/// Replicate j is drawn exactly as replicate j of a SymbolPopulation with that law would be: the same routes,
/// methods, addresses, bytes. Its views are those of SymbolPopulation, and drawn_law for oracles. It has no
/// truth of its own: each replicate has.
class DrawnPopulation final : public Population {
 public:
  explicit DrawnPopulation(LawSampler sampler) : sampler_(std::move(sampler)) {}

  std::string canonical() const override { return sampler_.canonical; }
  std::string readable() const override { return sampler_.readable; }
  PublicFacts public_facts() const override { return {sampler_.K}; }
  Dependence dependence() const override { return Dependence::independent; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind route, std::int64_t n_before, std::int64_t n) const override;
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::optional<double> truth(std::string_view, std::size_t) const override { return std::nullopt; }
  bool draws_law() const override { return true; }
  std::span<const double> concentrations() const override { return sampler_.alpha; }
  std::shared_ptr<const Population> realised(const Address& law) const override;

 private:
  LawSampler sampler_;
};

}  // namespace plim
