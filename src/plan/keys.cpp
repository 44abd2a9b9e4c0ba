#include "plim/plan/keys.hpp"

#include "plim/core/digest.hpp"
#include "plim/core/number.hpp"

namespace plim {
namespace {

Key key_of(const std::string& text) { return {leading_word(sha256(text))}; }

std::string text_of(std::span<const FactorTerm> terms, std::span<const Factor> factors) {
  std::string text;
  for (const FactorTerm& t : terms) {
    const Factor& factor = factors[t.factor];
    text += (text.empty() ? "" : ",") + factor.name + (t.level ? "=" + factor.levels[*t.level] : "");
  }
  return text;
}

/// NAME(OPTIONS) and all that it was told of what to estimate, but the interval, which changes no estimate.
std::string identity_of(const EstimatorFacts& estimator, const Knowns& knowns) {
  std::string text = estimator.name + "(" + estimator.options + ") of " + knowns.estimand;
  if (!knowns.about.empty()) text += " about " + text_of(knowns.about, knowns.factors);
  for (const std::size_t column : knowns.columns) text += " column " + std::to_string(column);
  if (knowns.number) text += " at " + canonical(Value(*knowns.number));
  if (!knowns.given.empty()) text += " given " + text_of(knowns.given, knowns.factors);
  if (!knowns.reference.empty()) text += " reference " + hex(sha256(canonical(Value(knowns.reference))));
  if (!knowns.likelihood.empty()) text += " model " + knowns.likelihood;
  for (const auto& [parameter, prior] : knowns.priors)
    text += " prior " + parameter + " " + prior.law + " " + prior.arguments.canonical();
  if (!knowns.smoothing.empty())
    text += " smoothing " + knowns.smoothing + " " + knowns.smoothing_options.canonical();
  return text;
}

std::string size_line(std::int64_t n) { return "n " + canonical(n) + "\n"; }

/// What all streams of a scenario have in common.
std::string head_of(const ScenarioPlan& scenario, std::uint64_t seed) {
  return "plim-stream 1\nseed " + std::to_string(seed) + "\nsample " + scenario.names->sample + " " +
         (scenario.nested ? "nested" : "independent") + " " + std::string(route_name(scenario.route)) +
         "\npopulation " + scenario.population->canonical() + "\n";
}

/// What names one stream: its head, at which size ("" for a nested path), what it is drawn for (data,
/// realise, estimator), by which estimator.
std::string stream_text(const std::string& head, const std::string& size_line, const std::string& purpose,
                        const std::string& estimator) {
  return head + size_line + "purpose " + purpose + "\nestimator " + estimator + "\n";
}

/// The texts of a purpose that no estimator has of its own.
std::vector<std::string> texts_for(const ScenarioPlan& scenario, std::uint64_t seed,
                                   const std::string& purpose) {
  const std::string head = head_of(scenario, seed);
  if (scenario.nested) return {stream_text(head, "", purpose, "-")};
  std::vector<std::string> texts;
  for (const std::int64_t n : scenario.sizes) texts.push_back(stream_text(head, size_line(n), purpose, "-"));
  return texts;
}

std::vector<Key> keys_of(const std::vector<std::string>& texts) {
  std::vector<Key> keys;
  keys.reserve(texts.size());
  for (const std::string& text : texts) keys.push_back(key_of(text));
  return keys;
}

}  // namespace

std::vector<std::string> stream_texts(const ScenarioPlan& scenario, std::uint64_t seed) {
  return texts_for(scenario, seed, "data");
}

void make_keys(ScenarioPlan& scenario, std::uint64_t seed) {
  scenario.keys = keys_of(stream_texts(scenario, seed));
  scenario.law_keys.clear();
  if (scenario.population->draws_law()) scenario.law_keys = keys_of(texts_for(scenario, seed, "realise"));
}

std::vector<std::string> estimator_texts(const ScenarioPlan& scenario, std::uint64_t seed, std::size_t use) {
  const std::string identity = identity_of(scenario.estimators[use].facts, scenario.knowns[use]);
  const std::string head = head_of(scenario, seed);
  std::vector<std::string> texts;
  for (const std::int64_t n : scenario.sizes)
    texts.push_back(stream_text(head, size_line(n), "estimator", identity));
  return texts;
}

std::vector<Key> estimator_keys(const ScenarioPlan& scenario, std::uint64_t seed, std::size_t use) {
  return keys_of(estimator_texts(scenario, seed, use));
}

std::string series_text(const ScenarioPlan& scenario, std::size_t size, std::size_t series) {
  const auto estimator = [&scenario](std::size_t use) {
    return identity_of(scenario.estimators[use].facts, scenario.knowns[use]);
  };
  const SeriesPlan& s = scenario.series[series];
  std::string text;
  for (std::size_t i = scenario.nested ? 0 : size; i <= size; ++i) text += size_line(scenario.sizes[i]);
  text += "estimator " + estimator(s.use) + " output " + std::to_string(s.element) + "\n";
  if (const auto& interval = scenario.knowns[s.use]->interval)
    text += "interval " + canonical(interval->level) + " " + interval->method + "\n";
  if (s.truth) text += "truth " + canonical(*s.truth) + "\n";
  if (s.drawn_truth)
    text += "truth by " + estimator(s.drawn_truth->use) + " " + std::to_string(s.drawn_truth->element) + "\n";
  if (s.control) {
    const ControlPlan& control = scenario.controls[*s.control];
    text += "control " + estimator(control.place.use) + " " + std::to_string(control.place.element) + " of " +
            canonical(control.mean) + "\n";
  }
  return text;
}

}  // namespace plim
