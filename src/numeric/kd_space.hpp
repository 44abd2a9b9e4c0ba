#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

#include "plim/numeric/kd_tree.hpp"

/// What a search through a KdTree is made of: distances, and what is kept of the points that are shown.
namespace plim::kd {

inline constexpr double beyond = std::numeric_limits<double>::infinity();
inline constexpr std::size_t most_levels = 64, nobody = static_cast<std::size_t>(-1);

/// Distances of a norm in d dimensions, D = d known to the compiler or 0; Euclid's are squares. Sums go by
/// coordinate, so that no point of a box is nearer than the box, also in doubles.
template <Norm norm, std::size_t D>
struct SpaceOf {
  std::size_t d;

  std::size_t dimension() const noexcept { return D == 0 ? d : D; }
  static double grown(double sum, double side) noexcept {
    if constexpr (norm == Norm::max) return side > sum ? side : sum;
    return sum + side * side;
  }
  static double length(double sum) noexcept { return norm == Norm::max ? sum : std::sqrt(sum); }

  double nearest_of(const double* box, const double* at) const noexcept {
    const std::size_t all = dimension();
    double sum = 0;
    for (std::size_t t = 0; t < all; ++t) {
      const double below = box[t] - at[t], above = at[t] - box[all + t];
      const double side = below > above ? below : above;
      sum = grown(sum, side > 0 ? side : 0.0);
    }
    return sum;
  }
  double furthest_of(const double* box, const double* at) const noexcept {
    const std::size_t all = dimension();
    double sum = 0;
    for (std::size_t t = 0; t < all; ++t) {
      const double below = at[t] - box[t], above = box[all + t] - at[t];
      sum = grown(sum, below > above ? below : above);
    }
    return sum;
  }
  /// `rows: [d][room]`, `out: [room]`.
  template <std::size_t room>
  void to_leaf(const double* rows, const double* at, std::array<double, room>& out) const noexcept {
    out.fill(0);
    for (std::size_t t = 0; t < dimension(); ++t) {
      for (std::size_t s = 0; s < room; ++s) out[s] = grown(out[s], std::fabs(rows[t * room + s] - at[t]));
    }
  }
};

/// The smallest distances that were shown, ascending, as many as there is room.
class Nearest {
 public:
  explicit Nearest(std::span<Neighbour> held) : held_(held) { clear(); }
  void clear() noexcept { std::fill(held_.begin(), held_.end(), Neighbour{beyond, nobody}); }
  double last() const noexcept { return held_.back().first; }

  void add(double distance, std::size_t index) noexcept {
    const Neighbour shown{distance, index};
    std::size_t place = held_.size() - 1;
    if (place > few) {
      place = static_cast<std::size_t>(std::upper_bound(held_.begin(), held_.end(), shown) - held_.begin());
      std::move_backward(held_.begin() + static_cast<std::ptrdiff_t>(place), held_.end() - 1, held_.end());
    } else {
      for (; place > 0 && shown < held_[place - 1]; --place) held_[place] = held_[place - 1];
    }
    held_[place] = shown;
  }

 private:
  static constexpr std::size_t few = 16;
  std::span<Neighbour> held_;
};

/// Counts points, whole nodes at once.
struct CountOfPoints {
  std::size_t points = 0;
  static constexpr bool takes_nodes = true;
  void add_node(std::size_t size) noexcept { points += size; }
  void add(std::size_t) noexcept { ++points; }
};

struct ListOfPoints {
  std::vector<std::size_t>& points;
  static constexpr bool takes_nodes = false;
  void add(std::size_t index) { points.push_back(index); }
};

template <Norm norm, class Use>
void in_dimension(std::size_t d, Use use) {
  switch (d) {
    case 1: return use(SpaceOf<norm, 1>{d});
    case 2: return use(SpaceOf<norm, 2>{d});
    case 3: return use(SpaceOf<norm, 3>{d});
    case 4: return use(SpaceOf<norm, 4>{d});
    default: return use(SpaceOf<norm, 0>{d});
  }
}

template <class Use>
void in_space(Norm norm, std::size_t d, Use use) {
  if (norm == Norm::max) return in_dimension<Norm::max>(d, use);
  in_dimension<Norm::euclid>(d, use);
}

}  // namespace plim::kd
