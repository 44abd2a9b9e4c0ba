#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// The normal law by mean and standard deviation.
struct Normal {
  using value_type = double;
  static constexpr std::string_view name = "normal";
  static constexpr std::string_view summary = "the normal law";
  static constexpr std::string_view carrier = "(-inf, inf)";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    return {{"mean", Domain::real, "mean"}, {"sd", Domain::positive, "standard deviation"}};
  }
  static Outcome<Normal> make(const Arguments& a) { return Normal{a.real("mean"), a.real("sd")}; }

  double sample(Variate& v) const { return centre + sd * v.normal(); }
  /// The draws of counters first, first + 1, ... (a multiple of 64), two to a counter.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;
  /// Exactly distributed mean and M2 of m draws from one normal and one chi-square (Fisher 1925). O(1).
  static constexpr Statistic sampled = Statistic::mean_m2;
  DrawnStatistic statistic(Variate& normal, Variate& chi_square, std::int64_t m) const;

  Support support() const {
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  }
  double log_density(double x) const;
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double mean() const { return centre; }
  double variance() const { return sd * sd; }
  double skewness() const { return 0; }
  double excess_kurtosis() const { return 0; }
  Shape shape_of_draw() const { return normal_shape; }
  /// ln(sd sqrt(2 pi e)), nats.
  double entropy() const;
  FisherInformation fisher_information() const;

  double centre;
  double sd;
  bool operator==(const Normal&) const = default;

 private:
  /// (x - mean) / sd, and mean + sd z, where they are doubles.
  double deviate(double x) const;
  double at_deviate(double z) const;
};

}  // namespace plim
