#include "measures.hpp"

#include "plim/verdict/standard.hpp"

namespace plim {

void add_measures(Catalogue& catalogue) {
#define PLIM_ADD(name) catalogue.add_measure(name##_measure);
  PLIM_MEASURES(PLIM_ADD)
#undef PLIM_ADD
}

}  // namespace plim
