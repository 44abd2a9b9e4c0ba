#include "plim/core/number.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/numeric/tails.hpp"
#include "plim/random/fill.hpp"

namespace plim {

/// The triangular law between its ends, with the greatest density at its mode, which may be an end.
struct Triangular {
  using value_type = double;
  static constexpr std::string_view name = "triangular";
  static constexpr std::string_view summary = "the triangular law by its ends and its mode";
  static constexpr std::string_view carrier = "[lower, upper]";
  static constexpr std::string_view no_likelihood =
      "that of the mode has a kink at every observation (mle takes the ends as known)";
  static std::vector<Parameter> parameters() {
    return {{"lower", Domain::real, "lower end"},
            {"mode", Domain::real, "where the density is greatest"},
            {"upper", Domain::real, "upper end"}};
  }
  /// Refuses numbers that are not in this order and ends that leave no finite range.
  static Outcome<Triangular> make(const Arguments& a) {
    const Triangular law{a.real("lower"), a.real("mode"), a.real("upper")};
    if (law.lower <= law.mode && law.mode <= law.upper && law.range() > 0 && std::isfinite(law.range()))
      return law;
    return Refusal{"lower, mode and upper are " + round_trip(law.lower) + ", " + round_trip(law.mode) + ", " +
                   round_trip(law.upper) + ", but must be lower <= mode <= upper, lower < upper, with a " +
                   "finite upper - lower"};
  }

  double sample(Variate& v) const { return place(v.open()); }
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    fill_open(address, first, out);
    for (double& x : out) x = place(x);
  }

  Support support() const { return {lower, upper}; }
  double log_density(double x) const {
    if (!(x >= lower && x <= upper)) return std::isnan(x) ? x : -infinity;
    const double height = x < mode ? (x - lower) / rise() : x > mode ? (upper - x) / fall() : 1;
    return elementary::log(2 * height) - elementary::log(range());
  }
  double cdf(double x) const {
    return cdf_within(x, support(), [this](double at) { return below(at).mass(); });
  }
  double complement(double x) const {
    return complement_within(x, support(), [this](double at) { return above(at).mass(); });
  }
  double log_cdf(double x) const {
    return log_cdf_within(x, support(), [this](double at) { return below(at).log_mass(above(at)); });
  }
  double log_complement(double x) const {
    return log_complement_within(x, support(), [this](double at) { return above(at).log_mass(below(at)); });
  }
  double quantile(double p) const {
    return quantile_within(p, support(), [this](double inner) { return place(inner); });
  }
  double complement_quantile(double q) const {
    return complement_quantile_within(
        q, support(), [this](double inner) { return between(1 - inner, inner, inner < fall() / range()); });
  }
  double mean() const { return lower / 3 + mode / 3 + upper / 3; }
  double variance() const {
    const double r = rise() / range(), f = fall() / range();
    return range() * range() * ((r * r + r * f + f * f) / 18);
  }
  double skewness() const {
    const double r = rise() / range(), f = fall() / range(), square = r * r + r * f + f * f;
    return std::sqrt(2.0) * (f - r) * (2 * r + f) * (r + 2 * f) / (5 * square * std::sqrt(square));
  }
  double excess_kurtosis() const { return -0.6; }
  /// E X^r is 2/((r + 1)(r + 2)) times the complete homogeneous polynomial of the three numbers.
  Shape shape_of_draw() const {
    const double third = skewness();
    return {third, -0.6, -30.0 / 7 * third, 12.0 / 7 - 45.0 / 7 * third * third};
  }
  double entropy() const { return 0.5 + elementary::log(0.5 * range()); }

  double lower, mode, upper;
  bool operator==(const Triangular&) const = default;

 private:
  double range() const { return upper - lower; }
  double rise() const { return mode - lower; }
  double fall() const { return upper - mode; }

  /// What lies between a point and an end: how far that is and the mode is from that end, and from the other.
  struct Part {
    double depth, side, rest, far;
    /// Without cancellation: up to the mode a corner, beyond it the corner to the mode and what is added.
    double mass() const {
      if (depth <= side && side > 0) return depth / (side + far) * (depth / side);
      return (side + (depth - side) * (1 + rest / far)) / (side + far);
    }
    double log_mass(const Part& other) const {
      if (depth <= side && side > 0 && mass() < smallest_tail)
        return elementary::log(depth / (side + far)) + elementary::log(depth / side);
      return log_tail(mass(), other.mass());
    }
  };
  Part below(double x) const { return {x - lower, rise(), upper - x, fall()}; }
  Part above(double x) const { return {upper - x, fall(), x - lower, rise()}; }

  double place(double u) const { return between(u, 1 - u, !(u < rise() / range())); }
  /// The point with the tails p and q.
  double between(double p, double q, bool above) const {
    return above ? upper - range() * std::sqrt(q * (fall() / range()))
                 : lower + range() * std::sqrt(p * (rise() / range()));
  }
};

LawFamily triangular_family() { return law_family<Triangular>(); }

}  // namespace plim
