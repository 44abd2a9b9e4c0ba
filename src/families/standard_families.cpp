#include "plim/families/standard_families.hpp"

#include "plim/families/composite.hpp"

// One line a family: X is made by X_family(), which stands in the family's own file.
#define PLIM_STANDARD_FAMILIES(FAMILY) \
  FAMILY(bernoulli)                    \
  FAMILY(beta)                         \
  FAMILY(beta_binomial)                \
  FAMILY(binomial)                     \
  FAMILY(categorical)                  \
  FAMILY(categorical_uniform)          \
  FAMILY(cauchy)                       \
  FAMILY(discrete_uniform)             \
  FAMILY(exponential)                  \
  FAMILY(frechet)                      \
  FAMILY(gamma)                        \
  FAMILY(geometric)                    \
  FAMILY(gumbel)                       \
  FAMILY(hypergeometric)               \
  FAMILY(inverse_gamma)                \
  FAMILY(inverse_gaussian)             \
  FAMILY(laplace)                      \
  FAMILY(levy)                         \
  FAMILY(logarithmic)                  \
  FAMILY(logistic)                     \
  FAMILY(lognormal)                    \
  FAMILY(negative_binomial)            \
  FAMILY(normal)                       \
  FAMILY(pareto)                       \
  FAMILY(poisson)                      \
  FAMILY(rayleigh)                     \
  FAMILY(skellam)                      \
  FAMILY(student_t)                    \
  FAMILY(uniform)                      \
  FAMILY(von_mises)                    \
  FAMILY(weibull)                      \
  FAMILY(zeta)                         \
  FAMILY(zipf)

namespace plim {

#define PLIM_DECLARE(NAME) LawFamily NAME##_family();
PLIM_STANDARD_FAMILIES(PLIM_DECLARE)
#undef PLIM_DECLARE

std::vector<LawFamily> standard_families() {
#define PLIM_CALL(NAME) NAME##_family(),
  return {PLIM_STANDARD_FAMILIES(PLIM_CALL)};
#undef PLIM_CALL
}

CompositeLaw affine_law();
CompositeLaw mixture_law();
CompositeLaw truncated_law();

std::vector<CompositeLaw> standard_composites() { return {affine_law(), mixture_law(), truncated_law()}; }

}  // namespace plim

#undef PLIM_STANDARD_FAMILIES
