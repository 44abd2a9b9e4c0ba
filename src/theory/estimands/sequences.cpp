#include <cmath>

#include "estimands.hpp"
#include "plim/estimators/sequence/code_length.hpp"
#include "plim/numeric/prefix_code.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

/// Of the code for the true probabilities; of the arithmetic one for long samples, where it is the entropy.
std::optional<double> code_length(const TruthQuery& q) {
  if (q.p.empty()) return std::nullopt;
  if (q.output.element == OfCodes::arithmetic) return q.law.functional(entropy_estimand, 0);
  const std::vector<int> code =
      q.output.element == OfCodes::shannon ? shannon_code(q.p, 1) : huffman_code(q.p);
  return std::log(2.0) * mean_length(q.p, code, 1);
}

}  // namespace

/// Of blocks of neighbouring symbols; the element is their length.
const Estimand block_entropy_estimand = {
    .name = functional::block_entropy, .information = true, .truth = truth_of_functional};

/// Of the next symbol, given all before: the limit of block entropies divided by their length.
const Estimand entropy_rate_estimand = {
    .name = functional::entropy_rate, .information = true, .truth = truth_of_functional};

/// What a code takes, in the mean and for a symbol; the element is its kind.
const Estimand code_length_estimand = {.name = OfCodes::estimand, .information = true, .truth = code_length};

}  // namespace plim
