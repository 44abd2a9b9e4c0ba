#include "plim/estimators/bayes/dirichlet.hpp"

#include <cmath>
#include <numeric>

#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr std::size_t element_limit = 32;

struct BoundPrior {
  std::vector<double> alpha;
  double level = 0;
};

Outcome<double> level_of(const Knowns& knowns) {
  if (!knowns.interval) return 0.0;
  if (!knowns.interval->method.empty() && knowns.interval->method != "equal_tailed") {
    return Refusal{"posterior_mean has no interval method \"" + knowns.interval->method +
                   "\"; it has \"equal_tailed\""};
  }
  return knowns.interval->level;
}

const Prior* find_prior(const Knowns& knowns) {
  const auto found = knowns.priors.find("p");
  return found == knowns.priors.end() ? nullptr : &found->second;
}

Outcome<BoundPrior> beta_prior(const Knowns& knowns) {
  const Prior* prior = find_prior(knowns);
  if (prior == nullptr || prior->law != "beta") {
    return Refusal{"a bernoulli model needs prior.p = { law = \"beta\", alpha = ..., beta = ... }"};
  }
  if (knowns.K && *knowns.K != 2) {
    return Refusal{"a bernoulli model needs a population with two classes; this one has " +
                   std::to_string(*knowns.K)};
  }
  const Outcome<double> level = level_of(knowns);
  if (!level) return Refusal{level.reason()};
  return BoundPrior{{prior->arguments.real("beta"), prior->arguments.real("alpha")}, *level};
}

Outcome<BoundPrior> dirichlet_prior(const Knowns& knowns) {
  const Prior* prior = find_prior(knowns);
  if (prior == nullptr || prior->law != "dirichlet") {
    return Refusal{"a categorical model needs prior.p = { law = \"dirichlet\", alpha = ... }"};
  }
  if (!knowns.K) return Refusal{"a categorical model needs a population with a known alphabet"};
  const Outcome<double> level = level_of(knowns);
  if (!level) return Refusal{level.reason()};
  const Value& alpha = prior->arguments.all().at("alpha");
  if (const auto* one = std::get_if<double>(&alpha)) {
    return BoundPrior{std::vector<double>(*knowns.K, *one), *level};
  }
  const auto& each = std::get<std::vector<double>>(alpha);
  if (each.size() != *knowns.K) {
    return Refusal{"prior.p.alpha has " + std::to_string(each.size()) + " entries, but the population has " +
                   std::to_string(*knowns.K) + " classes"};
  }
  return BoundPrior{each, *level};
}

}  // namespace

DirichletPosterior::DirichletPosterior(std::vector<double> alpha, bool bernoulli, double level)
    : alpha_(std::move(alpha)),
      total_(std::accumulate(alpha_.begin(), alpha_.end(), 0.0)),
      first_(bernoulli ? 1 : 0),
      last_(alpha_.size()),
      level_(level) {}

std::vector<Output> DirichletPosterior::outputs() const {
  if (first_ == 1) return {{"", "p", 1}};
  std::vector<Output> all;
  for (std::size_t k = 0; k < last_; ++k) all.push_back({"p[" + std::to_string(k) + "]", "p", k});
  return all;
}

void DirichletPosterior::estimate(const Counts::One& c, BetaIntervalMemo& memo, const Address&,
                                  const EstimateRef& out) const {
  const double total = total_ + static_cast<double>(c.n);
  for (std::size_t k = first_; k < last_; ++k) {
    const double a = alpha_[k] + static_cast<double>(c[k]);
    const double b = total - a;
    Cell& cell = out.out[k - first_];
    cell.value = a / total;
    cell.se = std::sqrt(cell.value * (b / total) / (total + 1));
    if (level_ > 0) {
      const Limits limits = memo(a, b, level_);
      cell.lo = limits.lo;
      cell.hi = limits.hi;
    }
  }
}

Outcome<BernoulliPosterior> BernoulliPosterior::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<BoundPrior> prior = beta_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  return BernoulliPosterior{{prior->alpha, true, prior->level}};
}

Outcome<CategoricalPosterior> CategoricalPosterior::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<BoundPrior> prior = dirichlet_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  if (prior->alpha.size() > element_limit) {
    return Refusal{"posterior_mean of p is given element by element up to 32 classes; this population has " +
                   std::to_string(prior->alpha.size())};
  }
  return CategoricalPosterior{{prior->alpha, false, prior->level}};
}

DirichletEvidence::DirichletEvidence(std::vector<double> alpha)
    : alpha_(std::move(alpha)), total_(std::accumulate(alpha_.begin(), alpha_.end(), 0.0)) {
  for (const double a : alpha_) log_gamma_.push_back(special::log_gamma(a));
  log_gamma_total_ = special::log_gamma(total_);
}

double DirichletEvidence::estimate(const Counts::One& c) const {
  double sum = log_gamma_total_ - special::log_gamma(total_ + static_cast<double>(c.n));
  for (std::size_t k = 0; k < alpha_.size(); ++k) {
    if (c[k] > 0) sum += special::log_gamma(alpha_[k] + static_cast<double>(c[k])) - log_gamma_[k];
  }
  return sum;
}

Outcome<BernoulliEvidence> BernoulliEvidence::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<BoundPrior> prior = beta_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  return BernoulliEvidence{DirichletEvidence(prior->alpha)};
}

Outcome<CategoricalEvidence> CategoricalEvidence::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<BoundPrior> prior = dirichlet_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  return CategoricalEvidence{DirichletEvidence(prior->alpha)};
}

}  // namespace plim
