#include "ridge.hpp"

#include <cmath>

#include "plim/core/real.hpp"

namespace plim {
namespace {

constexpr double flat = 1e-6, stride = 2;

/// The likelihood's maxima over the other coordinates, along one of them from where a search stopped.
class Profile {
 public:
  Profile(const SampleLikelihood& likelihood, const Point& at, std::size_t along)
      : likelihood_(likelihood), at_(at), along_(along) {}

  /// After so many strides by `step`, each from where the last one led; NaN if a maximum is not found.
  double after(int strides, double step) const {
    Point at = at_;
    double value = not_a_number;
    for (int i = 0; i < strides; ++i) {
      at[along_] += step;
      const Box box = likelihood_.box();
      if (!(at[along_] > box.low[along_] && at[along_] < box.high[along_])) return not_a_number;
      value = climb(at);
      if (!std::isfinite(value)) return not_a_number;
    }
    return value;
  }

 private:
  /// Moves the other coordinates to their maximum.
  double climb(Point& at) const {
    SampleLikelihood rest = likelihood_;
    rest.fix(along_, likelihood_.coordinate(along_).theta(at[along_]));
    if (rest.size() == 0) return rest.value({});
    Point others{};
    for (std::size_t i = 0; i < rest.size(); ++i) others[i] = at[i < along_ ? i : i + 1];
    if (!std::isfinite(rest.value(others))) return not_a_number;
    const Maximum found = maximise(rest, rest.size(), others, rest.box());
    for (std::size_t i = 0; i < rest.size(); ++i) at[i < along_ ? i : i + 1] = found.at[i];
    return found.converged ? found.value : not_a_number;
  }

  const SampleLikelihood& likelihood_;
  Point at_;
  std::size_t along_;
};

/// Along a straight rise the value two strides ahead exceeds the one here by half of what this has over the
/// one four strides behind; where a rise levels off like exp(-u) by less than a thousandth.
std::optional<Status> ridge_along(const SampleLikelihood& likelihood, const Maximum& found, std::size_t i,
                                  double step) {
  const Profile profile(likelihood, found.at, i);
  const double ahead = profile.after(2, step) - found.value;
  if (!(ahead > -flat)) return std::nullopt;
  const double rise = found.value - profile.after(4, -step);
  if (!(rise > flat)) return std::nullopt;
  const bool goes_on = ahead > 0.2 * rise;
  if (goes_on && likelihood.discrete()) return std::nullopt;
  return goes_on ? Status::unbounded : Status::at_infinity;
}

}  // namespace

std::optional<Status> ridge_at(const SampleLikelihood& likelihood, const Maximum& found) {
  for (std::size_t i = 0; i < likelihood.size(); ++i) {
    if (likelihood.coordinate(i).is_line()) continue;
    for (const double step : {stride, -stride}) {
      if (const std::optional<Status> status = ridge_along(likelihood, found, i, step)) return status;
    }
  }
  return std::nullopt;
}

}  // namespace plim
