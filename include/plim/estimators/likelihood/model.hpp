#pragma once
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/core/status.hpp"
#include "plim/estimators/any_estimator.hpp"
#include "plim/estimators/interval_scale.hpp"
#include "plim/numeric/quantile_memo.hpp"
#include "plim/views/knowns.hpp"
#include "plim/views/view.hpp"

namespace plim {

template <std::size_t P>
using Theta = std::array<double, P>;
template <std::size_t P>
using Square = std::array<std::array<double, P>, P>;

/// A maximum of the likelihood; `at` has no meaning unless the status is a success. It is that of the
/// observations in units of 2^exponent, not 0 only where products of the parameters would leave the doubles.
template <std::size_t P>
struct Fit {
  Theta<P> at{};
  Status status = Status::regular;
  int exponent = 0;
};

/// The exponent of the unit in which a sample of that size is fitted: 0 if its fourth powers are doubles, or
/// it has no size.
inline int unit_exponent(double size) noexcept {
  const bool far = size <= 0x1p-200 || size >= 0x1p200;
  return far && size > 0 && std::isfinite(size) ? std::ilogb(size) : 0;
}

/// Whether a target has limits by its estimate's own law: not, where they are asked for, or first.
enum class Exact { none, by_name, own };

/// Something that a fit estimates: a parameter, or a smooth function of the parameters.
template <std::size_t P>
struct Target {
  std::string_view name;
  double (*value)(const Theta<P>&);
  Theta<P> (*gradient)(const Theta<P>&);
  Range space = {};             // where it can be, with its ends
  bool is_normal_mean = false;  // Student's interval with n - 1 degrees of freedom is exact
  int power = 0;                // of the unit of the observations that is its unit
  Exact exact = Exact::none;    // by the model's exact_limits
  bool can_be_low = false;      // the lower end of its space may be the truth beside estimates above it
};

/// A parametric likelihood with `size` parameters, as the generic estimator needs it.
///
/// `targets()`: the parameters in order, then functions of them; the coordinates of a fit are the parameters,
/// or the targets named by `coordinates`. `fit(view)`: the maximum. `covariance(at)`: the inverse of the
/// expected information of one observation. `score(view, at)`: the gradient of the mean log density.
/// `log_likelihood(evidence_view, at)`: of the whole ordered sample, all constants kept (nats), with a third
/// argument, the exponent of the fit, if the model's fits use one. Optional:
/// `edge_limit(view, level)`, of a sample whose maximum is on the boundary the other end of a one-sided
/// interval; `exact_limits(target, value, view, level, memo)`, those of a target that says it is exact, in
/// its unit; `nonunique_is_inner`, where one of many maxima has the errors of a single one; `moments(target,
/// n)`, the order below which absolute moments of a target's estimate exist. Models here are
/// exponential families, whose observed information at the maximum equals the expected one, but for laplace
/// and pareto.
template <class M>
concept LikelihoodModel = std::copyable<M> && View<typename M::view> && View<typename M::likelihood_view> &&
    requires(const M m, const Knowns& k, typename M::view::One s, typename M::likelihood_view::One full,
             const Theta<M::size>& at) {
  { M::likelihood } -> std::convertible_to<std::string_view>;
  { M::bind(k) } -> std::same_as<Outcome<M>>;
  { M::targets() } -> std::same_as<std::vector<Target<M::size>>>;
  { m.fit(s) }
  noexcept->std::same_as<Fit<M::size>>;
  { m.fit(full) }
  noexcept->std::same_as<Fit<M::size>>;
  { m.covariance(at) }
  noexcept->std::same_as<Square<M::size>>;
  { m.score(s, at) }
  noexcept->std::same_as<Theta<M::size>>;
  { m.log_likelihood(full, at) }
  noexcept->std::same_as<double>;
};

/// Where rates, shapes, scales, means of counts and times, and standard deviations are.
inline constexpr Range not_negative = {0};

/// The interval methods of a target, its own first. Student's or the exact one where they are its own, else
/// that of the scale on which it has no end; no interval on such a scale holds the end itself.
template <std::size_t P>
std::vector<std::string_view> interval_methods(const Target<P>& t) {
  std::vector<std::string_view> methods;
  if (t.is_normal_mean) methods.emplace_back("t");
  if (t.exact == Exact::own) methods.emplace_back("exact");
  if (t.can_be_low) methods.emplace_back("wald");
  if (scale_of(t.space) != IntervalScale::line) methods.push_back(method_of(scale_of(t.space)));
  if (t.exact == Exact::by_name) methods.emplace_back("exact");
  if (!t.can_be_low) methods.emplace_back("wald");
  return methods;
}

/// The parameter number I as a target.
template <std::size_t P, std::size_t I>
Target<P> parameter_target(std::string_view name, const Range& space = {}, int power = 0,
                           Exact exact = Exact::none) {
  return {name,
          [](const Theta<P>& t) { return t[I]; },
          [](const Theta<P>&) {
            Theta<P> g{};
            g[I] = 1;
            return g;
          },
          space,
          false,
          power,
          exact};
}

/// matrix times vector.
template <std::size_t P>
Theta<P> product(const Square<P>& matrix, const Theta<P>& v) noexcept {
  Theta<P> r{};
  for (std::size_t i = 0; i < P; ++i) {
    for (std::size_t j = 0; j < P; ++j) r[i] += matrix[i][j] * v[j];
  }
  return r;
}

template <std::size_t P>
double dot(const Theta<P>& a, const Theta<P>& b) noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < P; ++i) sum += a[i] * b[i];
  return sum;
}

/// Of g . X where X has that covariance.
template <std::size_t P>
double standard_deviation(const Square<P>& covariance, const Theta<P>& g) noexcept {
  return std::sqrt(dot<P>(g, product<P>(covariance, g)));
}

/// The names of the coordinates of the model's fits: its parameters, unless it says otherwise.
template <LikelihoodModel M>
std::string_view coordinate_name(std::size_t i) {
  if constexpr (requires { M::coordinates; }) {
    return M::coordinates[i];
  } else {
    return M::targets()[i].name;
  }
}

/// The true coordinates from the truths of parameters, or nothing if one is missing.
template <LikelihoodModel M>
std::optional<Theta<M::size>> coordinates_of(const TrueParameter& truth) {
  Theta<M::size> at{};
  for (std::size_t i = 0; i < M::size; ++i) {
    const std::optional<double> value = truth(coordinate_name<M>(i));
    if (!value) return std::nullopt;
    at[i] = *value;
  }
  return at;
}

/// x ln y, 0 where x = 0.
inline double times_log(double x, double log_y) noexcept { return x == 0 ? 0.0 : x * log_y; }

}  // namespace plim
