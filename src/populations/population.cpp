#include "plim/populations/population.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "plim/core/real.hpp"
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

void ViewSource::realise(Address, std::size_t) {}

std::unique_ptr<ObservationStream> Population::stream(const Address&) const { return nullptr; }

std::shared_ptr<const Population> Population::realised(const Address&) const { return nullptr; }

double Population::class_number(std::size_t) const { return std::numeric_limits<double>::quiet_NaN(); }

Support Population::support() const { return {-infinity, infinity}; }

double Population::log_density(double) const { return std::numeric_limits<double>::quiet_NaN(); }

double Population::quantile(double p) const {
  const std::span<const double> all = probabilities();
  std::vector<std::pair<double, double>> classes;  // number, probability
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (all[k] > 0) classes.emplace_back(class_number(k), all[k]);
    if (std::isnan(class_number(k))) return class_number(k);
  }
  std::sort(classes.begin(), classes.end());
  CompensatedSum below;
  for (const auto& [number, probability] : classes) {
    below.add(probability);
    if (below.value() >= p) return number;
  }
  return classes.empty() ? std::numeric_limits<double>::quiet_NaN() : classes.back().first;
}

double Population::complement(double x) const {
  const std::span<const double> all = probabilities();
  if (all.empty()) return std::numeric_limits<double>::quiet_NaN();
  CompensatedSum above;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (std::isnan(class_number(k))) return class_number(k);
    if (class_number(k) > x) above.add(all[k]);
  }
  return above.value();
}

bool is_exchangeable(const Population& population) {
  const Dependence d = population.dependence();
  return d == Dependence::independent || d == Dependence::without_replacement;
}

bool is_on_classes_of(const Population& law, const Population& population) {
  const std::span<const double> p = law.probabilities();
  const std::span<const std::string> mine = population.labels(), other = law.labels();
  return !p.empty() && p.size() == population.public_facts().K &&
         (mine.empty() || other.empty() || std::equal(mine.begin(), mine.end(), other.begin(), other.end()));
}

}  // namespace plim
