#pragma once
#include "plim/views/law.hpp"

/// Every family that plim comes with, one a line, as FAMILY(X): X is made by X_family(), which stands in the
/// family's own file.
#define PLIM_STANDARD_FAMILIES(FAMILY) \
  FAMILY(arcsine)                      \
  FAMILY(bernoulli)                    \
  FAMILY(beta)                         \
  FAMILY(beta_binomial)                \
  FAMILY(binomial)                     \
  FAMILY(categorical)                  \
  FAMILY(categorical_geometric)        \
  FAMILY(categorical_power)            \
  FAMILY(categorical_uniform)          \
  FAMILY(cauchy)                       \
  FAMILY(chi_squared)                  \
  FAMILY(discrete_uniform)             \
  FAMILY(exponential)                  \
  FAMILY(f)                            \
  FAMILY(frechet)                      \
  FAMILY(gamma)                        \
  FAMILY(generalised_pareto)           \
  FAMILY(geometric)                    \
  FAMILY(gev)                          \
  FAMILY(gumbel)                       \
  FAMILY(hyperexponential)             \
  FAMILY(hypergeometric)               \
  FAMILY(inverse_gamma)                \
  FAMILY(inverse_gaussian)             \
  FAMILY(kumaraswamy)                  \
  FAMILY(laplace)                      \
  FAMILY(levy)                         \
  FAMILY(logarithmic)                  \
  FAMILY(logistic)                     \
  FAMILY(lognormal)                    \
  FAMILY(negative_binomial)            \
  FAMILY(noncentral_beta)              \
  FAMILY(noncentral_chi_squared)       \
  FAMILY(noncentral_f)                 \
  FAMILY(noncentral_t)                 \
  FAMILY(normal)                       \
  FAMILY(pareto)                       \
  FAMILY(poisson)                      \
  FAMILY(rayleigh)                     \
  FAMILY(rice)                         \
  FAMILY(skellam)                      \
  FAMILY(skew_normal)                  \
  FAMILY(student_t)                    \
  FAMILY(triangular)                   \
  FAMILY(uniform)                      \
  FAMILY(von_mises)                    \
  FAMILY(weibull)                      \
  FAMILY(zeta)                         \
  FAMILY(zipf)

namespace plim {

#define PLIM_DECLARE_FAMILY(NAME) LawFamily NAME##_family();
PLIM_STANDARD_FAMILIES(PLIM_DECLARE_FAMILY)
#undef PLIM_DECLARE_FAMILY

}  // namespace plim
