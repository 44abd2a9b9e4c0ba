#pragma once
#include <functional>

#include "plim/study/standard_catalogue.hpp"

namespace plim {

class Team;

/// The whole command line for the catalogue that a function makes: a user's program is that function and a
/// call of this. Gives the exit code; messages go to stderr, results to stdout. As one rank of a team it has
/// the command run alone.
int run_main(int argc, const char* const* argv, const std::function<Catalogue()>& make_catalogue,
             Team* team = nullptr);

}  // namespace plim
