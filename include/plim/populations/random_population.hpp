#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/populations/population.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// A parameter of a family that is drawn anew for every replicate, and its law: `canonical` and `readable`
/// as text.
struct RandomParameter {
  Parameter parameter;
  std::shared_ptr<const Law> law;
  std::string canonical, readable;
};

/// Such a parameter with the law of that family; or a refusal if the parameter is no number, or the law has
/// values where the parameter may not be.
Outcome<RandomParameter> random_parameter(const Parameter& parameter, const LawFamily& family,
                                          const Arguments& arguments);

/// Its value in the middle of its law, and those beyond which it lies with a chance of 1e-15.
struct DrawnValues {
  double middle, least, most;
};
DrawnValues drawn_values(const RandomParameter& random);

/// Draws every random parameter into `arguments`, the i-th at index i of the address; a draw that a double
/// cannot hold within the parameter's domain and bounds is the nearest that it can.
void draw_parameters(std::span<const RandomParameter> random, const Address& law, Arguments& arguments);

/// A family's law as NAME key=value..., drawn parameters as key=random(LAW); and for people.
std::string canonical_random(std::string_view family, const Arguments& fixed,
                             std::span<const RandomParameter> random);
std::string readable_random(std::string_view family, const Arguments& fixed,
                            std::span<const RandomParameter> random);

/// A family whose parameters are in part drawn: the fixed ones, and the others in the order of their names.
struct RandomParameters {
  Arguments fixed;
  std::vector<RandomParameter> random;
};

/// A family with drawn parameters as a population: on symbols if it has a list of probabilities, else on the
/// reals. The laws on symbols have the counts route too.
Outcome<std::shared_ptr<const Population>> make_random_population(const LawFamily& family,
                                                                  RandomParameters parameters);

}  // namespace plim
