#pragma once
#include "plim/populations/markov_population.hpp"

namespace plim {

/// A chain as its parameters say it.
struct ChainOrigin {
  ChainSteps steps;
  std::vector<std::string> states;  // their names, for messages
  Markov::Facts facts;              // `readable` without its end
};

/// By the matrix, or fitted to the text. Throws Error(no_input) or Error(data) as readers of texts do.
Outcome<ChainOrigin> chain_origin(const Arguments& a);

}  // namespace plim
