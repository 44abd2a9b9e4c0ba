#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "plim/numeric/goodness_of_fit.hpp"
#include "plim/numeric/special.hpp"
#include "plim/populations/integer_classes.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/sparse_counts.hpp"
#include "verbs.hpp"

namespace plim {
namespace {

constexpr double usual_margin = 0.01;
constexpr double most_draws = 4611686018427387904.0;  // 2^62, which pooled counts hold exactly

/// Sizes that are asked: one sample that grows is asked at its end, where it holds every draw once; and at
/// n = N a sample is its own population, whatever way it was drawn.
void keep_telling(const Question& question) {
  std::vector<std::size_t>& sizes = question.curve.sizes;
  const ScenarioPlan& scenario = question.scenario;
  const auto items = scenario.population->finite_size();
  if (items && question.check.claimed == nullptr) {
    while (!sizes.empty() && scenario.sizes[sizes.back()] == *items) sizes.pop_back();
  }
  if (scenario.nested && !sizes.empty()) sizes = {sizes.back()};
}

/// The view of which counts are pooled, or null and why there is none.
std::pair<ViewId, std::string> pooled_view(const Population& population, RouteKind route) {
  const auto makes = [&population](RouteKind kind, ViewId view) {
    const std::vector<ViewId> views = population.views(kind);
    return std::find(views.begin(), views.end(), view) != views.end();
  };
  if (!is_exchangeable(population)) {
    return {nullptr, "draws of " + population.readable() +
                         " depend on each other, and the test is of independent draws or of items"};
  }
  if (population.draws_law())
    return {nullptr, "every replicate has a law of its own, and all counts together have none"};
  if (!population.probabilities().empty() && makes(route, view_id<Counts>())) return {view_id<Counts>(), ""};
  if (makes(route, view_id<SparseCounts>())) return {view_id<SparseCounts>(), ""};
  if (makes(RouteKind::draws, view_id<SparseCounts>()))
    return {nullptr, "the sample has no counts on this route; give it route = \"draw\""};
  return {nullptr, population.readable() + " has no classes that could be counted"};
}

/// Why the law of another population cannot be claimed of a sample, or "".
std::string why_no_claim(const Population& law, const std::string& name) {
  if (law.draws_law()) return law.readable() + " is drawn anew for every replicate";
  if (law.dependence() == Dependence::without_replacement)
    return name + " is sampled without replacement; a claim is a law of independent draws";
  if (!is_exchangeable(law))
    return "draws of " + name + " depend on each other; a claim is a law of independent draws";
  if (law.probabilities().empty() && !is_on_integers(law))
    return law.readable() + " has no classes that could be counted";
  return "";
}

bool has_one_class(const Population& law) {
  const std::span<const double> p = law.probabilities();
  return !p.empty() && std::count_if(p.begin(), p.end(), [](double x) { return x > 0; }) < 2;
}

std::string plan_fits(const Question& question) {
  ScenarioPlan& scenario = question.scenario;
  const Population& population = *scenario.population;
  const MarginSpec& margin = question.spec().margin;
  if (margin.absolute || margin.sd) return "the margin is relative: an error of the probabilities";
  const auto [view, reason] = pooled_view(population, scenario.route);
  if (view == nullptr) return reason;
  const Population& law = question.check.claimed ? *question.check.claimed : population;
  if (has_one_class(population) && has_one_class(law)) return population.readable() + " has only one class";
  if (question.check.claimed) {
    const std::string refusal = why_no_claim(law, question.spec().target.text);
    if (!refusal.empty()) return refusal;
    if (view == view_id<Counts>()) question.curve.claimed = law_on_classes(law, population);
    if (view == view_id<Counts>() ? question.curve.claimed.empty() : !is_on_integers(law))
      return law.readable() + " is not a law on the classes of " + population.readable();
  }
  keep_telling(question);
  if (question.curve.sizes.empty()) return "at n = N a sample without replacement is its population";
  const auto draws = [&](std::size_t size) {
    return static_cast<double>(scenario.sizes[size]) * static_cast<double>(question.replicates);
  };
  if (draws(question.curve.sizes.back()) > most_draws)
    return "there are more than 2^62 draws, which cannot be added up";
  if (std::find(scenario.made.begin(), scenario.made.end(), view) == scenario.made.end())
    scenario.made.own().push_back(view);
  for (const std::size_t size : question.curve.sizes) {
    PoolPlan pool{size};
    if (view != view_id<Counts>()) {
      IntegerClasses classes = integer_classes(law, draws(size));
      pool.first = classes.first;
      pool.p = std::move(classes.p);
      pool.draws = draws(size);
    }
    if (pool.p.size() == 1)
      return "no integer is expected 20 times in all draws at n = " + std::to_string(scenario.sizes[size]);
    need_pooled(question, pool);
  }
  return "";
}

/// Counts of classes and their law.
struct Pooled {
  std::vector<std::int64_t> counts;
  std::vector<double> p;
};

/// The pooled counts at one size. A run that was stopped has the integer classes of a study that asks for no
/// more draws: those that are too rare now join the rest.
Pooled pooled_of(const CurveEvidence& evidence, std::size_t i, std::int64_t draws) {
  const PoolPlan& pool = evidence.pool(i);
  const std::span<const double> p = evidence.pooled_law(i);
  Pooled all{evidence.pooled(i).counts, {p.begin(), p.end()}};
  all.counts.resize(p.size());  // of a claimed law: a class that is never drawn
  if (pool.p.empty() || static_cast<double>(draws) >= pool.draws) return all;
  IntegerClasses classes = integer_classes(evidence.claimed_law(), static_cast<double>(draws));
  const auto first = static_cast<std::ptrdiff_t>(classes.first - pool.first);
  const auto own = static_cast<std::ptrdiff_t>(classes.p.size() - 1);
  Pooled fewer{{all.counts.begin() + first, all.counts.begin() + first + own}, std::move(classes.p)};
  fewer.counts.push_back(draws - std::accumulate(fewer.counts.begin(), fewer.counts.end(), std::int64_t{0}));
  return fewer;
}

/// The pooled counts of so many replicates against the law. n of N items drawn without replacement tell as
/// much about their own law as n (N-1) / (N-n) draws with replacement; beyond N/2 the items left over, which
/// are the smaller sample, are judged. Another law is claimed of independent draws.
GoodnessOfFit fit_of(const CurveEvidence& evidence, std::size_t i, std::int64_t replicates, Pooled pooled) {
  const Population& population = *evidence.scenario().population;
  auto& [counts, p] = pooled;
  const std::optional<std::int64_t> items = population.finite_size();
  if (!items || evidence.claims_another()) return goodness_of_fit(counts, p);
  const double N = static_cast<double>(*items), n = evidence.n(evidence.curve().sizes[i]);
  if (2 * n <= N) return goodness_of_fit(counts, p, (N - n) / (N - 1));
  for (std::size_t k = 0; k < counts.size(); ++k) counts[k] = std::llrint(N * p[k]) * replicates - counts[k];
  GoodnessOfFit left = goodness_of_fit(counts, p, n / (N - 1));
  const double share = n / (N - n);  // by which an error of the draws is larger in what is left
  left.draws *= share * share;
  left.least_draws *= share * share;
  return left;
}

/// The error of the probabilities: sqrt(sum (q - p)^2 / p), the root mean square of their relative errors.
Estimated error_of(const GoodnessOfFit& fit, std::int64_t replicates) {
  Estimated e;
  e.count = replicates;
  if (fit.df == 0 && std::isfinite(fit.g)) {
    e.least = [least = static_cast<double>(replicates) * fit.least_draws / fit.draws](double) {
      return least;
    };
    e.note = "too few draws for two classes";
    return e;
  }
  e.value = std::sqrt(std::fmax(0, fit.g - fit.df) / fit.draws);
  e.limits = [fit](double tail) {
    return Limits{std::sqrt(fit.lower(tail) / fit.draws), std::sqrt(fit.upper(tail) / fit.draws)};
  };
  const Limits one_sigma = e.limits(special::normal_cdf(-1));
  e.se = (one_sigma.upper - one_sigma.lower) / 2;
  e.note = fmt::format("G = {:.4g} on {:.0f} df, p = {:.2g}", fit.g, fit.df, fit.too_far());
  if (fit.too_near() < 0.01) e.note += fmt::format("; as near or nearer with chance {:.2g}", fit.too_near());
  if (fit.rare > 0) e.note += fmt::format("; {} rare classes judged as one", fit.rare);
  return e;
}

/// Replicates that decide: they confirm a right law; if there are as many already, they tell the present
/// value.
double needed_of(const GoodnessOfFit& fit, double replicates, double value, double margin, const Tails& tails,
                 double chance) {
  const double most = margin * margin, effect = value * value;
  double draws = fit.draws_to_confirm(0, most, tails.confirm, chance);
  if (draws <= fit.draws && !std::isnan(value)) {
    draws = effect < most ? fit.draws_to_confirm(effect, most, tails.confirm, chance)
                          : fit.draws_to_refute(effect, tails.refute, chance);
  }
  return std::ceil(std::fmax(replicates + 1, replicates * draws / fit.draws));
}

void judge_fits(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  const double margin = evidence.spec().margin.relative.value_or(usual_margin);
  const std::string text =
      margin_text(evidence.spec().margin.given(), fmt::format("relative {:.6g}", margin));
  for (std::size_t i = 0; i < evidence.curve().sizes.size(); ++i) {
    const std::size_t size = evidence.curve().sizes[i];
    const std::vector<std::int64_t>& counts = evidence.pooled(i).counts;
    const std::int64_t draws = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    const std::int64_t replicates = draws / evidence.scenario().sizes[size];
    Pooled pooled = pooled_of(evidence, i, draws);
    const std::size_t classes = pooled.p.size();
    if (classes == 1) {
      Finding rare{undecidable(replicates, "no integer is expected 20 times in the draws so far"), 0, margin,
                   text};
      rare.size = size;
      rare.where = evidence.where(size);
      findings.push_back(std::move(rare));
      continue;
    }
    GoodnessOfFit fit = fit_of(evidence, i, replicates, std::move(pooled));
    Finding f{error_of(fit, replicates), 0, margin, text};
    f.size = size;
    f.where = evidence.where(size);
    if (fit.df > 0 || std::isinf(fit.g)) f.chance = std::fmin(fit.too_far(), fit.too_near());
    if (fit.df == 0) fit.df = static_cast<double>(classes - 1);
    f.needed = [fit, margin, count = static_cast<double>(replicates), value = f.estimated.value](
                   const Tails& tails, double chance) {
      return needed_of(fit, count, value, margin, tails, chance);
    };
    findings.push_back(std::move(f));
  }
}

}  // namespace

const Verb fits_verb = {
    .name = "fits",
    .form = "\"population\" or the name of another",
    .help =
        "sample = NAME instead of estimate and measure: the counts of all its draws have the probabilities "
        "of its own population, or of another by its name. Refuted by a G-test, of any error and of counts "
        "too near for independent draws; confirmed if their relative error (root mean square) lies inside "
        "the margin (usually relative = 0.01)",
    .example = "sample = \"x\", fits = \"population\"",
    .word = "population",
    .target = "its population",
    .plan = plan_fits,
    .judge = judge_fits,
    .of_sample = true};

}  // namespace plim
