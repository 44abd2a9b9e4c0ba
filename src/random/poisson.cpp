#include "plim/random/poisson.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/poisson_mass.hpp"

namespace plim {
namespace {

constexpr double poisson_inverted_below = 10;  // the hat of the rejection is stated from a mean of 10 on

// With the published constants the hat runs up to 0.6 % below the mass in places and the squeeze up to 0.4 %
// above it (at means of 10 to 40), so the hat is taken 1 % higher and the squeeze as much lower.
constexpr double hat_margin = 1.01, squeeze_margin = 0.985;

}  // namespace

PoissonLaw::PoissonLaw(double mean) noexcept : mean_(mean) {
  if (mean < poisson_inverted_below) {
    mass_of_0_ = elementary::exp(-mean);
    return;
  }
  mode_ = std::floor(mean);
  from_mode_ = mean - mode_;
  b_ = 0.931 + 2.53 * std::sqrt(mean);
  a_ = -0.059 + 0.02483 * b_;
  inverse_alpha_ = hat_margin * (1.1239 + 1.1328 / (b_ - 3.4));
  squeeze_ = squeeze_margin * (0.9277 - 3.6224 / (b_ - 2));
}

bool PoissonLaw::attempt(Variate::Pair words, double& drawn) const noexcept {
  const double u = open_uniform(words.first);
  if (mean_ < poisson_inverted_below) return invert(u, drawn);
  const double v = open_uniform(words.second);
  const Candidate c = candidate(u, v);
  drawn = mode_ + c.from_mode;
  return c.accepted || (c.inside && excess(c, v) <= 0);
}

bool PoissonLaw::invert(double u, double& k) const noexcept {
  // With mean below 10 the mass beyond 64 is under 10^-27; only rounding gets there, and tries again.
  constexpr int most = 64;
  double mass = mass_of_0_;
  for (int i = 0; i <= most; ++i) {
    if (u < mass) {
      k = i;
      return true;
    }
    u -= mass;
    mass *= mean_ / (i + 1);
  }
  return false;
}

PoissonLaw::Candidate PoissonLaw::candidate(double u, double v) const noexcept {
  const double centred = u - 0.5;
  const double us = 0.5 - std::fabs(centred);
  const double from_mode = std::floor((2 * a_ / us + b_) * centred + (from_mode_ + 0.43));
  const bool inside = mode_ + from_mode >= 0;
  return {from_mode, us, inside, inside && us >= 0.07 && v <= squeeze_};
}

double PoissonLaw::excess(const Candidate& c, double v) const noexcept {
  return elementary::log(v * inverse_alpha_ / (a_ / (c.us * c.us) + b_)) -
         poisson_log_mass(mode_ + c.from_mode, mean_, c.from_mode - from_mode_);
}

}  // namespace plim
