#include "plim/estimators/joint/normalisation.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/cell.hpp"

namespace plim {
namespace {

constexpr const char* words_of_normalisations[] = {"min", "max", "mean", "sqrt", "joint", "first", "second"};
constexpr const char* all_normalisations =
    "\"min\", \"max\", \"mean\", \"sqrt\", \"joint\", \"first\" or \"second\"";

}  // namespace

Parameter option_normalisation() {
  return {"by", Domain::text, std::string(all_normalisations) + ": the entropy to divide by",
          Value{std::string("mean")}};
}

Outcome<Normalisation> read_normalisation(const Arguments& options) {
  const std::string& by = options.text("by");
  const auto* found = std::find(std::begin(words_of_normalisations), std::end(words_of_normalisations), by);
  if (found == std::end(words_of_normalisations))
    return Refusal{"by is \"" + by + "\", but must be " + all_normalisations};
  return static_cast<Normalisation>(found - std::begin(words_of_normalisations));
}

double normaliser(Normalisation by, const JointEntropies& h) noexcept {
  switch (by) {
    case Normalisation::minimum: return std::fmin(h[1], h[2]);
    case Normalisation::maximum: return std::fmax(h[1], h[2]);
    case Normalisation::mean: return 0.5 * (h[1] + h[2]);
    case Normalisation::geometric: return h[1] > 0 && h[2] > 0 ? std::sqrt(h[1] * h[2]) : 0.0;
    case Normalisation::joint: return h[0];
    case Normalisation::first: return h[1];
    case Normalisation::second: return h[2];
  }
  return not_given;
}

JointEntropies slope_of_normaliser(Normalisation by, const JointEntropies& h) noexcept {
  constexpr JointEntropies joint = {1, 0, 0}, first = {0, 1, 0}, second = {0, 0, 1};
  switch (by) {
    case Normalisation::minimum: return h[1] < h[2] ? first : second;
    case Normalisation::maximum: return h[1] < h[2] ? second : first;
    case Normalisation::mean: return {0, 0.5, 0.5};
    case Normalisation::geometric: return {0, 0.5 * std::sqrt(h[2] / h[1]), 0.5 * std::sqrt(h[1] / h[2])};
    case Normalisation::joint: return joint;
    case Normalisation::first: return first;
    case Normalisation::second: return second;
  }
  return {};
}

}  // namespace plim
