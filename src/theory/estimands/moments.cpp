#include "estimands.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

const Estimand mean_estimand = {.name = functional::mean, .truth = truth_of_functional};
const Estimand variance_estimand = {.name = functional::variance, .truth = truth_of_functional};
const Estimand sd_estimand = {.name = functional::sd, .truth = truth_of_functional};

/// Of points in R^d, an element for each entry of the upper triangle, row by row.
const Estimand covariance_estimand = {.name = functional::covariance, .truth = truth_of_functional};

}  // namespace plim
