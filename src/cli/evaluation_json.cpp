#include <cmath>

#include "evaluation_report.hpp"
#include "plim/estimators/evaluation/power.hpp"

namespace plim::cli {
namespace {

void add_members(Json& to, const Json& from) {
  for (const auto& [name, value] : from.members()) to[name] = value;
}

Json interval_json(const Limits& limits) {
  if (std::isnan(limits.lower) || std::isnan(limits.upper)) return nullptr;
  return {json_real(limits.lower), json_real(limits.upper)};
}

/// What an error says; `scale` and `map` take the mean to what is shown.
template <class Map>
Json bar_json(const ErrorBar& bar, const EvaluationPart& part, bool is_gap, double se, Map map) {
  Json json = {{"standard_error", json_real(se)},
               {"interval", interval_json({map(bar.limits.lower), map(bar.limits.upper)})},
               {"groups", bar.mean.groups},
               {"degrees_of_freedom", json_real(bar.mean.df)}};
  if (is_gap) json["p"] = json_real(bar.p);
  if (const std::string reason = why_no_error(bar, part); !reason.empty()) json["reason"] = reason;
  return json;
}

template <class Map>
Json quantity_json(const SeriesResult& result, const EvaluationPart& part, bool is_gap, double factor,
                   Map map) {
  Json errors = Json::object();
  for (const ErrorBar& bar : result.bars) {
    const double se = bar.mean.se * factor;
    errors[word_of(bar.by)] = bar_json(bar, part, is_gap, se, map);
  }
  return {{"value", json_real(map(result.value))},
          {"error_by", word_of(result.bars.front().by)},
          {"errors", errors}};
}

Json plain_json(const SeriesResult& result, const EvaluationPart& part, bool is_gap) {
  return quantity_json(result, part, is_gap, 1, [](double x) { return x; });
}

Json exponential_json(const SeriesResult& result, const EvaluationPart& part, double nats) {
  const auto map = [nats](double x) { return std::exp(x * nats); };
  return quantity_json(result, part, false, map(result.value) * nats, map);
}

Json power_json(const ErrorBar& bar, const EvaluationRules& rules) {
  const auto needed = evaluation::groups_needed(bar.mean, rules.alpha, rules.power);
  return {{"alpha", rules.alpha},
          {"power", rules.power},
          {"minimum_detectable_effect",
           json_real(evaluation::detectable_gap(bar.mean, rules.alpha, rules.power))},
          {"groups_needed", needed ? Json(*needed) : Json(nullptr)}};
}

Json gap_json(const EvaluationSeries& series, const SeriesResult& result, const EvaluationPart& part,
              const EvaluationRules& rules, const EvaluationWords& words) {
  Json gap = {{"first", series.column}, {"second", series.other}};
  gap["gap"] = plain_json(result, part, true);
  if (series.kind == SeriesKind::loss_gap)
    gap["perplexity_ratio"] = exponential_json(result, part, words.nats);
  if (result.mcnemar)
    gap["mcnemar"] = {{"only_first", result.mcnemar->only_first},
                      {"only_second", result.mcnemar->only_second},
                      {"p", json_real(result.mcnemar->p)}};
  gap["p"] = json_real(result.p);
  if (!std::isnan(result.adjusted)) gap["p_adjusted"] = json_real(result.adjusted);
  add_members(gap, power_json(result.bars.front(), rules));
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
                          {"perplexity", exponential_json(result, part, words.nats)}});
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
