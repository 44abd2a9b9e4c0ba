#include "plim/estimators/likelihood/laplace_model.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double root_two = 1.4142135623730950488;

double mean_distance(const Sorted::One& s, double from) {
  CompensatedSum sum;
  for (std::size_t i = 0; i < s.x.size(); ++i) sum.add(s.count(i) * std::fabs(s.x[i] - from));
  return sum.value() / static_cast<double>(s.n);
}

}  // namespace

std::vector<Target<2>> LaplaceModel::targets() {
  const auto location = [](const Theta<2>& t) { return t[0]; };
  return {parameter_target<2, 0>("location"),
          parameter_target<2, 1>("scale", not_negative),
          {"mean", location,
           [](const Theta<2>&) {
             return Theta<2>{1, 0};
           }},
          {"variance", [](const Theta<2>& t) { return 2 * t[1] * t[1]; },
           [](const Theta<2>& t) {
             return Theta<2>{0, 4 * t[1]};
           },
           not_negative},
          {"sd", [](const Theta<2>& t) { return root_two * t[1]; },
           [](const Theta<2>&) {
             return Theta<2>{0, root_two};
           },
           not_negative}};
}

Fit<2> LaplaceModel::fit(const Sorted::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  if (s.x.empty() || std::isinf(s.x.front()) || std::isinf(s.x.back())) return {{}, Status::invalid};
  if (s.x.front() == s.x.back()) return {{}, Status::unbounded};
  const double below = s.order_statistic((s.n + 1) / 2), above = s.order_statistic(s.n / 2 + 1);
  const double median = 0.5 * below + 0.5 * above, scale = mean_distance(s, median);
  if (std::isinf(scale)) return {{}, Status::invalid};
  return {{median, scale}, below == above ? Status::regular : Status::nonunique};
}

Theta<2> LaplaceModel::score(const Sorted::One& s, const Theta<2>& at) const noexcept {
  double sides = 0;
  for (std::size_t i = 0; i < s.x.size(); ++i)
    sides += s.count(i) * static_cast<double>((s.x[i] > at[0]) - (s.x[i] < at[0]));
  return {sides / static_cast<double>(s.n) / at[1], (mean_distance(s, at[0]) / at[1] - 1) / at[1]};
}

double LaplaceModel::log_likelihood(const Sorted::One& s, const Theta<2>& at) const noexcept {
  return -static_cast<double>(s.n) * (elementary::log(2 * at[1]) + mean_distance(s, at[0]) / at[1]);
}

}  // namespace plim
