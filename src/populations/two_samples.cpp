#include "plim/populations/two_samples.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/number.hpp"
#include "plim/core/parameter.hpp"

namespace plim {

std::string TwoSamples::canonical() const {
  return "two_samples ratio=" + plim::canonical(Value(ratio_)) + " first=[" + first_->canonical() +
         "] second=[" + second_->canonical() + "]";
}

std::string TwoSamples::readable() const {
  return "two_samples(" + first_->readable() + ", " + second_->readable() +
         (ratio_ == 1 ? "" : ", ratio " + round_trip(ratio_)) + ")";
}

std::size_t TwoSamples::footprint(RouteKind route, std::span<const ViewId>, std::int64_t n_max) const {
  const ViewId parts[] = {part()};
  return first_->footprint(route, parts, n_max) +
         second_->footprint(route, parts, second_size(ratio_, n_max));
}

bool TwoSamples::has_parts(RouteKind route) const {
  const auto has = [&](const Population& law) {
    const std::vector<ViewId> views = law.views(route);
    return std::find(views.begin(), views.end(), part()) != views.end();
  };
  return has(*first_) && has(*second_);
}

std::int64_t second_size(double ratio, std::int64_t n) noexcept {
  return std::max<std::int64_t>(1, std::llround(ratio * static_cast<double>(n)));
}

}  // namespace plim
