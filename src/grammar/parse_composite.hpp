#pragma once
#include "plim/catalogue/catalogue.hpp"
#include "plim/grammar/table_reader.hpp"

namespace plim {

/// Reads the numbers of a law that is made of others, and its parts, each a table with a law of its own: as
/// settings under their paths in `table`.
Settings read_composite(TableReader& table, const CompositeLaw& kind, const Catalogue& catalogue,
                        Faults& faults);

}  // namespace plim
