#include "estimands.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

/// Of blocks of neighbouring symbols; the element is their length.
const Estimand block_entropy_estimand = {
    .name = functional::block_entropy, .information = true, .truth = truth_of_functional};

/// Of the next symbol, given all before: the limit of block entropies divided by their length.
const Estimand entropy_rate_estimand = {
    .name = functional::entropy_rate, .information = true, .truth = truth_of_functional};

}  // namespace plim
