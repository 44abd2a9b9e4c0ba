#include "plim/families/categorical_rule.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

/// ln of the ranks 1 .. K.
std::vector<double> log_ranks(std::size_t K) {
  std::vector<double> logs;
  for (std::size_t k = 1; k <= K; ++k) logs.push_back(elementary::log(static_cast<double>(k)));
  return logs;
}

}  // namespace

/// P(X = k) proportional to (k + 1)^-power on the classes 0 .. K-1.
struct CategoricalPower : Categorical {
  static constexpr std::string_view name = "categorical.power";
  static constexpr std::string_view summary = "K classes whose probabilities fall as a power of their rank";
  static std::vector<Parameter> parameters();
  static Outcome<CategoricalPower> make(const Arguments& a);

  /// About the power.
  FisherInformation fisher_information() const;

  double power = 0;
  bool operator==(const CategoricalPower&) const = default;
};

std::vector<Parameter> CategoricalPower::parameters() {
  return {
      number_of_classes(),
      {"power", Domain::nonnegative, "the class of rank r (from 1 on) is r^-power as probable as the first"}};
}

Outcome<CategoricalPower> CategoricalPower::make(const Arguments& a) {
  const double power = a.real("power");
  std::vector<double> logs = log_ranks(static_cast<std::size_t>(a.integer("K")));
  for (double& l : logs) l *= -power;
  Outcome<Categorical> law = classes_by_rule(logs, "power", power, "a smaller power");
  if (!law) return Refusal{law.reason()};
  return CategoricalPower{*law, power};
}

FisherInformation CategoricalPower::fisher_information() const {
  return information_by_rule(*this, "power", log_ranks(p.size()));
}

LawFamily categorical_power_family() { return law_family<CategoricalPower>(); }

}  // namespace plim
