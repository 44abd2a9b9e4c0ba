#include "plim/estimators/any_estimator.hpp"

#include "plim/core/cell.hpp"

namespace plim {

std::optional<AdditiveTerm> BoundEstimator::additive(std::int64_t) const { return std::nullopt; }

std::optional<double> BoundEstimator::asymptotic_sd(const TrueParameter&, std::size_t) const {
  return std::nullopt;
}

Range BoundEstimator::range(std::int64_t, double) const { return {}; }

double BoundEstimator::moments(std::int64_t, std::size_t) const { return not_given; }
std::size_t BoundEstimator::workspace_bytes(const SampleSize&) const { return 0; }

}  // namespace plim
