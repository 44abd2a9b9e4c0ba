#pragma once
#include "json.hpp"

namespace plim {
class Catalogue;
}

namespace plim::cli {

/// Everything that a study can name, a list for each kind.
Json catalogue_json(const Catalogue& catalogue);

}  // namespace plim::cli
