#pragma once
#include "log_posterior.hpp"
#include "plim/numeric/lattice_density.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {

/// The mode, and by its curvature the scale of the lattice: first coordinate, and the other one given it.
/// Invalid: an observation that no law tried can give. Undefined: no mode was found, or it has no curvature.
struct Frame {
  Point mode{};
  double log_peak = 0;
  double sd = 1, other_sd = 0, other_shift = 0;
};
Status find_frame(LogPosterior& f, std::size_t first, const SampleScale& scale, Frame& frame);

/// Sums over all points of the lattice, `coarse` over every other.
struct Sums {
  CompensatedSum weight, coarse, first, second, predictive;
};

/// One lattice of a step in standard deviations of the mode's curvature.
class Lattice {
 public:
  static constexpr std::ptrdiff_t longest = 1000;

  Lattice(LogPosterior& f, const Frame& frame, std::size_t dimension, std::size_t first, double step,
          double x, const Law& law)
      : f_(f), frame_(frame), dimension_(dimension), first_(first), step_(step), x_(x), law_(law) {}

  /// False if the density does not vanish within the longest row.
  bool sum(LatticeDensity& density);
  const Sums& sums() const noexcept { return sums_; }

 private:
  bool rows_from(std::ptrdiff_t k, int direction, std::vector<double>& rows);
  double row(std::ptrdiff_t k);
  double weight(const Point& u, std::ptrdiff_t k, std::ptrdiff_t j);

  LogPosterior& f_;
  const Frame& frame_;
  std::size_t dimension_, first_;
  double step_, x_;
  const Law& law_;
  Sums sums_;
  double last_ = 0, row_largest_ = 0;
};

}  // namespace plim
