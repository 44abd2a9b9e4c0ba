// A family, an estimator and a measure of a user's own, and the whole command line for them.
#include <cmath>

#include "plim/cli/main.hpp"

struct Rayleigh {
  using value_type = double;
  static constexpr std::string_view name = "rayleigh";
  static std::vector<plim::Parameter> parameters() { return {{"scale", plim::Domain::positive, "scale"}}; }
  static plim::Outcome<Rayleigh> make(const plim::Arguments& a) { return Rayleigh{a.real("scale")}; }
  double sample(plim::Variate& v) const { return scale * std::sqrt(2 * v.exponential()); }
  double log_density(double x) const {
    return std::log(x) - 2 * std::log(scale) - x * x / (2 * scale * scale);
  }
  double mean() const { return scale * std::sqrt(std::acos(-1.0) / 2); }
  double scale;
  bool operator==(const Rayleigh&) const = default;
};

struct Midrange {
  using view = plim::Reals;
  static constexpr std::string_view name = "midrange", estimand = "mean";
  double estimate(const plim::Reals::One& sample) const {
    double low = sample.x[0], high = low;
    for (const double x : sample.x) {
      low = std::fmin(low, x);
      high = std::fmax(high, x);
    }
    return (low + high) / 2;
  }
};

// Mean of (estimate - truth) / truth.
plim::Measured relative_bias(const plim::SeriesStats& s, double truth) {
  const double n = static_cast<double>(s.error.count);
  return {s.error.mean / truth, std::sqrt(s.error.m2 / (n * (n - 1))) / std::fabs(truth), s.error.count};
}

int main(int argc, char** argv) {
  const plim::Measure measure = {.name = "relative_bias",
                                 .long_name = "mean of (estimate - truth) / truth",
                                 .scaling = plim::Scaling::none,
                                 .needs_truth = true,
                                 .asks = {.errors = true},
                                 .compute = relative_bias,
                                 .heading = "relative bias"};
  return plim::run_main(
      argc, argv,
      plim::standard_catalogue().add_family<Rayleigh>().add_estimator<Midrange>().add_measure(measure));
}
