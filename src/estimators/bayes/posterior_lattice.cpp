#include "posterior_lattice.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/core/real.hpp"

namespace plim {
namespace {

constexpr double negligible = -42;  // ln of a weight beside the largest

}  // namespace

Status find_frame(LogPosterior& f, std::size_t first, const SampleScale& scale, Frame& frame) {
  const std::size_t dimension = f.likelihood().size();
  Point start{};
  const Status status = best_start(f, scale, start);
  if (!is_success(status)) return status;
  const Maximum found = maximise(f, dimension, start, f.likelihood().box());
  if (!found.converged) return Status::undefined;
  const Matrix hessian = coarse_slopes(f, found.at, dimension, 1e-3).hessian;
  const std::size_t other = 1 - first;
  frame.mode = found.at;
  frame.log_peak = found.value * f.scale();
  double curvature = -hessian[first][first] * f.scale();
  if (dimension > 1) {
    const double across = -hessian[other][other] * f.scale(), mixed = -hessian[first][other] * f.scale();
    frame.other_sd = 1 / std::sqrt(across);
    frame.other_shift = -mixed / across;
    curvature -= mixed * mixed / across;
  }
  frame.sd = 1 / std::sqrt(curvature);
  const bool curved = std::isfinite(frame.sd) && std::isfinite(frame.other_sd);
  return curved ? Status::regular : Status::undefined;
}

bool Lattice::sum(LatticeDensity& density) {
  std::vector<double>& rows = density.values;
  rows.clear();
  if (!rows_from(-1, -1, rows)) return false;
  std::reverse(rows.begin(), rows.end());
  density.step = step_ * frame_.sd;
  density.first = frame_.mode[first_] - static_cast<double>(rows.size()) * density.step;
  return rows_from(0, 1, rows);
}
/// Appends the rows from k on in that direction, up to the first that is negligible.
bool Lattice::rows_from(std::ptrdiff_t k, int direction, std::vector<double>& rows) {
  double before = 0;
  for (; std::abs(k) < longest; k += direction) {
    rows.push_back(row(k));
    if (row_largest_ < negligible && row_largest_ <= before) {
      const std::size_t size = rows.size();
      const double cell = dimension_ == 1 ? 1 : step_ * frame_.other_sd;
      if (size > 2) note_cut(rows[size - 1] / cell, rows[size - 2] / cell, rows[size - 3] / cell);
      return true;
    }
    before = row_largest_;
  }
  return false;
}

/// The weights that would follow are taken to fall by one ratio.
void Lattice::note_cut(double weight, double before, double earlier) {
  if (weight == 0 && before > 0) cut_off_ += before < earlier ? before * before / (earlier - before) : before;
}

double Lattice::row(std::ptrdiff_t k) {
  Point u = frame_.mode;
  const double away = static_cast<double>(k) * step_ * frame_.sd;
  u[first_] += away;
  row_largest_ = -infinity;
  CompensatedSum sum;
  if (dimension_ == 1) {
    sum.add(weight(u, k, 0));
    return sum.value();
  }
  const std::size_t other = 1 - first_;
  const double centre = frame_.mode[other] + frame_.other_shift * away;
  for (const int direction : {1, -1}) {
    double before = -infinity, earlier = -infinity;
    for (std::ptrdiff_t j = direction > 0 ? 0 : -1; std::abs(j) < longest; j += direction) {
      u[other] = centre + static_cast<double>(j) * step_ * frame_.other_sd;
      const double w = weight(u, k, j);
      sum.add(w);
      if (last_ < negligible && last_ <= before) {
        note_cut(w, std::exp(before), std::exp(earlier));
        break;
      }
      earlier = before;
      before = last_;
    }
  }
  return sum.value() * step_ * frame_.other_sd;
}

double Lattice::weight(const Point& u, std::ptrdiff_t k, std::ptrdiff_t j) {
  last_ = f_.value(u) * f_.scale() - frame_.log_peak;
  if (std::isnan(last_)) last_ = -infinity;
  row_largest_ = std::fmax(row_largest_, last_);
  const double w = std::exp(last_);
  if (w == 0) return w;
  const double deviation = theta(u) - centre_;
  add(sums_, w, deviation);
  if (k % 2 == 0 && j % 2 == 0) add(coarse_, w, deviation);
  return w;
}

double Lattice::sd() const noexcept {
  const double shift = sums_.shift();
  return std::sqrt(std::fmax(0, sums_.square() - shift * shift));
}

void Lattice::add(Sums& sums, double w, double deviation) const {
  sums.weight.add(w);
  sums.first.add(w * deviation);
  sums.second.add(w * deviation * deviation);
  if (!std::isnan(x_)) sums.predictive.add(w * std::exp(law_.log_density(x_)));
}

}  // namespace plim
