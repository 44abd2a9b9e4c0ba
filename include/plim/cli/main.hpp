#pragma once
#include <functional>

#include "plim/study/standard_catalogue.hpp"

namespace plim {

/// The whole command line for the catalogue that a function makes: a user's program is that function and a
/// call of this. Gives the exit code; messages go to stderr, results to stdout.
int run_main(int argc, const char* const* argv, const std::function<Catalogue()>& make_catalogue);

}  // namespace plim
