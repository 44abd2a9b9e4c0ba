#pragma once
#include "plim/study/standard_catalogue.hpp"

namespace plim {

/// The whole command line for a catalogue: a user's program is a catalogue and a call of this. Gives the exit
/// code; messages go to stderr, results to stdout.
int run_main(int argc, const char* const* argv, const Catalogue& catalogue);

}  // namespace plim
