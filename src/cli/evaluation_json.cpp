#include <cmath>

#include "evaluation_power.hpp"

namespace plim::cli {
namespace {

void add_members(Json& to, const Json& from) {
  for (const auto& [name, value] : from.members()) to[name] = value;
}

Json interval_json(const Limits& limits) {
  if (std::isnan(limits.lower) || std::isnan(limits.upper)) return nullptr;
  return {json_real(limits.lower), json_real(limits.upper)};
}

/// What an error says; the standard error and the limits as shown.
Json bar_json(const ErrorBar& bar, const EvaluationPart& part, bool is_gap, double se, const Limits& limits) {
  Json json = {{"standard_error", json_real(se)},
               {"interval", interval_json(limits)},
               {"groups", bar.mean.groups},
               {"effective_groups", json_real(bar.mean.effective)},
               {"largest_share", json_real(bar.mean.largest)},
               {"degrees_of_freedom", json_real(bar.mean.df)}};
  if (is_gap) {
    json["p"] = json_real(bar.p);
    json["test"] = bar.test == GapTest::none ? Json(nullptr) : Json(word_of(bar.test));
  }
  std::string reason = why_no_error(bar, part);
  if (reason.empty() && std::isnan(limits.lower)) reason = beyond_doubles;
  if (!reason.empty()) json["reason"] = reason;
  return json;
}

template <class LimitsOf>
Json quantity_json(const SeriesResult& result, const EvaluationPart& part, bool is_gap, double value,
                   double factor, LimitsOf limits_of) {
  Json errors = Json::object();
  for (const ErrorBar& bar : result.bars)
    errors[word_of(bar.by)] = bar_json(bar, part, is_gap, bar.mean.se * factor, limits_of(bar));
  return {{"value", json_real(value)}, {"error_by", word_of(result.bars.front().by)}, {"errors", errors}};
}

Json plain_json(const SeriesResult& result, const EvaluationPart& part, bool is_gap) {
  return quantity_json(result, part, is_gap, result.value, 1, [](const ErrorBar& bar) { return bar.limits; });
}

Json exponential_json(const EvaluationSeries& series, const SeriesResult& result, const EvaluationPart& part,
                      const EvaluationWords& words) {
  const double value = std::exp(result.value * words.nats);
  return quantity_json(result, part, false, value, value * words.nats,
                       [&](const ErrorBar& bar) { return exponential_limits(series, bar, words); });
}

Json power_json(const GapPower& power, const EvaluationRules& rules) {
  return {{"alpha", rules.alpha},
          {"power", rules.power},
          {"power_of", power.test == GapTest::none ? Json(nullptr) : Json(word_of(power.test))},
          {"minimum_detectable_effect", power.detectable ? Json(*power.detectable) : Json(nullptr)},
          {"groups_needed", power.needed ? Json(*power.needed) : Json(nullptr)}};
}

Json gap_json(const EvaluationSeries& series, const SeriesResult& result, const EvaluationPart& part,
              const EvaluationRules& rules, const EvaluationWords& words) {
  Json gap = {{"first", series.column}, {"second", series.other}};
  gap["gap"] = plain_json(result, part, true);
  if (series.kind == SeriesKind::loss_gap)
    gap["perplexity_ratio"] = exponential_json(series, result, part, words);
  if (result.mcnemar)
    gap["mcnemar"] = {{"only_first", result.mcnemar->only_first},
                      {"only_second", result.mcnemar->only_second},
                      {"p", json_real(result.mcnemar->p)}};
  gap["p"] = json_real(result.p);
  const GapTest test = result.bars.front().test;
  gap["test"] = test == GapTest::none ? Json(nullptr) : Json(word_of(test));
  if (!std::isnan(result.adjusted)) gap["p_adjusted"] = json_real(result.adjusted);
  add_members(gap, power_json(power_of(series, result, part, rules), rules));
  const std::string better = better_of(series, result, rules.alpha);
  gap["better"] = better.empty() ? Json(nullptr) : Json(better);
  return gap;
}

/// The series of a part, or of the mean over tasks.
Json series_json(const EvaluationItems& items, const std::vector<SeriesResult>& results,
                 const EvaluationPart& part, const EvaluationRules& rules, const EvaluationWords& words) {
  Json losses = Json::array(), scores = Json::array(), loss_gap = nullptr, score_gap = nullptr;
  Json bytes = Json::array();
  for (std::size_t s = 0; s < items.series.size(); ++s) {
    const EvaluationSeries& series = items.series[s];
    const SeriesResult& result = results[s];
    switch (series.kind) {
      case SeriesKind::loss:
        losses.push_back({{"column", series.column},
                          {"mean_loss", plain_json(result, part, false)},
                          {"perplexity", exponential_json(series, result, part, words)}});
        break;
      case SeriesKind::bits_per_byte:
        bytes.push_back({{"column", series.column}, {"bits_per_byte", plain_json(result, part, false)}});
        break;
      case SeriesKind::score:
        scores.push_back({{"column", series.column},
                          {series.shares ? "accuracy" : "mean_score", plain_json(result, part, false)}});
        break;
      case SeriesKind::loss_gap: loss_gap = gap_json(series, result, part, rules, words); break;
      case SeriesKind::score_gap: score_gap = gap_json(series, result, part, rules, words); break;
    }
  }
  return {{"losses", losses},
          {"bits_per_byte", bytes},
          {"scores", scores},
          {"loss_gap", loss_gap},
          {"score_gap", score_gap}};
}

Json part_json(const EvaluationItems& items, const EvaluationPart& part, const EvaluationRules& rules,
               const EvaluationWords& words) {
  Json json = Json::object();
  if (!part.task.empty()) json["task"] = part.task;
  json["items"] = part.items;
  json["clusters"] = part.clusters > 0 ? Json(part.clusters) : Json(nullptr);
  add_members(json, series_json(items, part.series, part, rules, words));
  return json;
}

Json pairing_json(const EvaluationPairing& pairing) {
  Json files = Json::array();
  for (std::size_t f = 0; f < 2; ++f)
    files.push_back(
        {{"file", pairing.files[f]}, {"missing", pairing.missing[f]}, {"alone", pairing.alone[f]}});
  return {{"by", pairing.by}, {"files", files}};
}

}  // namespace

Json evaluation_json(const EvaluationItems& items, const Evaluation& e, const EvaluationRules& rules,
                     const EvaluationWords& words) {
  Json json = {{"missing", words.missing}, {"unit", words.unit}, {"level", rules.level}};
  if (words.pairing) json["pairing"] = pairing_json(*words.pairing);
  add_members(json, part_json(items, e.all, rules, words));
  if (!e.tasks.empty()) {
    Json tasks = Json::array();
    for (const EvaluationPart& task : e.tasks) tasks.push_back(part_json(items, task, rules, words));
    json["tasks"] = tasks;
    json["macro"] = series_json(items, e.macro, e.all, rules, words);
  }
  json["verdicts"] = verdicts_of(items, e.all, rules, words);
  return json;
}

}  // namespace plim::cli
