#pragma once
#include "plim/theory/estimand.hpp"

/// The estimands that plim comes with, in the order in which messages name those with arguments, and
/// companions of an estimate are looked for: NAME stands for NAME_estimand, which a file of this folder
/// defines.
#define PLIM_ESTIMANDS(X)          \
  X(kl)                            \
  X(cross_entropy)                 \
  X(probability)                   \
  X(mutual_information)            \
  X(conditional_entropy)           \
  X(variation_of_information)      \
  X(normalised_mutual_information) \
  X(independence_p_value)          \
  X(transfer_entropy)              \
  X(jensen_shannon)                \
  X(cross_perplexity)              \
  X(bits_per_byte)                 \
  X(fresh_loss)                    \
  X(entropy)                       \
  X(perplexity)                    \
  X(block_entropy)                 \
  X(entropy_rate)                  \
  X(code_length)                   \
  X(mean)                          \
  X(variance)                      \
  X(sd)                            \
  X(covariance)                    \
  X(median)                        \
  X(quantile)                      \
  X(tail_probability)              \
  X(renyi_entropy)                 \
  X(tsallis_entropy)               \
  X(hill_number)                   \
  X(richness)                      \
  X(sample_coverage)               \
  X(calibration_error)             \
  X(squared_calibration_error)     \
  X(temperature)                   \
  X(parameters)                    \
  X(log_likelihood)                \
  X(log_evidence)                  \
  X(log_predictive)                \
  X(score)

namespace plim {

#define PLIM_DECLARE(name) extern const Estimand name##_estimand;
PLIM_ESTIMANDS(PLIM_DECLARE)
#undef PLIM_DECLARE

/// The mean of the column of rows that is asked, less that of another; nothing if none is asked.
std::optional<double> mean_of_columns(const TruthQuery& q);

}  // namespace plim
