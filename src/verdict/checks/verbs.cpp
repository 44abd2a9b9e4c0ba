#include "verbs.hpp"

#include "plim/verdict/standard.hpp"

namespace plim {

void add_verbs(Catalogue& catalogue) {
  for (const Verb* verb : {&equals_verb, &at_least_verb, &at_most_verb, &below_verb, &above_verb, &slope_verb,
                           &approaches_verb, &fits_verb})
    catalogue.add_verb(*verb);
}

}  // namespace plim
