#include "estimands.hpp"

namespace plim {
namespace {

#define PLIM_ADDRESS(name) &name##_estimand,
constexpr const Estimand* all[] = {PLIM_ESTIMANDS(PLIM_ADDRESS)};
#undef PLIM_ADDRESS

}  // namespace

std::span<const Estimand* const> standard_estimands() { return all; }

std::optional<double> truth_of_functional(const TruthQuery& q) {
  return q.law.functional(q.estimand, q.output.element);
}

}  // namespace plim
