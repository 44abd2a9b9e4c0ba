#pragma once
#include <string>

#include "plim/grammar/spec.hpp"

namespace plim {

/// The study with its defaults filled in, its sizes listed and its probabilities normalised, as TOML that
/// reads back as the same study. Equal texts are equal studies; the hash of the text is the study's identity.
std::string resolved_toml(const StudySpec& spec);

}  // namespace plim
