#include "plim/populations/population.hpp"

#include <limits>

#include "plim/populations/observation_stream.hpp"

namespace plim {

std::string_view route_name(RouteKind kind) noexcept {
  switch (kind) {
    case RouteKind::draws: return "draws";
    case RouteKind::counts: return "counts";
    case RouteKind::statistic: return "statistic";
  }
  return "";
}

void ViewSource::realise(Address, std::size_t) {}

std::unique_ptr<ObservationStream> Population::stream(const Address&) const { return nullptr; }

std::shared_ptr<const Population> Population::realised(const Address&) const { return nullptr; }

double Population::log_density(double) const { return std::numeric_limits<double>::quiet_NaN(); }

}  // namespace plim
