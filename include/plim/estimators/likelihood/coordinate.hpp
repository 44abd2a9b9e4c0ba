#pragma once
#include <array>
#include <optional>
#include <vector>

#include "plim/core/parameter.hpp"
#include "plim/estimators/any_estimator.hpp"
#include "plim/numeric/point.hpp"
#include "plim/views/observations.hpp"

namespace plim {

/// What a search for parameters is told of a sample.
struct SampleScale {
  double mean = 0, sd = 1;                      // or what stands for them; sd: 1 where the sample has none
  std::optional<double> centre = std::nullopt;  // of locations, where shapes do not begin at its numbers
  double least = 0, most = 0;
  bool constant = false;
  bool finite = true;
};
SampleScale scale_of(const Observations::One& sample);

/// The scales by which a search may begin anew where that of the moments has failed, as it may for outliers
/// and for data over many decades: by the quartiles, and by the logarithms; then with shapes of about 1 to 25
/// and scales of about the sd, whatever the mean and the unit are.
std::vector<SampleScale> other_scales(const Observations::One& sample, const SampleScale& by_moments);

/// The coordinate u in which a parameter is sought, unbounded and of order 1: its logarithm if it is
/// positive, its logit if it is a probability, else (theta - mean)/sd of the sample. Where its space is cut
/// at other ends, the logarithm of the distance from the one end, or that of the ratio of both distances.
class Coordinate {
 public:
  Coordinate() = default;
  explicit Coordinate(const Parameter& parameter);
  /// Of what lies between two ends, at least one of them within the parameter's domain.
  Coordinate(const Parameter& parameter, const Interval& ends);
  /// Whether a parameter of that kind is a number that can be estimated.
  static bool has(const Parameter& parameter) noexcept;

  bool is_line() const noexcept { return kind_ == Kind::line; }
  void set_scale(const SampleScale& scale) noexcept;
  double theta(double u) const noexcept;
  double u(double theta) const noexcept;
  /// d theta / d u.
  double slope(double u) const noexcept;
  double low() const noexcept { return low_; }
  double high() const noexcept { return high_; }
  /// False so near to an end of the domain that doubles stop before it does.
  bool resolves(double u) const noexcept;
  /// Where the parameter can be, with its ends.
  Range space() const noexcept;
  /// The value of the parameter at the end of its domain in that direction, if the domain has it.
  std::optional<double> edge(bool upper) const noexcept;
  /// Values from which a search may begin, `u: [starts]`.
  static constexpr int starts = 8;
  double start(int i, const SampleScale& scale) const noexcept;
  /// True if that start is in the unit of the sample, where those of a sample with a centre are told apart.
  bool is_in_unit(int i) const noexcept { return kind_ == Kind::half_line && i >= starts / 2; }

 private:
  enum class Kind { line, half_line, reversed_half_line, segment };
  double distance_resolved(double end) const noexcept;
  double natural_start(int i, const SampleScale& scale) const noexcept;

  Kind kind_ = Kind::line;
  Domain domain_ = Domain::real;
  double centre_ = 0, scale_ = 1;
  double from_ = 0, to_ = 1;
  double low_ = 0, high_ = 0;
};

using Coordinates = std::array<Coordinate, most_coordinates>;

}  // namespace plim
