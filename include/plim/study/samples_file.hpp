#pragma once
#include <cstdint>
#include <filesystem>

#include "plim/plan/plan.hpp"

namespace plim {

/// Where the samples of a study go: NAME.samples.csv beside the result NAME.h5.
std::filesystem::path samples_path(const std::filesystem::path& out);

/// About how many bytes they take: those of the first replicate of every scenario, times the replicates.
double samples_bytes(const Plan& plan, std::uint64_t replicates);

/// Refuses samples that would fill more than half of what is free in their folder (Error(resources)), and a
/// place where something else stands than samples of an earlier run (Error(cannot_create)).
void check_samples(const Plan& plan, std::uint64_t replicates, const std::filesystem::path& path);

/// Writes every sample of a plan as a csv, scenario by scenario, each replicate at every size: rows scenario,
/// n, replicate, then class and count of those counts that are not 0, or index and value of every draw.
/// Classes are numbers from 0, or the integer that was observed. The same draws as those of the run, and
/// always the same bytes.
void write_samples(const Plan& plan, std::uint64_t replicates, const std::filesystem::path& path);

}  // namespace plim
