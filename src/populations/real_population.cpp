#include "plim/populations/real_population.hpp"

#include "plim/populations/grown_statistics.hpp"
#include "plim/populations/integer_counts.hpp"
#include "plim/populations/integer_draws.hpp"

namespace plim {

std::string NamedLaw::canonical() const {
  return std::string(family) + (arguments.all().empty() ? "" : " " + arguments.canonical());
}

std::string NamedLaw::readable() const { return std::string(family) + "(" + arguments.readable() + ")"; }

std::optional<double> NamedLaw::truth(std::string_view estimand, std::size_t element) const {
  const std::optional<double> parameter = arguments.number(estimand, element);
  return parameter ? parameter : law->truth(estimand, element);
}

std::vector<ViewId> OneByOne::views() const {
  if (law.discrete()) return {view_id<Reals>(), view_id<SparseCounts>()};
  return {view_id<Reals>()};
}

std::size_t OneByOne::bytes(std::span<const ViewId> wanted, std::int64_t n_max) const {
  std::size_t bytes = wants<Reals>(wanted) ? static_cast<std::size_t>(n_max) * sizeof(double) : 0;
  if (wants<SparseCounts>(wanted))
    bytes += distinct_limit(law, n_max) * 3 * (sizeof(double) + sizeof(std::int64_t)) +
             SparseTally::most_dense * sizeof(std::int64_t);
  return bytes;
}

std::unique_ptr<ViewSource> OneByOne::source(LawsOfLanes laws, std::span<const ViewId> wanted,
                                             std::int64_t n_max) const {
  if (wants<SparseCounts>(wanted))
    return std::make_unique<DrawnIntegers>(std::move(laws), by_blocks, wants<Reals>(wanted), n_max);
  return std::make_unique<DrawnReals>(std::move(laws), by_blocks, n_max);
}

std::vector<ViewId> RealPopulation::views(RouteKind route) const {
  if (route == RouteKind::draws) return one_by_one().views();
  if (route == RouteKind::statistic) return views_of(named_.drawing.statistic);
  return has_integer_counts(law()) ? views_of_integer_counts() : std::vector<ViewId>{};
}

std::size_t RealPopulation::footprint(RouteKind route, std::span<const ViewId> wanted,
                                      std::int64_t n_max) const {
  if (route == RouteKind::draws) return one_by_one().bytes(wanted, n_max);
  return route == RouteKind::counts ? bytes_of_integer_counts(law()) : 3 * sizeof(double);
}

std::string RealPopulation::method(RouteKind route, std::int64_t n_before, std::int64_t n) const {
  if (route == RouteKind::statistic) return method_of(named_.drawing.statistic);
  if (route == RouteKind::counts) return method_of_integer_counts(law(), n_before, n);
  return one_by_one().method();
}

std::unique_ptr<ViewSource> RealPopulation::source(RouteKind route, std::span<const ViewId> wanted,
                                                   std::int64_t n_max, std::size_t lanes) const {
  if (route == RouteKind::draws) return one_by_one().source(LawsOfLanes(lanes, named_.law), wanted, n_max);
  if (route == RouteKind::counts) return integer_counts(named_.law, lanes);
  return grown_statistic(named_.law, named_.drawing.statistic, lanes);
}

std::unique_ptr<ObservationStream> RealPopulation::stream(const Address& address) const {
  return std::make_unique<RealStream>(named_.law, address);
}

}  // namespace plim
