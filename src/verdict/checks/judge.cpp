#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "decide.hpp"
#include "plim/random/address.hpp"
#include "plim/verdict/evidence.hpp"

namespace plim {
namespace {

std::string text_of(const TargetSpec& target, const Verb& verb) {
  switch (target.kind) {
    case TargetSpec::Kind::number: return fmt::format("{:.6g}", target.number);
    case TargetSpec::Kind::range: return fmt::format("[{:.6g}, {:.6g}]", target.number, target.upper);
    case TargetSpec::Kind::word: return verb.target;
    default: return target.text;
  }
}

std::string question_of(const CheckPlan& check) {
  const CheckSpec& spec = check.spec;
  const std::string text = text_of(spec.target, *check.verb);
  if (!spec.sample.empty()) return spec.sample + " " + spec.verb + " " + text;
  std::string with;
  for (const std::string& label : spec.with) with += (with.empty() ? " by " : ", ") + label;
  return check.measure->name + std::string(" of ") + spec.estimate + with + " " + spec.verb + " " + text;
}

/// All checks of a run.
class Judge {
 public:
  Judge(const Plan& plan, const Gathered& gathered, const PredictionTable& predictions) : plan_(plan) {
    for (const std::uint64_t done : gathered.done.replicates) replicates_ = std::max(replicates_, done);
    for (const CheckPlan& check : plan.checks) {
      findings_.emplace_back();
      for (const CheckCurve& curve : check.curves) {
        const std::size_t scenario = plan.groups[curve.group].points[curve.point].scenario;
        const std::size_t before = findings_.back().size();
        check.verb->judge({plan, check, curve, gathered.totals[scenario], predictions[scenario]},
                          findings_.back());
        for (std::size_t i = before; i < findings_.back().size(); ++i)
          findings_.back()[i].scenario = scenario;
      }
    }
    level_ = plan.verdict.level / static_cast<double>(std::max<std::size_t>(1, plan.verdict.looks.size()));
    set_tails();
  }

  std::vector<CheckResult> operator()() const {
    std::vector<CheckResult> results;
    for (std::size_t c = 0; c < findings_.size(); ++c) results.push_back(result(c));
    return results;
  }

 private:
  /// Bonferroni within a scenario, Holm (1979) over scenarios: while some are refuted at the level that the
  /// scenarios still standing share, those standing share it among fewer.
  void set_tails() {
    std::map<std::size_t, double> points;
    for (const auto& findings : findings_) {
      for (const Finding& f : findings) points[f.scenario] += f.exact ? 0 : 1;
    }
    std::set<std::size_t> refuted;
    for (bool changed = true; changed;) {
      changed = false;
      const double standing = static_cast<double>(points.size() - refuted.size());
      for (const auto& [scenario, count] : points) {
        if (refuted.count(scenario) != 0) continue;
        tails_[scenario] = {level_, level_ / standing / std::max(1.0, count) / 2, plan_.verdict.max_failures};
      }
      std::set<std::size_t> now = refuted;
      for (const auto& findings : findings_) {
        for (const Finding& f : findings) {
          if (!f.exact && refuted.count(f.scenario) == 0 && decide(f, tails_[f.scenario]) == Verdict::refuted)
            now.insert(f.scenario);
        }
      }
      changed = now.size() > refuted.size() && now.size() < points.size();
      refuted = std::move(now);
    }
  }

  CheckResult result(std::size_t c) const {
    const CheckPlan& check = plan_.checks[c];
    const std::vector<Finding>& findings = findings_[c];
    CheckResult r;
    r.name = check.spec.name;
    r.question = question_of(check);
    r.estimate = check.spec.estimate;
    if (check.measure != nullptr) r.measure = check.measure->name;
    r.verb = check.spec.verb;
    r.expect_refuted = check.spec.expect_refuted;
    r.points = static_cast<std::int64_t>(findings.size());
    r.level = plan_.verdict.level;
    if (findings.empty()) {
      r.note = "no point could be judged";
      return r;
    }
    r.verdict = Verdict::confirmed;
    const Finding* worst = nullptr;
    bool never = false;  // decides however many replicates there are
    for (const Finding& f : findings) {
      const Verdict v = decide(f, tails_.at(f.scenario));
      if (v == Verdict::refuted || (v == Verdict::undecided && r.verdict == Verdict::confirmed))
        r.verdict = v;
    }
    for (const Finding& f : findings) {
      const Tails& tails = tails_.at(f.scenario);
      if (decide(f, tails) != r.verdict) continue;
      if (worst == nullptr || reach(f, tails.confirm) > reach(*worst, tails_.at(worst->scenario).confirm))
        worst = &f;
      if (r.verdict != Verdict::undecided || f.exact) continue;
      const double more = needed(f, tails, findings.size());
      never = never || std::isnan(more);
      r.needed = std::fmax(r.needed, more);
    }
    describe(*worst, r);
    r.measured = measured(check, *worst);
    const bool too_many = r.needed > static_cast<double>(replicate_limit);
    if (too_many && !never)
      r.note += (r.note.empty() ? "" : "; ") + std::string("no number of replicates that can be run decides");
    if (too_many || never) r.needed = not_given;
    exploratory(r);
    return r;
  }

  /// A measure that may be taken less a control variate is another number with it and without.
  static std::string measured(const CheckPlan& check, const Finding& f) {
    if (check.measure == nullptr) return "";
    const bool either = check.measure->takes_control && !check.measure->needs_control;
    return (either ? f.estimated.controlled ? "controlled " : "raw " : "") + std::string(check.measure->name);
  }

  void describe(const Finding& f, CheckResult& r) const {
    const Tails& tails = tails_.at(f.scenario);
    const Limits narrow = f.estimated.limits(tails.confirm), wide = f.estimated.limits(tails.refute);
    r.worst = f.where;
    r.value = f.estimated.value;
    r.lower = narrow.lower;
    r.upper = narrow.upper;
    r.wide_lower = wide.lower;
    r.wide_upper = wide.upper;
    r.margin_low = f.low;
    const bool by_chance = r.verdict == Verdict::refuted && !std::isnan(f.chance);  // without a margin
    r.margin_high = by_chance ? f.low : f.high;
    r.margin = by_chance ? "" : f.margin;
    r.prediction = f.prediction;
    r.confidence = f.exact ? 1 : 1 - 2 * tails.confirm;
    r.wide_confidence = f.exact ? 1 : 1 - 2 * tails.refute;
    r.failed = f.failed;
    r.note = note_of(f, tails, r.verdict);
  }

  static std::string note_of(const Finding& f, const Tails& tails, Verdict verdict) {
    std::vector<std::string> parts;
    if (f.failed > 0) {
      parts.push_back(fmt::format("{:.3g} % of the replicates gave no {}", 100 * f.failed, f.lacking));
      if (!f.causes.empty()) parts.back() += " (" + f.causes + ")";
      if (has_failed(f, tails))
        parts.back() += fmt::format(", more than max_failures = {:.3g}", tails.most_failed);
    }
    if (verdict == Verdict::undecided && f.objection) parts.push_back(f.objection(tails.confirm));
    parts.push_back(f.estimated.remark(verdict == Verdict::refuted ? tails.refute : tails.confirm));
    parts.push_back(f.estimated.note);
    if (verdict != Verdict::refuted) parts.push_back(f.margin_note);
    std::string note;
    for (const std::string& part : parts) note += (note.empty() || part.empty() ? "" : "; ") + part;
    return note;
  }

  void exploratory(CheckResult& r) const {
    const std::vector<std::uint64_t>& looks = plan_.verdict.looks;
    if (looks.empty() || std::find(looks.begin(), looks.end(), replicates_) != looks.end()) return;
    const std::string would_be = verdict_names[static_cast<std::size_t>(r.verdict)];
    r.verdict = Verdict::exploratory;
    r.note = "not a declared look; it would be " + would_be + (r.note.empty() ? "" : "; " + r.note);
  }

  const Plan& plan_;
  std::uint64_t replicates_ = 0;
  double level_ = 0;                            // of this look
  std::vector<std::vector<Finding>> findings_;  // [check]
  std::map<std::size_t, Tails> tails_;          // by scenario
};

}  // namespace

std::vector<CheckResult> judge_checks(const Plan& plan, const Gathered& gathered,
                                      const PredictionTable& predictions) {
  return Judge(plan, gathered, predictions)();
}

}  // namespace plim
