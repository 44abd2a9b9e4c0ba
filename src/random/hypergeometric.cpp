#include "plim/random/hypergeometric.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr double urn_inverted_below = 10;

}  // namespace

HypergeometricLaw::HypergeometricLaw(const Urn& urn) noexcept
    : urn_(urn),
      mark_swapped_(urn.marked > urn.total - urn.marked),
      draw_swapped_(urn.drawn > urn.total - urn.drawn),
      given_drawn_(urn.drawn) {
  if (mark_swapped_) urn_.marked = urn.total - urn.marked;
  given_marked_ = urn_.marked;
  if (draw_swapped_) urn_.drawn = urn.total - urn.drawn;
  most_ = std::min(urn_.marked, urn_.drawn);
  const double share = urn.total > 0 ? real(urn_.marked) / real(urn.total) : 0.0;
  const double mean = real(urn_.drawn) * share;
  inverts_ = mean < urn_inverted_below;
  if (inverts_) {
    mass_of_0_ = elementary::exp(hypergeometric_log_mass(urn_, 0));
    return;
  }
  mode_ = mode_of(urn_);
  const double left = real(urn.total - urn_.drawn) / real(urn.total - 1);
  const double spread = std::sqrt(mean * (1 - share) * left + 0.5);
  // 2 sqrt(2/e) and 3 - 2 sqrt(3/e)
  half_width_ = 0.5 * (1.7155277699214135 * spread + 0.8989161620588988);
  centre_ = 0.5 - from_mean(urn_, mode_);
  log_peak_ = hypergeometric_log_mass(urn_, mode_);
}

bool HypergeometricLaw::attempt(Variate::Pair words, std::int64_t& drawn) const noexcept {
  std::int64_t k = 0;
  if (!(inverts_ ? invert(open_uniform(words.first), k) : reject(words, k))) return false;
  drawn = turned_back(k);
  return true;
}

std::int64_t HypergeometricLaw::turned_back(std::int64_t k) const noexcept {
  // First the draw, which was turned last: marked ones that were left are those that were not drawn.
  const std::int64_t among_drawn = draw_swapped_ ? given_marked_ - k : k;
  return mark_swapped_ ? given_drawn_ - among_drawn : among_drawn;
}

bool HypergeometricLaw::invert(double u, std::int64_t& k) const noexcept {
  // With mean below 10 the mass beyond 64 is under 10^-27; only rounding gets there, and tries again.
  constexpr std::int64_t end = 64;
  const auto [total, marked, drawn] = urn_;
  double mass = mass_of_0_;
  for (std::int64_t i = 0; i <= std::min(most_, end); ++i) {
    if (u < mass) {
      k = i;
      return true;
    }
    u -= mass;
    mass *= real(marked - i) / real(i + 1) * (real(drawn - i) / real(total - marked - drawn + i + 1));
  }
  return false;
}

bool HypergeometricLaw::reject(Variate::Pair words, std::int64_t& k) const noexcept {
  const double u = open_uniform(words.first);
  const double v = 2 * open_uniform(words.second) - 1;
  const double from_mode = std::floor(centre_ + half_width_ * (v / u));
  if (!(from_mode >= -real(mode_) && from_mode <= real(most_ - mode_))) return false;
  k = mode_ + static_cast<std::int64_t>(from_mode);
  return 2 * elementary::log(u) <= hypergeometric_log_mass(urn_, k) - log_peak_;
}

std::int64_t draw_hypergeometric(Variate variate, const Urn& urn) {
  std::int64_t drawn = 0;
  if (urn.marked == 0 || urn.drawn == 0) return 0;
  if (urn.marked == urn.total) return urn.drawn;
  if (urn.drawn == urn.total) return urn.marked;
  const HypergeometricLaw law(urn);
  while (!law.attempt(variate.words(), drawn)) {
  }
  return drawn;
}

}  // namespace plim
