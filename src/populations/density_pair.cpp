#include "plim/populations/density_pair.hpp"

#include <cmath>

#include "pair_source.hpp"
#include "plim/populations/point_population.hpp"
#include "plim/views/points.hpp"
#include "plim/views/points_pair.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/sparse_counts.hpp"

namespace plim {

bool has_density(const Population& population) {
  const std::vector<ViewId> views = population.views(RouteKind::draws);
  if (wants<Reals>(views)) {
    return !wants<SparseCounts>(views) && population.probabilities().empty() &&
           !std::isnan(population.log_density(population.quantile(0.5)));
  }
  const auto* points = dynamic_cast<const PointPopulation*>(&population);
  return points != nullptr && !std::isnan(points->log_density_at(std::vector<double>(points->dimension())));
}

ViewId DensityPair::part() const {
  return first().public_facts().dimension ? view_id<Points>() : view_id<Reals>();
}

std::vector<ViewId> DensityPair::views(RouteKind route) const {
  return route == RouteKind::draws && has_parts(route) ? std::vector<ViewId>{view_id<PointsPair>()}
                                                       : std::vector<ViewId>{};
}

std::unique_ptr<ViewSource> DensityPair::source(RouteKind route, std::span<const ViewId>, std::int64_t n_max,
                                                std::size_t lanes) const {
  const auto join = [](std::size_t d) {
    return [d](const auto& x, const auto& y) { return PointsPair{x.n, y.n, d, x.lanes, x.x, y.x}; };
  };
  if (const auto d = first().public_facts().dimension)
    return pair_source<PointsPair, Points>(*this, route, n_max, lanes, join(*d));
  return pair_source<PointsPair, Reals>(*this, route, n_max, lanes, join(1));
}

Outcome<std::shared_ptr<const Population>> DensityPair::make(std::shared_ptr<const Population> first,
                                                             std::shared_ptr<const Population> second,
                                                             double ratio) {
  if (first->public_facts().dimension != second->public_facts().dimension)
    return Refusal{"the points of " + second->readable() + " have other coordinates than those of " +
                   first->readable()};
  return std::shared_ptr<const Population>(
      std::make_shared<DensityPair>(std::move(first), std::move(second), ratio));
}

}  // namespace plim
