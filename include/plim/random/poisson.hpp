#pragma once
#include "plim/random/variate.hpp"

namespace plim {

/// Exact Poisson draws for one mean: inversion below 10, else transformed rejection (Hoermann 1993, algorithm
/// PTRS) decided by the mass in Loader's form, everything counted from the mode so that no digit is lost.
class PoissonLaw {
 public:
  /// mean >= 0, finite.
  explicit PoissonLaw(double mean) noexcept;
  /// One attempt from two words: true if it yields a draw.
  bool attempt(Variate::Pair words, double& drawn) const noexcept;

  /// A point (u, v) of the unit square as the rejection reads it; for mean >= 10.
  struct Candidate {
    double from_mode;  // of the draw
    double us;         // 1/2 - |u - 1/2|
    bool inside;       // the draw is not negative
    bool accepted;     // by the squeeze; else the mass decides
  };
  Candidate candidate(double u, double v) const noexcept;
  /// ln of v times the hat over the mass, at most 0 where the point is accepted.
  double excess(const Candidate& candidate, double v) const noexcept;

 private:
  bool invert(double u, double& k) const noexcept;

  double mean_, mode_ = 0, from_mode_ = 0;  // mean - mode
  double a_ = 0, b_ = 0, inverse_alpha_ = 0, squeeze_ = 0, mass_of_0_ = 0;
};

}  // namespace plim
