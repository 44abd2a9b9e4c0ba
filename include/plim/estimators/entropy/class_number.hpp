#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// How many classes an entropy estimator takes to be possible: the option K, a number or "observed", else the
/// known alphabet.
class ClassNumber {
 public:
  static std::vector<Parameter> options();
  static Outcome<ClassNumber> bind(std::string_view estimator, const Knowns& knowns,
                                   const Arguments& options);

  /// Nothing if it is the number of the classes seen.
  std::optional<double> fixed() const noexcept;
  double of(double observed) const noexcept { return K_ > 0 ? K_ : observed; }
  /// K where it is the known alphabet, not an option.
  std::optional<std::size_t> told() const noexcept;

 private:
  double K_ = 0;  // 0: the classes seen
  bool told_ = false;
};

}  // namespace plim
