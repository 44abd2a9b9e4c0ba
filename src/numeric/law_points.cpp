#include "plim/numeric/law_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr const char* no_law = "whose probability adds up to 1 by quadrature or summation";
constexpr double least_weight = 1e-30, mass_error = 1e-9, change = 1e-11;

/// x of a variable t on the line, and the logarithm of its slope.
struct Place {
  double x, log_slope;
};

/// x = centre + scale sinh t on the line, end +- scale exp(t - exp(-t)) on a half-line, and between two ends
/// the logistic function of pi sinh t.
class Change {
 public:
  Change(double low, double high, double centre, double scale)
      : low_(low),
        high_(high),
        first_inside_(std::isinf(low) ? low : std::nextafter(low, high)),
        last_inside_(std::isinf(high) ? high : std::nextafter(high, low)),
        centre_(centre),
        scale_(scale) {}

  double first() const { return between() ? -6 : half_line() ? -6.5 : -80; }
  double last() const { return between() ? 6 : 80; }
  /// Ends are not taken: what rounds to one stands beside it.
  Place at(double t) const {
    const Place place = rounded_at(t);
    return {std::isnan(place.x) ? place.x : std::clamp(place.x, first_inside_, last_inside_),
            place.log_slope};
  }

 private:
  Place rounded_at(double t) const {
    if (between()) return inside(t);
    if (half_line()) {
      const double fall = elementary::exp(-t), log_distance = t - fall;
      const double distance = scale_ * elementary::exp(log_distance);
      return {std::isinf(low_) ? high_ - distance : low_ + distance,
              elementary::log(scale_) + elementary::log1p(fall) + log_distance};
    }
    const double up = elementary::exp(t), down = elementary::exp(-t);
    return {centre_ + scale_ * 0.5 * (up - down), elementary::log(scale_ * 0.5 * (up + down))};
  }
  bool half_line() const { return std::isinf(low_) != std::isinf(high_); }
  bool between() const { return !std::isinf(low_) && !std::isinf(high_); }
  /// Distances are taken from the nearer end.
  Place inside(double t) const {
    const double up = elementary::exp(t), down = elementary::exp(-t), width = high_ - low_;
    const double way = 0.5 * std::numbers::pi * std::fabs(up - down), small = elementary::exp(-way);
    const double distance = width * small / (1 + small);
    const double log_slope =
        elementary::log(width * 0.5 * std::numbers::pi * (up + down)) - way - 2 * elementary::log1p(small);
    return {t < 0 ? low_ + distance : high_ - distance, log_slope};
  }

  double low_, high_, first_inside_, last_inside_, centre_, scale_;
};

/// The rule of one step, with its mass and entropy.
struct Rule {
  LawPoints points;
  double mass = 0, entropy = 0;
};

Rule rule_of(const std::function<double(double)>& log_density, const Change& change_of, double step) {
  Rule rule;
  LawPoints others;
  CompensatedSum mass, entropy;
  const auto steps = static_cast<std::int64_t>((change_of.last() - change_of.first()) / step);
  for (std::int64_t i = 0; i <= steps; ++i) {
    const Place place = change_of.at(change_of.first() + static_cast<double>(i) * step);
    const double log_p = log_density(place.x);
    const double weight = step * elementary::exp(log_p + place.log_slope);
    if (weight == 0) continue;
    mass.add(weight);
    entropy.add(-weight * log_p);
    if (weight < least_weight) continue;
    LawPoints& points = i % 2 == 0 ? rule.points : others;
    points.x.push_back(place.x);
    points.weight.push_back(weight);
  }
  rule.points.others = rule.points.x.size();
  rule.points.x.insert(rule.points.x.end(), others.x.begin(), others.x.end());
  rule.points.weight.insert(rule.points.weight.end(), others.weight.begin(), others.weight.end());
  rule.points.cut_below = rule.points.cut_above = true;
  rule.mass = mass.value();
  rule.entropy = entropy.value();
  return rule;
}

bool is_one(double mass) { return std::fabs(mass - 1) < mass_error; }

}  // namespace

Outcome<LawPoints> points_of_density(const std::function<double(double)>& log_density, double low,
                                     double high, double centre, double scale) {
  constexpr double least_step = 0x1p-12, nearly = 1e-3;
  const Change change_of(low, high, centre, scale);
  Rule coarse = rule_of(log_density, change_of, 0.5);
  for (double step = 0.25; step >= least_step && !std::isnan(coarse.mass); step /= 2) {
    Rule fine = rule_of(log_density, change_of, step);
    if (is_one(coarse.mass) && std::fabs(fine.mass - coarse.mass) < change &&
        std::fabs(fine.entropy - coarse.entropy) < change * (1 + std::fabs(fine.entropy)))
      return fine.points;
    coarse = std::move(fine);
  }
  if (std::fabs(coarse.mass - 1) < nearly)
    return Refusal{"whose density has no kink, jump or steep end at which quadrature does not converge"};
  return Refusal{no_law};
}

Outcome<LawPoints> points_of_mass(const std::function<double(double)>& log_mass, double low, double high) {
  constexpr int most = 1 << 22;
  LawPoints points;
  CompensatedSum mass;
  // True if a point is the first of those that are left out.
  const auto ends = [&](double k, double before) {
    const double weight = elementary::exp(log_mass(k));
    if (weight < least_weight) return mass.value() > 0.5 || weight < before;
    mass.add(weight);
    points.x.push_back(k);
    points.weight.push_back(weight);
    return false;
  };
  double k = std::isinf(low) ? 0 : low;
  for (int steps = 0; std::isinf(low) && steps < most && !points.cut_below; ++steps)
    points.cut_below = ends(-1 - steps, elementary::exp(log_mass(-steps)));
  for (int steps = 0; k <= high && steps < most && !points.cut_above; ++steps, ++k)
    points.cut_above = ends(k, 0);
  if (!is_one(mass.value())) return Refusal{no_law};
  return points;
}

double entropy_of_points(const LawPoints& points, const std::function<double(double)>& log_density) {
  CompensatedSum sum;
  for (std::size_t i = 0; i < points.x.size(); ++i) sum.add(-points.weight[i] * log_density(points.x[i]));
  return sum.value();
}

}  // namespace plim
