#include "verbs.hpp"

#include "plim/verdict/standard.hpp"

namespace plim {

void add_verbs(Catalogue& catalogue) {
#define PLIM_ADD(name) catalogue.add_verb(name##_verb);
  PLIM_VERBS(PLIM_ADD)
#undef PLIM_ADD
}

}  // namespace plim
