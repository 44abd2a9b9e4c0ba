#include <limits>

#include "estimands.hpp"

namespace plim {
namespace {

constexpr double anywhere = -std::numeric_limits<double>::infinity();

std::optional<double> median(const TruthQuery& q) { return q.law.quantile(0.5); }

std::optional<double> quantile(const TruthQuery& q) {
  return q.knowns.number ? q.law.quantile(*q.knowns.number) : std::nullopt;
}

std::optional<double> tail_probability(const TruthQuery& q) {
  return q.knowns.number ? q.law.complement(*q.knowns.number) : std::nullopt;
}

}  // namespace

/// The smallest x with P(X <= x) >= 1/2.
const Estimand median_estimand = {.name = "median", .truth = median, .least = anywhere};

/// The smallest x with P(X <= x) >= p.
const Estimand quantile_estimand = {.name = "quantile",
                                    .about = ArgumentKind::number,
                                    .bare = false,
                                    .example = "{ quantile = 0.9 }",
                                    .domain = Domain::open_probability,
                                    .truth = quantile,
                                    .least = anywhere};

/// P(X > bound).
const Estimand tail_probability_estimand = {.name = "tail_probability",
                                            .about = ArgumentKind::number,
                                            .bare = false,
                                            .example = "{ tail_probability = 2.5 }",
                                            .truth = tail_probability,
                                            .share = true};

}  // namespace plim
