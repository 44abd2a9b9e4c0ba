#include "plim/families/standard_families.hpp"

#include "plim/families/composite.hpp"
#include "plim/families/standard_list.hpp"

namespace plim {

std::vector<LawFamily> standard_families() {
#define PLIM_CALL(NAME) NAME##_family(),
  return {PLIM_STANDARD_FAMILIES(PLIM_CALL)};
#undef PLIM_CALL
}

CompositeLaw affine_law();
CompositeLaw mixture_law();
CompositeLaw truncated_law();

std::vector<CompositeLaw> standard_composites() { return {affine_law(), mixture_law(), truncated_law()}; }

}  // namespace plim
