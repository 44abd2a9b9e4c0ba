#include <array>

#include "plim/families/erased_law.hpp"
#include "plim/families/extreme_scale.hpp"
#include "plim/families/hazard_law.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/extreme_moments.hpp"
#include "plim/numeric/gumbel_mean.hpp"
#include "plim/numeric/special.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// The generalised law of extreme values (maxima) by location, scale and shape: P(X <= x) = exp(-(1 + shape
/// z)^(-1/shape)), z = (x - location) / scale; Gumbel's at shape 0, Frechet's above, Weibull's reflected
/// below.
struct Gev : HazardLaw<Gev, Tail::lower>, ExtremeScale {
  using value_type = double;
  static constexpr std::string_view name = "gev";
  static constexpr std::string_view summary =
      "the generalised law of extreme values by location, scale, shape";
  static constexpr std::string_view carrier =
      "from location - scale/shape on if shape > 0, up to it if shape < 0, else all numbers";
  static constexpr bool regular_ends = true;  // of shape > -1/2 (Smith 1985)
  /// Refuses draws that a double cannot hold.
  static Outcome<Gev> make(const Arguments& a) { return if_extremes_are_finite(in_domain(a)); }
  static Gev in_domain(const Arguments& a) { return {{}, ExtremeScale::of(a)}; }

  Support support() const { return {shape > 0 ? end() : -infinity, shape < 0 ? end() : infinity}; }
  double log_density(double x) const {
    const auto [lower, upper] = support();
    if (!(x >= lower && x <= upper)) return std::isnan(x) ? x : -infinity;
    const double h = reduced(x), power = elementary::exp(-h), decay = 1 + shape;
    return power == infinity ? -infinity : (decay == 0 ? 0 : -decay * h) - power - log_scale();
  }
  void score(double x, std::span<double> gradient) const {
    const double h = reduced(x);
    extreme_score(h, 1 + shape - elementary::exp(-h), gradient);
  }
  double hazard(double x) const { return elementary::exp(-reduced(x)); }
  double log_hazard(double x) const { return -reduced(x); }
  double at_hazard(double w) const { return at_reduced(-elementary::log(w)); }
  void at_hazards(std::span<double> w) const {
    arrays::log(w);
    for (double& x : w) x = -x;
    at_reduced(w);
  }
  double mean() const { return at_deviate(extreme_moments::mean(shape)); }
  double variance() const { return scale * (scale * extreme_moments::variance(shape)); }
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  Shape shape_of_draw() const { return extreme_moments::shape(shape); }
  double entropy() const { return 1 + euler_constant * (1 + shape) + log_scale(); }
  /// Of shape > -1/2 (Prescott and Walden 1980).
  FisherInformation fisher_information() const;

  bool operator==(const Gev&) const = default;
};

namespace {

/// Information of the standard law: of location, scale, shape and of the pairs of them.
struct GevInformation {
  double location, scale, shape, location_scale, location_shape, scale_shape;
};

/// The means of products of scores, where gamma functions would cancel.
GevInformation gev_information_by_scores(double shape) {
  const Gev law{{}, {{0, 1}, shape}};
  const auto mean_of = [&law, shape](std::size_t i, std::size_t j) {
    return gumbel_mean([&](double h) {
      std::array<double, 3> score;
      law.extreme_score(h, 1 + shape - elementary::exp(-h), score);
      return score[i] * score[j];
    });
  };
  return {mean_of(0, 0), mean_of(1, 1), mean_of(2, 2), mean_of(0, 1), mean_of(0, 2), mean_of(1, 2)};
}

/// By gamma functions (Prescott and Walden 1980).
GevInformation gev_information_by_gamma(double shape) {
  constexpr double sixth_of_pi_squared = 1.64493406684822643647;
  const double one = 1 + shape, p = one * one * special::gamma(1 + 2 * shape), r = special::gamma(2 + shape),
               q = r * (elementary::digamma(one) + one / shape), s = 1 - euler_constant + 1 / shape;
  return {p,
          (1 - 2 * r + p) / shape / shape,
          (sixth_of_pi_squared + s * s - 2 * q / shape + p / shape / shape) / shape / shape,
          (r - p) / shape,
          (p / shape - q) / shape,
          (q - p / shape - s + r / shape) / shape / shape};
}

}  // namespace

FisherInformation Gev::fisher_information() const {
  if (!(shape > -0.5)) return {};
  const bool near = shape > -0.45 && shape < 5;
  const GevInformation one = near ? gev_information_by_scores(shape) : gev_information_by_gamma(shape);
  const double first = one.location_scale / scale / scale, second = one.location_shape / scale,
               third = one.scale_shape / scale;
  return {{"location", "scale", "shape"},
          {one.location / scale / scale, first, second, first, one.scale / scale / scale, third, second,
           third, one.shape}};
}

LawFamily gev_family() { return law_family<Gev>(); }

}  // namespace plim
