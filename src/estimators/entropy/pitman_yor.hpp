#pragma once
#include "plim/numeric/line_mixture.hpp"
#include "plim/views/distinct_counts.hpp"

namespace plim {

/// The laws of the entropy given counts and the parameters alpha = e^t and d of a Pitman-Yor process.
class PitmanYorPosterior {
 public:
  PitmanYorPosterior(const DistinctCounts& counts, double n, double seen);

  /// What depends on d alone, d = 1/(1 + e^-s).
  struct Discount {
    double d, rest;     // rest = 1 - d
    double log_weight;  // of s, as far as d alone makes it
    double prior;       // psi(1) - psi(1 - d)
    double unseen;      // psi(n + 1) - psi(1 - d)
    double mass, mean,
        spread;        // of u = psi(n + 1) - psi(m - d + 1) weighted by m - d: total, mean, sum of squares
    double trigammas;  // what count_terms::dirichlet_variance has beside its square, summed
  };
  Discount discount(double s) const;

  /// What depends on alpha alone.
  struct Concentration {
    double alpha, log_weight, prior;  // prior = psi(1 + alpha) - psi(1)
    double step;                      // psi(n + alpha + 1) - psi(n + 1)
  };
  Concentration concentration(double t) const;

  double log_weight(const Concentration& a, const Discount& d) const;
  MeanVariance moments(const Concentration& a, const Discount& d) const;

 private:
  const DistinctCounts& counts_;
  double n_, seen_;
};

}  // namespace plim
