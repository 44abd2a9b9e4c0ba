#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "plim/plan/plan.hpp"
#include "plim/random/address.hpp"

namespace plim {

/// The texts that name the streams of a scenario's data: one for a nested path, else one a size.
std::vector<std::string> stream_texts(const ScenarioPlan& scenario, std::uint64_t seed);
/// Gives a scenario the keys cut from their hashes, and from those of its drawn laws.
void make_keys(ScenarioPlan& scenario, std::uint64_t seed);

/// The texts that name an estimator's own streams of random numbers, one a size, on a nested path too: by
/// purpose, identity (its name, its options, what it estimates of what model) and n, so that it shares bits
/// neither with the data nor with another estimator, and is drawn the same whatever else a study asks for.
std::vector<std::string> estimator_texts(const ScenarioPlan& scenario, std::uint64_t seed, std::size_t use);
/// The keys cut from their hashes: `[n]`.
std::vector<Key> estimator_keys(const ScenarioPlan& scenario, std::uint64_t seed, std::size_t use);

/// What the accumulators of a series at one of the sizes depend on, beside the scenario's stream: sizes,
/// estimator, interval, truth and control.
std::string series_text(const ScenarioPlan& scenario, std::size_t size, std::size_t series);

}  // namespace plim
