#include <algorithm>
#include <cmath>

#include "estimands.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/power_entropy.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

double most_renyi(double classes) { return std::log(classes); }
double all_classes(double classes) { return classes; }

std::optional<double> renyi(const TruthQuery& q) {
  if (q.p.empty() || !q.knowns.number) return std::nullopt;
  return renyi_entropy(q.p, *q.knowns.number);
}

std::optional<double> tsallis(const TruthQuery& q) {
  if (q.p.empty() || !q.knowns.number) return std::nullopt;
  return tsallis_entropy(q.p, *q.knowns.number);
}

std::optional<double> hill(const TruthQuery& q) {
  const std::optional<double> h = renyi(q);
  return h ? std::optional(elementary::exp(*h)) : std::nullopt;
}

std::optional<double> richness(const TruthQuery& q) {
  if (q.p.empty()) return std::nullopt;
  return static_cast<double>(std::count_if(q.p.begin(), q.p.end(), [](double p) { return p > 0; }));
}

}  // namespace

/// ln(sum p^q)/(1 - q); the number is the order q.
const Estimand renyi_entropy_estimand = {.name = functional::renyi_entropy,
                                         .information = true,
                                         .about = ArgumentKind::number,
                                         .bare = false,
                                         .example = "{ renyi_entropy = 2 }",
                                         .domain = Domain::nonnegative,
                                         .truth = renyi,
                                         .most = most_renyi};

/// (1 - sum p^q)/(q - 1), of the order q.
const Estimand tsallis_entropy_estimand = {.name = functional::tsallis_entropy,
                                           .about = ArgumentKind::number,
                                           .bare = false,
                                           .example = "{ tsallis_entropy = 2 }",
                                           .domain = Domain::nonnegative,
                                           .truth = tsallis};

/// (sum p^q)^(1/(1 - q)): classes that a uniform law of that Renyi entropy has.
const Estimand hill_number_estimand = {.name = functional::hill_number,
                                       .about = ArgumentKind::number,
                                       .bare = false,
                                       .example = "{ hill_number = 2 }",
                                       .domain = Domain::nonnegative,
                                       .truth = hill,
                                       .least = 1,
                                       .most = all_classes};

/// The classes that the law has.
const Estimand richness_estimand = {
    .name = functional::richness, .truth = richness, .least = 1, .most = all_classes};

/// The probability of the classes seen: it differs from sample to sample, so that no number is its truth, and
/// a study asks an oracle for that of each replicate.
const Estimand sample_coverage_estimand = {.name = functional::sample_coverage, .share = true};

}  // namespace plim
