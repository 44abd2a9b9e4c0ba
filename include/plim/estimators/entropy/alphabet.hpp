#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// How many classes an estimator takes for possible: the option K, a number or "observed", else the known
/// alphabet.
class Alphabet {
 public:
  static std::vector<Parameter> options();
  /// Refused where nothing says it.
  static Outcome<Alphabet> bind(std::string_view estimator, const Knowns& knowns, const Arguments& options);

  bool observed() const noexcept { return K_ == 0; }
  /// K; 0 if it is the classes seen.
  double given() const noexcept { return K_; }
  double of(const CountFeatures& v, std::size_t lane) const noexcept {
    return observed() ? v.observed[lane] : K_;
  }
  /// K where it is the known alphabet, not an option.
  std::optional<std::size_t> told() const;

 private:
  double K_ = 0;
  bool told_ = false;
};

/// The weight that a symmetric Dirichlet prior gives each class before a sample is seen.
enum class DirichletWeight {
  jeffreys,  // 1/2 (Jeffreys 1946)
  laplace,   // 1 (Laplace 1774)
  sg,        // 1/K (Perks 1947; Schuermann and Grassberger 1996)
  minimax    // sqrt(n)/K (Trybula 1958)
};
double dirichlet_weight(DirichletWeight weight, double K, double n) noexcept;

}  // namespace plim
