#include "plim/study/standard_catalogue.hpp"

#include "plim/verdict/standard.hpp"

namespace plim {

Catalogue standard_catalogue() {
  Catalogue c;
  add_laws_and_estimators(c);
  add_measures(c);
  add_verbs(c);
  return c;
}

}  // namespace plim
