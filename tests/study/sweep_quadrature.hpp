#pragma once
#include "plim/views/mean_m2.hpp"
#include "plim/views/sample_mean.hpp"
#include "sweep_examples.hpp"
#include "sweep_views.hpp"

namespace plim::test {

/// The law of the sufficient statistic of n draws as points with chances, one a lane: the mean, of a normal
/// law with M2. Sums by their known laws: gamma, Poisson, negative binomial; normal and chi-square. Integrals
/// by the trapezoidal rule, in the logarithm on half a line, where it converges as exp(-pi^2/h) (h = 0.2:
/// 1e-21).
class SumLaw {
 public:
  /// No points if the law of the sum of this kind is not written here.
  SumLaw(const Example& example, std::int64_t n) : n_(n) {
    const auto own = [&example](const char* name) { return example.own.at(name); };
    const double draws = static_cast<double>(n);
    if (example.kind == "exponential") add_gamma(draws, 1 / own("lambda"));
    if (example.kind == "gamma") add_gamma(draws * own("shape"), own("scale"));
    if (example.kind == "poisson") {
      const double mean = draws * own("mean");
      add_counts([mean](double s) { return s * std::log(mean) - mean - std::lgamma(s + 1); });
    }
    if (example.kind == "geometric") {
      const double p = own("p");
      add_counts([p, draws](double s) {
        return std::lgamma(s + draws) - std::lgamma(s + 1) - std::lgamma(draws) + draws * std::log(p) +
               s * std::log1p(-p);
      });
    }
    if (example.kind == "normal") add_normal(own("mean"), own("sd"));
    min_.assign(mean_.size(), 0.0);
    whole_.assign(mean_.size(), example.kind == "poisson" || example.kind == "geometric" ? 1.0 : 0.0);
    of_mean_ = {n, mean_.size(), mean_.data(), min_.data(), whole_.data()};
    of_m2_ = {n, mean_.size(), mean_.data(), m2_.data()};
  }
  SumLaw(const SumLaw&) = delete;
  SumLaw& operator=(const SumLaw&) = delete;

  const std::vector<double>& chances() const { return chance_; }
  void give(Views& views) const {
    if (chance_.empty()) return;
    if (m2_.empty()) {
      views.give(view_id<SampleMean>(), &of_mean_);
    } else {
      views.give(view_id<MeanM2>(), &of_m2_);
    }
  }

 private:
  static constexpr double h = 0.2;

  template <class LogMass>
  void add_counts(LogMass log_mass) {
    for (double s = 0; s < 400; ++s) {
      chance_.push_back(std::exp(log_mass(s)));
      mean_.push_back(s / static_cast<double>(n_));
    }
  }
  /// Points of a gamma law: (x, chance).
  static std::vector<std::pair<double, double>> gamma_points(double shape, double scale) {
    std::vector<std::pair<double, double>> points;
    for (double t = -80; t < 7; t += h)
      points.emplace_back(scale * std::exp(t), h * std::exp(shape * t - std::exp(t) - std::lgamma(shape)));
    return points;
  }
  void add_gamma(double shape, double scale) {
    for (const auto& [sum, chance] : gamma_points(shape, scale)) {
      mean_.push_back(sum / static_cast<double>(n_));
      chance_.push_back(chance);
    }
  }
  void add_normal(double mean, double sd) {
    const double n = static_cast<double>(n_);
    std::vector<std::pair<double, double>> squares = {{0, 1}};
    if (n_ > 1) squares = gamma_points((n - 1) / 2, 2 * sd * sd);
    for (double z = -10; z < 10; z += h) {
      for (const auto& [m2, chance] : squares) {
        mean_.push_back(mean + z * sd / std::sqrt(n));
        m2_.push_back(m2);
        chance_.push_back(h * std::exp(-0.5 * z * z) / std::sqrt(2 * std::acos(-1.0)) * chance);
      }
    }
  }

  std::int64_t n_;
  std::vector<double> chance_, mean_, m2_, min_, whole_;
  SampleMean of_mean_{};
  MeanM2 of_m2_{};
};

}  // namespace plim::test
