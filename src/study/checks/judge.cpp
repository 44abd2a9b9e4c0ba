#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "evidence.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr double wanted_chance = 0.99;  // that the replicates said to be needed decide

std::string target_text(const CheckSpec& spec) {
  switch (spec.target.kind) {
    case TargetSpec::Kind::theory: return "theory";
    case TargetSpec::Kind::truth: return "the truth";
    case TargetSpec::Kind::series: return spec.target.series;
    case TargetSpec::Kind::population: return "its population";
    case TargetSpec::Kind::number: break;
  }
  return fmt::format("{:.6g}", spec.target.number);
}

std::string question_of(const CheckSpec& spec) {
  if (!spec.sample.empty()) return spec.sample + " " + spec.verb + " " + target_text(spec);
  std::string with;
  for (const std::string& label : spec.with) with += (with.empty() ? " by " : ", ") + label;
  return spec.measure + " of " + spec.estimate + with + " " + spec.verb + " " + target_text(spec);
}

bool is_too_skewed(const Estimated& e, double tail) {
  return static_cast<double>(e.count) < least_count(e.skewness, tail);
}

/// Limits that are passed with probability `tail` on either side. With too few replicates for the normal law
/// by Cantelli's inequality (1910), which holds for any law and decides what lies far off alone.
Limits limits_of(const Finding& f, double tail) {
  const Estimated& e = f.estimated;
  if (f.exact || !is_too_skewed(e, tail)) return e.limits(tail);
  const double half = std::sqrt(1 / tail - 1) * e.se;
  return {e.value - half, e.value + half};
}

bool decidable(const Finding& f) {
  const double count = static_cast<double>(f.estimated.count);
  return f.exact ? f.estimated.count > 0 : count >= f.estimated.least;
}

bool refutes(const Finding& f, double tail) {
  if (!decidable(f)) return false;
  if (!std::isnan(f.chance)) return f.chance < tail;
  const Limits l = limits_of(f, tail);
  return l.upper < f.low || l.lower > f.high;
}

bool confirms(const Finding& f, double tail) {
  if (!decidable(f)) return false;
  const Limits l = limits_of(f, tail);
  return l.lower >= f.low && l.upper <= f.high;
}

Verdict decide(const Finding& f, const Tails& tails) {
  if (refutes(f, f.exact ? tails.confirm : tails.refute)) return Verdict::refuted;
  return confirms(f, tails.confirm) ? Verdict::confirmed : Verdict::undecided;
}

/// Replicates that decide an undecided finding with the wanted chance for all findings of its check: enough
/// to confirm the claim if it is true in the middle of its margin; if there are as many already, enough to
/// tell the present value from the nearer end.
double needed(const Finding& f, const Tails& tails, std::size_t findings) {
  const double count = static_cast<double>(f.estimated.count), se = f.estimated.se;
  const double chance = 1 - (1 - wanted_chance) / (2 * static_cast<double>(findings));
  if (f.needed) return f.needed(tails, chance);
  const double z_confirm = -special::normal_quantile(tails.confirm) + special::normal_quantile(chance);
  const double z_refute = -special::normal_quantile(tails.refute) + special::normal_quantile(chance);
  const double least = std::max(f.estimated.least, least_count(f.estimated.skewness, tails.confirm));
  const auto with = [&](double z, double distance) { return count * std::pow(z * se / distance, 2); };
  const double middle = std::max(least, with(z_confirm, (f.high - f.low) / 2));
  if (std::isfinite(f.high - f.low) && middle > count) return std::ceil(middle);
  const double distance =
      std::min(std::fabs(f.estimated.value - f.low), std::fabs(f.estimated.value - f.high));
  const bool inside = f.estimated.value >= f.low && f.estimated.value <= f.high;
  return std::ceil(std::max({least, count + 1, with(inside ? z_confirm : z_refute, distance)}));
}

/// How far an interval reaches beyond its margin, in standard errors: the larger, the worse for the claim.
double reach(const Finding& f, double tail) {
  const Limits l = limits_of(f, tail);
  const double beyond = std::max(l.upper - f.high, f.low - l.lower);
  if (std::isnan(beyond)) return std::numeric_limits<double>::infinity();
  return f.estimated.se > 0 ? beyond / f.estimated.se : beyond * std::numeric_limits<double>::infinity();
}

/// All checks of a run.
class Judge {
 public:
  Judge(const Plan& plan, const Gather& gathered, const PredictionTable& predictions) : plan_(plan) {
    std::vector<Record> totals(plan.scenarios.size());
    std::set<std::size_t> made;
    for (const CheckPlan& check : plan.checks) {
      findings_.emplace_back();
      for (const CheckCurve& curve : check.curves) {
        const std::size_t scenario = plan.groups[curve.group].points[curve.point].scenario;
        if (made.insert(scenario).second) totals[scenario] = gathered.total(scenario);
        const std::size_t before = findings_.back().size();
        check.verb->judge({plan, check, curve, totals[scenario], predictions[scenario]}, findings_.back());
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
        tails_[scenario] = {level_, level_ / standing / std::max(1.0, count) / 2};
      }
      std::set<std::size_t> now = refuted;
      for (const auto& findings : findings_) {
        for (const Finding& f : findings) {
          if (!f.exact && refuted.count(f.scenario) == 0 && refutes(f, tails_[f.scenario].refute))
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
    r.question = question_of(check.spec);
    r.estimate = check.spec.estimate;
    r.measure = check.spec.measure;
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
      if (r.verdict == Verdict::undecided && !f.exact)
        r.needed = std::fmax(r.needed, needed(f, tails, findings.size()));
    }
    describe(*worst, r);
    exploratory(r);
    return r;
  }

  void describe(const Finding& f, CheckResult& r) const {
    const Tails& tails = tails_.at(f.scenario);
    const Limits narrow = limits_of(f, tails.confirm), wide = limits_of(f, tails.refute);
    r.worst = f.where;
    r.value = f.estimated.value;
    r.lower = narrow.lower;
    r.upper = narrow.upper;
    r.wide_lower = wide.lower;
    r.wide_upper = wide.upper;
    r.margin_low = f.low;
    r.margin_high = r.verdict == Verdict::refuted && !std::isnan(f.chance) ? f.low : f.high;
    r.prediction = f.prediction;
    r.confidence = f.exact ? 1 : 1 - 2 * tails.confirm;
    r.wide_confidence = f.exact ? 1 : 1 - 2 * tails.refute;
    r.note = f.estimated.note;
    const bool refuted = r.verdict == Verdict::refuted, undecided = r.verdict == Verdict::undecided;
    if (f.exact || f.estimated.least > 0 ||
        !is_too_skewed(f.estimated, refuted ? tails.refute : tails.confirm))
      return;
    r.note = fmt::format("{} (skewness {:.2g})",
                         undecided ? "too few replicates for this level" : "limits by Cantelli's inequality",
                         f.estimated.skewness);
  }

  void exploratory(CheckResult& r) const {
    const std::vector<std::uint64_t>& looks = plan_.verdict.looks;
    if (looks.empty() || std::find(looks.begin(), looks.end(), plan_.replicates) != looks.end()) return;
    const std::string would_be = verdict_names[static_cast<std::size_t>(r.verdict)];
    r.verdict = Verdict::exploratory;
    r.note = "not a declared look; it would be " + would_be + (r.note.empty() ? "" : "; " + r.note);
  }

  const Plan& plan_;
  double level_ = 0;                            // of this look
  std::vector<std::vector<Finding>> findings_;  // [check]
  std::map<std::size_t, Tails> tails_;          // by scenario
};

}  // namespace

std::vector<CheckResult> judge_checks(const Plan& plan, const Gather& gathered,
                                      const PredictionTable& predictions) {
  return Judge(plan, gathered, predictions)();
}

}  // namespace plim
