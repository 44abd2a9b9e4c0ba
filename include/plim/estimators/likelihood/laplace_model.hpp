#pragma once
#include <limits>
#include <string_view>
#include <vector>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/views/sorted.hpp"

namespace plim {

/// Laplace's law: the location is the median of the sample, the scale the mean distance from it. Between the
/// middle observations of an even number every location is a maximum (nonunique), of which the mid-point is
/// given. Equal observations have none (scale -> 0: unbounded).
class LaplaceModel {
 public:
  using view = Sorted;
  using likelihood_view = Sorted;
  static constexpr std::string_view likelihood = "laplace";
  static constexpr std::size_t size = 2;
  static constexpr bool nonunique_is_inner = true;
  static std::vector<Target<2>> targets();  // location, scale, mean, variance, sd
  static double moments(std::string_view, std::int64_t) { return std::numeric_limits<double>::infinity(); }
  static Outcome<LaplaceModel> bind(const Knowns&) { return LaplaceModel{}; }

  Fit<2> fit(const Sorted::One& s) const noexcept;
  Square<2> covariance(const Theta<2>& at) const noexcept {
    return {{{at[1] * at[1], 0}, {0, at[1] * at[1]}}};
  }
  Theta<2> score(const Sorted::One& s, const Theta<2>& at) const noexcept;
  double log_likelihood(const Sorted::One& s, const Theta<2>& at) const noexcept;
};

}  // namespace plim
