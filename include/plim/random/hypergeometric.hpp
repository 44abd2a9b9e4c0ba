#pragma once
#include <cstdint>

#include "plim/numeric/hypergeometric_mass.hpp"
#include "plim/random/variate.hpp"

namespace plim {

/// Exact draws of the number of marked items among `drawn` of an urn, any size to 2^53.
///
/// The urn is first turned so that at most half of it is marked and at most half drawn. Then inversion from 0
/// where the mean is below 10, else the ratio of uniforms over a rectangle (Stadlober 1990), decided by the
/// mass in saddle-point form; all distances are taken from the mode, so that no digit is lost.
class HypergeometricLaw {
 public:
  explicit HypergeometricLaw(const Urn& urn) noexcept;
  /// One attempt from two words: true if it yields a draw.
  bool attempt(Variate::Pair words, std::int64_t& drawn) const noexcept;

  /// The turned urn, and the rectangle: half its width, and its centre less the mode.
  const Urn& turned() const noexcept { return urn_; }
  std::int64_t mode() const noexcept { return mode_; }
  double half_width() const noexcept { return half_width_; }
  double centre() const noexcept { return centre_; }

 private:
  bool invert(double u, std::int64_t& k) const noexcept;
  bool reject(Variate::Pair words, std::int64_t& k) const noexcept;
  /// What k of the turned urn means in the urn as it was given.
  std::int64_t turned_back(std::int64_t k) const noexcept;

  Urn urn_;
  bool mark_swapped_, draw_swapped_;
  std::int64_t given_drawn_, given_marked_;
  bool inverts_;
  double mass_of_0_ = 0;
  std::int64_t mode_ = 0, most_ = 0;
  double half_width_ = 0, centre_ = 0, log_peak_ = 0;
};

/// A hypergeometric draw by the attempts of one variate.
std::int64_t draw_hypergeometric(Variate variate, const Urn& urn);

}  // namespace plim
