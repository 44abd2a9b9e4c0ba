#include "plim/populations/population.hpp"

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
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

std::unique_ptr<ObservationStream> Population::stream(const Address&) const { return nullptr; }

double Population::log_density(double) const { return std::numeric_limits<double>::quiet_NaN(); }

double entropy_of(std::span<const double> p) {
  CompensatedSum sum;
  for (const double x : p) {
    if (x > 0) sum.add(-x * elementary::log(x));
  }
  return sum.value();
}

double varentropy_of(std::span<const double> p) {
  const double h = entropy_of(p);
  CompensatedSum sum;
  for (const double x : p) {
    if (x <= 0) continue;
    const double deviation = elementary::log(x) + h;
    sum.add(x * deviation * deviation);
  }
  return sum.value();
}

}  // namespace plim
