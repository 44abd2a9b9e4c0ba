#pragma once

/// Names of what every law has, whatever its parameters are called: families and populations say them of
/// themselves, and estimands are made of them.
namespace plim::functional {

inline constexpr const char *entropy = "entropy", *conditional_entropy = "conditional_entropy",
                            *block_entropy = "block_entropy", *entropy_rate = "entropy_rate", *mean = "mean",
                            *variance = "variance", *sd = "sd", *covariance = "covariance",
                            *renyi_entropy = "renyi_entropy", *tsallis_entropy = "tsallis_entropy",
                            *hill_number = "hill_number", *richness = "richness",
                            *sample_coverage = "sample_coverage", *mutual_information = "mutual_information";
// What two laws have together.
inline constexpr const char *kl = "kl", *cross_entropy = "cross_entropy", *jensen_shannon = "jensen_shannon";
// Of a model on a text: in bits, and of the one that was trained.
inline constexpr const char *bits_per_byte = "bits_per_byte", *fresh_loss = "fresh_loss";

}  // namespace plim::functional
