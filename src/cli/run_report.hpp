#pragma once
#include <filesystem>
#include <string>

#include "options.hpp"
#include "plim/study/journal_facts.hpp"
#include "run_facts.hpp"

namespace plim::cli {

/// The option of how many threads there are to be.
Option threads_option();

/// The options of how a result is shown, which several commands have.
std::vector<Option> report_options();

/// What is to be said of a result that another one is to replace. Throws Error(cannot_create) if it is of
/// another study, or of more replicates.
std::string check_loss(const std::filesystem::path& out, const ExistingResult& there,
                       const std::string& title, std::uint64_t replicates);

/// Writes a result and the facts of its run, and prints it as the options of the command say, whose messages
/// took `lines` of the screen already; 3 if they ask for that and a check is not as expected.
ExitCode report(const Results& results, const Provenance& provenance, RunFacts facts, double wall_seconds,
                const std::filesystem::path& out, const Options& options, std::size_t lines);

}  // namespace plim::cli
