#pragma once
#include "commands.hpp"
#include "plim/grammar/table_reader.hpp"

namespace plim::cli {

/// A population as words give it, NAME key=value ..., with tables as table.key=value and lists as
/// 0.2,0.3,0.5: as a study would say it. Mistakes are Error(usage).
PopulationSpec read_population(const std::string& name, const Words& settings, const Catalogue& catalogue);

/// Throws if there are faults of such a population.
void refuse_population_faults(Faults& faults);

}  // namespace plim::cli
