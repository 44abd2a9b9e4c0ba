#include "plim/families/categorical_rule.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

/// P(X = k) proportional to ratio^k on the classes 0 .. K-1.
struct CategoricalGeometric : Categorical {
  static constexpr std::string_view name = "categorical.geometric";
  static constexpr std::string_view summary = "K classes, each so many times as probable as the one before";
  static std::vector<Parameter> parameters();
  static Outcome<CategoricalGeometric> make(const Arguments& a);

  /// About the ratio.
  FisherInformation fisher_information() const;

  double ratio = 1;
  bool operator==(const CategoricalGeometric&) const = default;
};

std::vector<Parameter> CategoricalGeometric::parameters() {
  return {number_of_classes(),
          {"ratio", Domain::nonzero_probability, "of the probability of a class to that of the one before"}};
}

Outcome<CategoricalGeometric> CategoricalGeometric::make(const Arguments& a) {
  const double ratio = a.real("ratio"), step = elementary::log(ratio);
  std::vector<double> logs;
  for (std::int64_t k = 0; k < a.integer("K"); ++k) logs.push_back(static_cast<double>(k) * step);
  Outcome<Categorical> law = classes_by_rule(logs, "ratio", ratio, "a ratio nearer to 1");
  if (!law) return Refusal{law.reason()};
  return CategoricalGeometric{*law, ratio};
}

FisherInformation CategoricalGeometric::fisher_information() const {
  std::vector<double> slopes;
  for (std::size_t k = 0; k < p.size(); ++k) slopes.push_back(static_cast<double>(k) / ratio);
  return information_by_rule(*this, "ratio", slopes);
}

LawFamily categorical_geometric_family() { return law_family<CategoricalGeometric>(); }

}  // namespace plim
