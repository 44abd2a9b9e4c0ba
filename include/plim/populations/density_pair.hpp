#pragma once
#include <memory>

#include "plim/core/outcome.hpp"
#include "plim/populations/two_samples.hpp"

namespace plim {

/// True if draws, numbers or points, have a density that the population knows.
bool has_density(const Population& population);

/// Two laws with a density, both of numbers or of points with as many coordinates. View: pairs of points.
class DensityPair : public TwoSamples {
 public:
  using TwoSamples::TwoSamples;
  PublicFacts public_facts() const override { return first().public_facts(); }
  std::vector<ViewId> views(RouteKind route) const override;
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  /// Nothing: what two densities have together is theory's (theory/pair_truth.hpp).
  std::optional<double> truth(std::string_view, std::size_t) const override { return std::nullopt; }

  static Outcome<std::shared_ptr<const Population>> make(std::shared_ptr<const Population> first,
                                                         std::shared_ptr<const Population> second,
                                                         double ratio);

 private:
  ViewId part() const override;
};

}  // namespace plim
