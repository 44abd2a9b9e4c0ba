#include "plim/estimators/likelihood/normal_model.hpp"

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {
constexpr double half_log_two_pi = 0.91893853320467274178;
}

std::vector<Target<2>> NormalModel::targets() {
  Target<2> mean = parameter_target<2, 0>("mean", {});
  mean.is_normal_mean = true;
  return {mean,
          {"sd", [](const Theta<2>& t) { return std::sqrt(t[1]); },
           [](const Theta<2>& t) {
             return Theta<2>{0, 0.5 / std::sqrt(t[1])};
           },
           not_negative},
          parameter_target<2, 1>("variance", not_negative)};
}

Fit<2> NormalModel::fit(const MeanM2::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  if (!std::isfinite(s.mean) || !std::isfinite(s.m2)) return {{}, Status::invalid};
  if (!(s.m2 > 0)) return {{}, Status::unbounded};
  return {{s.mean, s.m2 / static_cast<double>(s.n)}, Status::regular};
}

Theta<2> NormalModel::score(const MeanM2::One& s, const Theta<2>& at) const noexcept {
  const double variance = at[1], gap = s.mean - at[0];
  const double square = s.m2 / static_cast<double>(s.n) + gap * gap;
  return {gap / variance, 0.5 * (square / variance - 1) / variance};
}

double NormalModel::log_likelihood(const MeanM2::One& s, const Theta<2>& at) const noexcept {
  const double n = static_cast<double>(s.n), gap = s.mean - at[0];
  return -n * (0.5 * elementary::log(at[1]) + half_log_two_pi) - 0.5 * (s.m2 + n * gap * gap) / at[1];
}

}  // namespace plim
