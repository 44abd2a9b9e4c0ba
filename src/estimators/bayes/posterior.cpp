#include "plim/estimators/bayes/posterior.hpp"

#include <cmath>

namespace plim {

Outcome<Arguments> prior_arguments(const Knowns& knowns, const std::string& parameter, const std::string& law,
                                   const std::string& example) {
  const auto found = knowns.priors.find(parameter);
  if (found != knowns.priors.end() && found->second.law == law) return found->second.arguments;
  const std::string given =
      found == knowns.priors.end() ? "" : "; \"" + found->second.law + "\" is not conjugate to it";
  return Refusal{"a " + knowns.likelihood + " model needs " + example + given};
}

bool has_no_other_prior(const Knowns& knowns, const std::string& parameter, const std::string& law) {
  const auto found = knowns.priors.find(parameter);
  return found == knowns.priors.end() || found->second.law == law;
}

Status status_of(double value) noexcept {
  if (std::isnan(value)) return Status::undefined;
  return std::isinf(value) ? Status::infinite : Status::regular;
}

void write_posterior(const ParameterLaw& law, Centre centre, double level, QuantileMemo& memo, Cell& cell) {
  cell.value = centre == Centre::median ? law.quantile(0.5, memo) : law.mean();
  cell.se = law.sd();
  if (level == 0) return;
  const double tail = 0.5 * (1 - level);
  cell.lo = law.quantile(tail, memo);
  cell.hi = law.quantile(1 - tail, memo);
}

}  // namespace plim
