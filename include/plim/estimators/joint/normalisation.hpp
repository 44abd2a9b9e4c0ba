#pragma once
#include <array>
#include <optional>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"

namespace plim {

/// What a mutual information is divided by: an entropy of one of two factors, or made of both. With the mean
/// it is the symmetric uncertainty (Witten and Frank 2005), with one factor the uncertainty coefficient
/// (Theil 1970).
enum class Normalisation { minimum, maximum, mean, geometric, joint, first, second };

/// The option `by`: their words "min", "max", "mean" (the default), "sqrt", "joint", "first", "second".
Parameter option_normalisation();
Outcome<Normalisation> read_normalisation(const Arguments& options);

/// Entropies of a joint table and of its two margins, or derivatives by them.
using JointEntropies = std::array<double, 3>;
/// What to divide by; where it is not above 0 the quotient is undefined.
double normaliser(Normalisation by, const JointEntropies& h) noexcept;
JointEntropies slope_of_normaliser(Normalisation by, const JointEntropies& h) noexcept;

}  // namespace plim
