#include "plim/estimators/entropy/pym.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "pitman_yor.hpp"
#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr double dropped = 42;  // e^-42 < 2^-60
constexpr int most_refinements = 6;

/// Where the weight is largest, about, and how far it reaches along either coordinate.
struct PlaneMode {
  Mode t{0, 1}, s{0, 1};
};

PlaneMode plane_mode(const PitmanYorPosterior& law) {
  PlaneMode mode;
  const auto weight = [&law](double t, double s) {
    return law.log_weight(law.concentration(t), law.discount(s));
  };
  double top = weight(mode.t.at, mode.s.at);
  // False once the width of that coordinate is found.
  const auto improve = [&](Mode& moved) {
    const double here = moved.at;
    moved.at = here - moved.width;
    const double low = weight(mode.t.at, mode.s.at);
    moved.at = here + moved.width;
    const double high = weight(mode.t.at, mode.s.at);
    if (std::max(low, high) > top) {
      moved.at = high > low ? here + moved.width : here - moved.width;
      top = std::max(low, high);
      return true;
    }
    moved.at = here;
    const double fall = 2 * top - low - high;
    if (fall <= 2) return false;
    moved.width *= std::clamp(std::sqrt(1 / fall), 0.1, 0.7);
    return true;
  };
  for (int i = 0; i < 500; ++i) {
    const bool along_t = improve(mode.t), along_s = improve(mode.s);
    if (!along_t && !along_s) break;
  }
  return mode;
}

/// The trapezoidal rule on a lattice of coordinates of both modes, rows of equal t, as far as weights count.
class PlaneSum {
 public:
  PlaneSum(const PitmanYorPosterior& law, const PlaneMode& mode, double step)
      : law_(law), mode_(mode), step_(step) {
    const auto centre = row(0);
    top_ = reference_ = law.log_weight(centre, column(0));
    mean_ = law.moments(centre, column(0)).mean;
    walk_rows(0, 1);
    walk_rows(-1, -1);
  }

  MeanVariance average() const {
    const double shift = first_ / weight_;
    return {mean_ + shift, second_ / weight_ - shift * shift};
  }

 private:
  void walk_rows(int i, int direction) {
    best_ = 0;
    while (walk_row(row(i))) i += direction;
  }

  /// False if no weight of the row counts.
  bool walk_row(const PitmanYorPosterior::Concentration& a) {
    double here = law_.log_weight(a, column(best_));
    for (const int direction : {1, -1}) {
      for (double next = law_.log_weight(a, column(best_ + direction)); next > here;
           next = law_.log_weight(a, column(best_ + direction))) {
        best_ += direction;
        here = next;
      }
    }
    if (here < top_ - dropped) return false;
    top_ = std::max(top_, here);
    for (int i = best_; add(a, column(i)); ++i) {
    }
    for (int i = best_ - 1; add(a, column(i)); --i) {
    }
    return true;
  }

  bool add(const PitmanYorPosterior::Concentration& a, const PitmanYorPosterior::Discount& d) {
    const double log_weight = law_.log_weight(a, d);
    if (log_weight < top_ - dropped) return false;
    const double w = elementary::exp(log_weight - reference_);
    const MeanVariance of = law_.moments(a, d);
    const double deviation = of.mean - mean_;
    weight_ += w;
    first_ += w * deviation;
    second_ += w * (of.variance + deviation * deviation);
    return true;
  }

  PitmanYorPosterior::Concentration row(int i) const {
    const double x = i * step_;
    PitmanYorPosterior::Concentration a = law_.concentration(mode_.t.place(x));
    a.log_weight += elementary::log(Mode::stretch(x));
    return a;
  }

  const PitmanYorPosterior::Discount& column(int i) {
    const auto found = columns_.find(i);
    if (found != columns_.end()) return found->second;
    const double x = i * step_;
    PitmanYorPosterior::Discount d = law_.discount(mode_.s.place(x));
    d.log_weight += elementary::log(Mode::stretch(x));
    return columns_.emplace(i, d).first->second;
  }

  const PitmanYorPosterior& law_;
  PlaneMode mode_;
  double step_, top_, reference_, mean_;
  double weight_ = 0, first_ = 0, second_ = 0;  // sums of weights, times deviations from mean_
  int best_ = 0;
  std::map<int, PitmanYorPosterior::Discount> columns_;
};

/// On lattices ever twice as fine until the results agree.
MixtureAverage average_over_plane(const PitmanYorPosterior& law) {
  const PlaneMode mode = plane_mode(law);
  double step = 0.75;
  MeanVariance last = PlaneSum(law, mode, step).average();
  for (int i = 0; i < most_refinements; ++i) {
    const MeanVariance now = PlaneSum(law, mode, step /= 2).average();
    if (agree(last, now)) return {now, true};
    last = now;
  }
  return {last, false};
}

}  // namespace

Outcome<EntropyPym> EntropyPym::bind(const Knowns& knowns, const Arguments&) {
  return NormalInterval::bind(knowns, name, "normal").map([](const NormalInterval& i) {
    return EntropyPym(i);
  });
}

void EntropyPym::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                const BlockOut& out) const {
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = estimate(v, lane, w, out.cells[lane]);
  }
}

Status EntropyPym::estimate(const CountFeatures& v, std::size_t lane, workspace& w, Cell& cell) const {
  const double n = static_cast<double>(v.n), seen = v.observed[lane];
  if (v.n == 0) return Status::empty;
  if (seen < 2 || n - seen < 2) return Status::undefined;
  w.gather(v, lane);
  const MixtureAverage average = average_over_plane(PitmanYorPosterior(w, n, seen));
  if (!average.converged) return Status::undefined;
  cell.value = average.of.mean;
  const double repeated = seen - (w.count.front() == 1 ? w.classes.front() : 0);
  if (interval_.wanted())
    interval_.write(cell, cell.value, repeated < 2 ? infinity : std::sqrt(average.of.variance), {0});
  return Status::regular;
}

}  // namespace plim
