#include "plim/estimators/likelihood/gamma_model.hpp"

#include <algorithm>
#include <limits>

#include "plim/numeric/digamma.hpp"
#include "plim/numeric/special.hpp"
#include "plim/random/isa.hpp"

namespace plim {

#define PLIM_DECLARE(isa)                                                                     \
  namespace isa {                                                                             \
  void gamma_shape_start(const double* s, double* k, double* moving, std::size_t size);       \
  std::size_t gamma_shape_step(const double* s, double* k, double* moving, std::size_t size); \
  }
PLIM_DECLARE(v2)
PLIM_DECLARE(v3)
PLIM_DECLARE(v4)
#undef PLIM_DECLARE

namespace {

constexpr std::size_t chunk = 64;
constexpr int most_steps = 100;

Status status_of(const MeanLog::One& s) noexcept {
  if (s.n == 0) return Status::empty;
  if (!std::isfinite(s.mean) || !(s.min > 0)) return Status::invalid;
  return s.log_ratio > 0 ? Status::regular : Status::unbounded;
}

Fit<2> fit_from(const MeanLog::One& s, double shape) noexcept {
  const int exponent = unit_exponent(s.mean);
  Fit<2> fit{{shape, std::ldexp(s.mean, -exponent) / shape}, status_of(s), exponent};
  // A sample that is constant but for rounding: the maximum lies beyond the doubles.
  if (fit.status == Status::regular && !(fit.at[1] > 0 && std::isfinite(shape)))
    fit.status = Status::unbounded;
  return fit;
}

}  // namespace

void solve_gamma_shapes(const double* s, double* k, std::size_t size) noexcept {
  const Isa isa = active_isa();
  const auto start = isa == Isa::v4   ? v4::gamma_shape_start
                     : isa == Isa::v3 ? v3::gamma_shape_start
                                      : v2::gamma_shape_start;
  const auto step = isa == Isa::v4   ? v4::gamma_shape_step
                    : isa == Isa::v3 ? v3::gamma_shape_step
                                     : v2::gamma_shape_step;
  double moving[chunk];
  for (std::size_t begin = 0; begin < size; begin += chunk) {
    const std::size_t m = std::min(chunk, size - begin);
    start(s + begin, k + begin, moving, m);
    for (int i = 0; i < most_steps && step(s + begin, k + begin, moving, m) > 0; ++i) {
    }
  }
}

std::vector<Target<2>> GammaModel::targets() {
  return {parameter_target<2, 0>("shape", not_negative),
          parameter_target<2, 1>("scale", not_negative, 1),
          {"rate", [](const Theta<2>& t) { return 1 / t[1]; },
           [](const Theta<2>& t) {
             return Theta<2>{0, -1 / (t[1] * t[1])};
           },
           not_negative, false, -1},
          {"mean", [](const Theta<2>& t) { return t[0] * t[1]; },
           [](const Theta<2>& t) {
             return Theta<2>{t[1], t[0]};
           },
           not_negative, false, 1}};
}

Fit<2> GammaModel::fit(const MeanLog::One& s) const noexcept {
  double shape = std::numeric_limits<double>::quiet_NaN();
  solve_gamma_shapes(&s.log_ratio, &shape, 1);
  return fit_from(s, shape);
}

void GammaModel::fit_block(const MeanLog& v, Fit<2>* fits) const noexcept {
  double shapes[chunk];
  for (std::size_t begin = 0; begin < v.lanes; begin += chunk) {
    const std::size_t m = std::min(chunk, v.lanes - begin);
    solve_gamma_shapes(v.log_ratio + begin, shapes, m);
    for (std::size_t i = 0; i < m; ++i) fits[begin + i] = fit_from(v.one(begin + i), shapes[i]);
  }
}

/// The information has determinant (k psi'(k) - 1)/scale^2, which is kept as one number.
Square<2> GammaModel::covariance(const Theta<2>& at) const noexcept {
  const auto [shape, scale] = at;
  const double gap = 1 / shape + elementary::trigamma_rest(shape);
  return {{{shape / gap, -scale / gap}, {-scale / gap, scale * scale * ((1 + gap) / shape) / gap}}};
}

Theta<2> GammaModel::score(const MeanLog::One& s, const Theta<2>& at) const noexcept {
  const auto [shape, scale] = at;
  return {s.mean_log - elementary::log(scale) - elementary::digamma(shape), (s.mean / scale - shape) / scale};
}

double GammaModel::log_likelihood(const MeanLog::One& s, const Theta<2>& at, int exponent) const noexcept {
  constexpr double log_two = 0.69314718055994530942;
  const auto [shape, scale] = at;
  return static_cast<double>(s.n) *
         ((shape - 1) * s.mean_log - std::ldexp(s.mean, -exponent) / scale -
          shape * (elementary::log(scale) + exponent * log_two) - special::log_gamma(shape));
}

}  // namespace plim
