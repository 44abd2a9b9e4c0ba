#include "plim/families/student_t.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/beta_law.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/tails.hpp"
#include "plim/random/arrays.hpp"

namespace plim {
namespace {

constexpr double half_log_pi = 0.57236494292470008707;

/// ln B(df/2, 1/2).
double log_beta_half(double df) { return half_log_pi - special::log_gamma_ratio(0.5 * df, 0.5); }

/// psi((df + 1)/2) - psi(df/2), which falls like 1/df.
double digamma_step(double df) {
  return elementary::log1p(1 / df) + elementary::log_less_digamma(0.5 * df) -
         elementary::log_less_digamma(0.5 * (df + 1));
}

/// The information about df: (psi'(df/2) - psi'((df + 1)/2))/4 - (df + 5)/(2 df (df + 1)(df + 3)), which
/// falls like 3.5/df^4; for many degrees of freedom by the asymptotic series of the first term.
double df_information(double df) {
  constexpr double many = 30;
  if (df < many) {
    return 0.25 * (elementary::trigamma(0.5 * df) - elementary::trigamma(0.5 * (df + 1))) -
           (df + 5) / (2 * df * (df + 1) * (df + 3));
  }
  const double u = 1 / df, w = u * u;
  const double series = -1 + w * (3 + w * (-17 + w * (155 + w * (-2073 + w * (38227 - w * 929569)))));
  return 0.5 * w * w * ((7 + 3 * u) / ((1 + u) * (1 + 3 * u)) + u * series);
}

}  // namespace

Outcome<StudentT> StudentT::make(const Arguments& a) {
  const StudentT law{a.real("location"), a.real("scale"), a.real("df")};
  if (law.df < smallest_df) {
    return Refusal{"df is " + round_trip(law.df) + ", but must be a number >= " + round_trip(smallest_df)};
  }
  return law;
}

double StudentT::sample(Variate& v) const {
  const double normal = v.normal(), log_gamma = v.log_gamma(0.5 * df);
  return location + scale * (normal * elementary::exp(0.5 * (elementary::log(0.5 * df) - log_gamma)));
}

void StudentT::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  constexpr double most = 0x1p200;  // beyond it e^(2 w/df) - 1 is 2 w/df, w = -ln u, which may underflow
  const double freedom = std::fmin(df, most);
  const bool heavy = df < 0.25;  // R^2 may overflow
  fill_by_chunks(address, first, out, [=, this](const Planes& planes, std::span<double> x) {
    FillChunk turns, cosines;
    planes.exponential(0, x);
    for (double& w : x) w *= (heavy ? 1 : 2) / freedom;
    arrays::expm1(x);
    if (heavy) {
      for (double& gain : x) gain = std::sqrt(freedom) * (std::sqrt(gain) * std::sqrt(gain + 2));
    } else {
      for (double& gain : x) gain = std::sqrt(freedom * gain);
    }
    const std::span<double> angles = std::span(turns).first(x.size());
    planes.open(1, angles);
    arrays::sincos_turns(angles, cosines);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = location + scale * (x[i] * cosines[i]);
  });
}

double StudentT::log_spread(double t) const {
  const double ratio = std::fabs(t) / std::sqrt(df);
  if (ratio < 0x1p500) return elementary::log1p(t * t / df);
  return 2 * elementary::log(ratio);
}

double StudentT::log_density(double x) const {
  return -0.5 * (df + 1) * log_spread(deviate(x)) - 0.5 * elementary::log(df) - log_beta_half(df) -
         elementary::log(scale);
}

void StudentT::score(double x, std::span<double> gradient) const {
  const double t = deviate(x), weight = (df + 1) * (t / (df + t * t));
  gradient[0] = weight / scale;
  gradient[1] = (weight * t - 1) / scale;
  gradient[2] = 0.5 * (digamma_step(df) - 1 / df + weight * t / df - log_spread(t));
}

double StudentT::lower_tail(double t) const {
  if (std::isnan(t)) return t;
  const double square = t * t;
  // Shares of df + t^2, of which the smaller is known best.
  const double x = square < infinity ? df / (df + square) : 0, y = 1 / (1 + df / square);
  if (x == 0) return t > 0 ? 1.0 : elementary::exp(log_lower_tail(t));
  const double tail = 0.5 * beta_law::cdf(0.5 * df, 0.5, x, y);
  return t > 0 ? 1 - tail : tail;
}

double StudentT::log_lower_tail(double t) const {
  if (std::isnan(t)) return t;
  if (t == -infinity) return -infinity;
  constexpr double half_log_two = 0.34657359027997265471, log_two = 2 * half_log_two;
  const double square = t * t, x = df / (df + square), y = 1 / (1 + df / square);
  if (t > 0) return elementary::log1p(-lower_tail(-t));
  if (x > 0x1p-1000 && x < 1) return beta_law::log_cdf(0.5 * df, 0.5, x, y) - log_two;
  if (x >= 1) return -log_two;
  // Far out the tail is a power: x^(df/2) / (df B(df/2, 1/2)).
  return df * (0.5 * elementary::log(df) - elementary::log(-t)) - elementary::log(df) - log_beta_half(df);
}

/// t > 0 with P(T > t) = p < 1/2: Newton's steps on the logarithm of the tail against that of t, from Boost's
/// value or, where that fails far out, from the power that the tail is there.
double StudentT::upper_point(double p) const {
  const double log_p = elementary::log(p);
  const auto gap = [&](double t) { return log_lower_tail(-t) - log_p; };
  const double boost = -special::student_t_quantile(df, p),
               log_power = 0.5 * elementary::log(df) - (log_p + elementary::log(df) + log_beta_half(df)) / df,
               power = elementary::exp(log_power);
  double t = power > 0 && !(std::fabs(gap(boost)) < std::fabs(gap(power))) ? power : boost;
  for (int i = 0; i < 20 && t > 0 && std::isfinite(t); ++i) {
    const double at = gap(t),
                 slope = (log_density(location + scale * t) + elementary::log(scale)) - (at + log_p);
    const double step = at / elementary::exp(slope);
    if (!(std::fabs(step) > 4e-16 * t) || !(t + step > 0)) break;
    t += step;
  }
  return t;
}

double StudentT::quantile(double p) const {
  return quantile_within(p, support(), [this](double inner) {
    if (inner == 0.5) return location;
    return inner < 0.5 ? location - scale * upper_point(inner) : location + scale * upper_point(1 - inner);
  });
}

double StudentT::complement_quantile(double q) const {
  return complement_quantile_within(q, support(), [this](double inner) {
    return inner < 0.5 ? location + scale * upper_point(inner) : quantile(1 - inner);
  });
}

double StudentT::variance() const {
  return df > 2 ? scale * scale * (df / (df - 2)) : df > 1 ? infinity : not_a_number;
}

double StudentT::excess_kurtosis() const { return df > 4 ? 6 / (df - 4) : df > 2 ? infinity : not_a_number; }

Shape StudentT::shape_of_draw() const {
  if (!(df > 2)) return {};
  return {df > 3 ? 0 : infinity, excess_kurtosis(), df > 5 ? 0 : infinity,
          df > 6 ? 240 / ((df - 4) * (df - 6)) : infinity};
}

double StudentT::entropy() const {
  return 0.5 * (df + 1) * digamma_step(df) + 0.5 * elementary::log(df) + log_beta_half(df) +
         elementary::log(scale);
}

FisherInformation StudentT::fisher_information() const {
  const double place = (df + 1) / (df + 3) / scale / scale, spread = 2 * df / (df + 3) / scale / scale,
               both = -2 / (df + 1) / (df + 3) / scale;
  return {{"location", "scale", "df"}, {place, 0, 0, 0, spread, both, 0, both, df_information(df)}};
}

LawFamily student_t_family() { return law_family<StudentT>(); }

}  // namespace plim
