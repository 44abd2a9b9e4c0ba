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

/// Sums over points of the lattice: of the weight, and of its products with the parameter's distance from
/// its mode, the square of that, which cancels nothing where the mode is many sds from 0, and the density of
/// the further observation.
struct Sums {
  CompensatedSum weight, first, second, predictive;

  double shift() const noexcept { return first.value() / weight.value(); }
  double square() const noexcept { return second.value() / weight.value(); }
  double density() const noexcept { return predictive.value() / weight.value(); }
};

/// One lattice of a step in standard deviations of the mode's curvature.
class Lattice {
 public:
  static constexpr std::ptrdiff_t longest = 1000;

  Lattice(LogPosterior& f, const Frame& frame, std::size_t dimension, std::size_t first, double step,
          double x, const Law& law)
      : f_(f),
        frame_(frame),
        dimension_(dimension),
        first_(first),
        step_(step),
        x_(x),
        law_(law),
        centre_(theta(frame.mode)) {}

  /// False if the density does not vanish within the longest row.
  bool sum(LatticeDensity& density);
  const Sums& sums() const noexcept { return sums_; }
  double mean() const noexcept { return centre_ + sums_.shift(); }
  double sd() const noexcept;
  /// Over every other point in each direction.
  const Sums& coarse() const noexcept { return coarse_; }
  /// About the share of the weight that lies where no law is, though the weight next to it does not vanish.
  double cut_off() const noexcept { return cut_off_ / sums_.weight.value(); }

 private:
  bool rows_from(std::ptrdiff_t k, int direction, std::vector<double>& rows);
  /// Notes what is lost if the first of three weights, or sums of them, is where no law is.
  void note_cut(double weight, double before, double earlier);
  double row(std::ptrdiff_t k);
  double weight(const Point& u, std::ptrdiff_t k, std::ptrdiff_t j);
  double theta(const Point& u) const { return f_.likelihood().coordinate(first_).theta(u[first_]); }
  void add(Sums& sums, double w, double deviation) const;

  LogPosterior& f_;
  const Frame& frame_;
  std::size_t dimension_, first_;
  double step_, x_;
  const Law& law_;
  double centre_;  // the parameter at the mode
  Sums sums_, coarse_;
  double last_ = 0, row_largest_ = 0, cut_off_ = 0;
};

}  // namespace plim
