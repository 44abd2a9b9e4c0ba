#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// The gamma law by shape and scale: mean = shape scale.
struct Gamma {
  using value_type = double;
  static constexpr std::string_view name = "gamma";
  static constexpr std::string_view summary = "the gamma law by shape and scale";
  static constexpr std::string_view carrier = "(0, inf)";
  static constexpr std::string_view maximum = "two different values";
  static std::vector<Parameter> parameters() {
    return {{"shape", Domain::positive, "shape"}, {"scale", Domain::positive, "scale, not rate"}};
  }
  /// Refuses a mean that a double cannot hold.
  static Outcome<Gamma> make(const Arguments& a);

  double sample(Variate& v) const { return v.gamma(shape) * scale; }
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const;
  /// The sum of m draws in O(1).
  double sample_sum(Variate& v, std::int64_t m) const {
    return v.gamma(shape * static_cast<double>(m)) * scale;
  }
  /// Of the other parameterisation: rate = 1 / scale.
  std::optional<double> truth(std::string_view estimand, std::size_t) const {
    return estimand == "rate" ? std::optional(1 / scale) : std::nullopt;
  }

  Support support() const { return {0, std::numeric_limits<double>::infinity()}; }
  double log_density(double x) const;
  double cdf(double x) const;
  double complement(double x) const;
  double quantile(double p) const;
  double complement_quantile(double q) const;
  double log_cdf(double x) const;
  double log_complement(double x) const;
  double mean() const { return shape * scale; }
  double variance() const { return shape * scale * scale; }
  double skewness() const { return 2 / std::sqrt(shape); }
  double excess_kurtosis() const { return 6 / shape; }
  /// That of a sum of `shape` exponentials.
  Shape shape_of_draw() const { return shape_of_mean({2, 6, 24, 120}, shape); }
  /// nats.
  double entropy() const;
  FisherInformation fisher_information() const;

  double shape;
  double scale;
  bool operator==(const Gamma&) const = default;

 private:
  double log_cdf_below_least(double x) const;
  double from_scaled(double scaled, double log_p) const;
};

}  // namespace plim
