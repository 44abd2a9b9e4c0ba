#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/hazard_law.hpp"
#include "plim/families/multiple.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// Pareto's law by scale, its lower end, and shape: P(X > x) = (x / scale)^-shape.
struct Pareto : HazardLaw<Pareto, Tail::upper> {
  using value_type = double;
  static constexpr std::string_view name = "pareto";
  static constexpr std::string_view summary = "Pareto's law by scale (its lower end) and shape";
  static constexpr std::string_view carrier = "[scale, inf)";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    return {{"scale", Domain::positive, "lower end"}, {"shape", Domain::positive, "exponent of the tail"}};
  }
  /// Refuses draws that a double cannot hold.
  static Outcome<Pareto> make(const Arguments& a) {
    const Pareto law = in_domain(a);
    if (law.holds_draws()) return law;
    return Refusal{"shape is " + round_trip(law.shape) + " and scale " + round_trip(law.scale) +
                   ", but draws, up to scale 2^(128/shape), must be finite numbers"};
  }
  static Pareto in_domain(const Arguments& a) { return {{}, a.real("scale"), a.real("shape")}; }

  /// The least has m times the shape; the others are Pareto numbers above it (Malik 1970). O(1).
  static constexpr Statistic sampled = Statistic::least_log;
  DrawnStatistic statistic(Variate& first, Variate& second, std::int64_t m) const {
    const Variate::Pair w = first.words();
    const double least = at_hazard(fine_exponential(w.first, w.second) / real(m));
    return {least, m > 1 ? second.gamma(real(m - 1)) / shape : 0.0};
  }

  Support support() const { return {scale, infinity}; }
  double log_density(double x) const {
    if (!(x >= scale)) return std::isnan(x) ? x : -infinity;
    return elementary::log(shape) - elementary::log(x) - hazard(x);
  }
  /// In scale, which moves the support, and shape.
  void score(double x, std::span<double> gradient) const {
    gradient[0] = shape / scale;
    gradient[1] = 1 / shape - log_multiple(x, scale);
  }
  double hazard(double x) const { return shape * log_multiple(x, scale); }
  double log_hazard(double x) const {
    return elementary::log(shape) + elementary::log(log_multiple(x, scale));
  }
  double at_hazard(double w) const { return exp_multiple(w / shape, scale); }
  void at_hazards(std::span<double> w) const {
    arrays::divide(w, shape);
    exp_multiples(w, scale);
  }
  double mean() const { return shape > 1 ? scale * (shape / (shape - 1)) : infinity; }
  double variance() const {
    const double unit = scale / (shape - 1);
    return shape > 2 ? unit * (unit * (shape / (shape - 2))) : infinity;
  }
  double skewness() const {
    if (shape > 3) return 2 * ((shape + 1) / (shape - 3)) * std::sqrt(1 - 2 / shape);
    return shape > 2 ? infinity : not_a_number;
  }
  double excess_kurtosis() const {
    const double u = 1 / shape;
    if (shape > 4) return 6 * (1 + u * (1 - u * (6 + 2 * u))) / ((shape - 3) / shape * ((shape - 4) / shape));
    return shape > 2 ? infinity : not_a_number;
  }
  double entropy() const { return 1 + 1 / shape + log_multiple(scale, shape); }
  /// Of the shape, the scale known: the scale moves the support, and its score has no mean 0.
  FisherInformation fisher_information() const { return {{"shape"}, {1 / shape / shape}}; }

  double scale, shape;
  bool operator==(const Pareto&) const = default;
};

LawFamily pareto_family() { return law_family<Pareto>(); }

}  // namespace plim
