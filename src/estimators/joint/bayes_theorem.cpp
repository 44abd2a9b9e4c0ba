#include "plim/estimators/joint/bayes_theorem.hpp"

#include "plim/estimators/joint/frequency.hpp"

namespace plim {

std::vector<Parameter> BayesTheorem::options() {
  return {{"prior", Domain::probability_or_text, "P(A): \"marginal\", the observed share, or a number",
           Value{std::string("marginal")}}};
}

Outcome<BayesTheorem> BayesTheorem::bind(const Knowns& knowns, const Arguments& options) {
  if (knowns.given.empty())
    return Refusal{"bayes_theorem is for P(A given B): write given = { ... } in `of`"};
  BayesTheorem bound;
  const Value& prior = options.all().at("prior");
  if (const auto* number = std::get_if<double>(&prior)) {
    bound.prior_ = *number;
  } else if (prior == Value{std::string("marginal")}) {
    const Outcome<ProportionInterval> interval = ProportionInterval::bind(knowns, name);
    if (!interval) return Refusal{interval.reason()};
    bound.interval_ = *interval;
  } else {
    return Refusal{"prior is " + readable(prior) + ", but must be \"marginal\" or a number in [0, 1]"};
  }
  std::vector<FactorTerm> both = knowns.about;
  both.insert(both.end(), knowns.given.begin(), knowns.given.end());
  bound.a_ = classes_of(knowns.factors, knowns.about);
  bound.b_ = classes_of(knowns.factors, knowns.given);
  bound.both_ = classes_of(knowns.factors, both);
  return bound;
}

void BayesTheorem::estimate(const Counts::One& c, NoWorkspace&, const Address&,
                            const EstimateRef& out) const noexcept {
  const double n = static_cast<double>(c.n);
  const std::int64_t in_a = count_of(c, a_), in_b = count_of(c, b_), in_both = count_of(c, both_);
  const double a = static_cast<double>(in_a), b = static_cast<double>(in_b),
               both = static_cast<double>(in_both);
  const double prior = prior_.value_or(a / n);
  const double likelihood = in_a > 0 ? both / a : 0.0;
  double evidence = b / n;
  if (prior_) {
    const bool needed_missing = (in_a == 0 && prior > 0) || (in_a == c.n && prior < 1);
    const double otherwise = in_a < c.n ? (b - both) / (n - a) : 0.0;
    evidence = needed_missing ? 0.0 : likelihood * prior + otherwise * (1 - prior);
  }
  if (!(evidence > 0)) {
    out.status = Status::undefined;
    return;
  }
  if (interval_.wanted()) out.out[0] = interval_.cell(in_both, in_b);
  out.out[0].value = likelihood * prior / evidence;
  out.status = ProportionInterval::status_of(out.out[0].value);
}

}  // namespace plim
