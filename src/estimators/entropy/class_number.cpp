#include "plim/estimators/entropy/class_number.hpp"

namespace plim {

std::vector<Parameter> ClassNumber::options() {
  Parameter K{"K", Domain::alphabet, "possible classes, or \"observed\"; default: the known alphabet"};
  K.optional = true;
  return {K};
}

Outcome<ClassNumber> ClassNumber::bind(std::string_view estimator, const Knowns& knowns,
                                       const Arguments& options) {
  ClassNumber number;
  if (!options.has("K")) {
    if (!knowns.K) {
      return Refusal{std::string(estimator) +
                     " needs the number of classes, and the alphabet is not known: give K"
                     " an integer >= 1 or \"observed\""};
    }
    number.K_ = static_cast<double>(*knowns.K);
    number.told_ = true;
  } else if (const auto* given = std::get_if<std::int64_t>(&options.all().at("K"))) {
    number.K_ = static_cast<double>(*given);
  }
  return number;
}

std::optional<double> ClassNumber::fixed() const noexcept {
  return K_ > 0 ? std::optional(K_) : std::nullopt;
}

std::optional<std::size_t> ClassNumber::told() const noexcept {
  return told_ ? std::optional(static_cast<std::size_t>(K_)) : std::nullopt;
}

}  // namespace plim
