#include "plim/estimators/bayes/dirichlet.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {
namespace {

constexpr std::size_t element_limit = 32;

using Weights = std::vector<double>;

const Prior* find_prior(const Knowns& knowns) {
  const auto found = knowns.priors.find("p");
  return found == knowns.priors.end() ? nullptr : &found->second;
}

Outcome<Weights> beta_prior(const Knowns& knowns) {
  const Prior* prior = find_prior(knowns);
  if (prior == nullptr || prior->law != "beta") {
    return Refusal{"a bernoulli model needs prior.p = { law = \"beta\", alpha = ..., beta = ... }"};
  }
  if (knowns.K && *knowns.K != 2) {
    return Refusal{"a bernoulli model needs a population with two classes; this one has " +
                   std::to_string(*knowns.K)};
  }
  return Weights{prior->arguments.real("beta"), prior->arguments.real("alpha")};
}

Outcome<Weights> dirichlet_prior(const Knowns& knowns) {
  const Prior* prior = find_prior(knowns);
  if (prior == nullptr || prior->law != "dirichlet") {
    return Refusal{"a categorical model needs prior.p = { law = \"dirichlet\", alpha = ... }"};
  }
  if (!knowns.K) return Refusal{"a categorical model needs a population with a known alphabet"};
  const Value& alpha = prior->arguments.all().at("alpha");
  if (const auto* one = std::get_if<double>(&alpha)) return Weights(*knowns.K, *one);
  const auto& each = std::get<std::vector<double>>(alpha);
  if (each.size() != *knowns.K) {
    return Refusal{"prior.p.alpha has " + std::to_string(each.size()) + " entries, but the population has " +
                   std::to_string(*knowns.K) + " classes"};
  }
  return each;
}

/// What the classes behind each weigh.
Weights behind(Weights alpha) {
  double sum = 0;
  for (std::size_t k = alpha.size(); k-- > 0;) sum += std::exchange(alpha[k], sum);
  return alpha;
}

/// What all other classes weigh, of each class: a sum, since the total less a heavy class has lost the light.
Weights others_of(const Weights& alpha) {
  Weights others = behind(alpha);
  double before = 0;
  for (std::size_t k = 0; k < alpha.size(); ++k) {
    others[k] += before;
    before += alpha[k];
  }
  return others;
}

}  // namespace

DirichletPosterior::DirichletPosterior(std::vector<double> alpha, bool bernoulli, double level, Centre centre)
    : alpha_(std::move(alpha)),
      others_(others_of(alpha_)),
      first_(bernoulli ? 1 : 0),
      last_(alpha_.size()),
      level_(level),
      centre_(centre) {}

std::vector<Output> DirichletPosterior::outputs() const {
  if (first_ == 1) return {{"", "p", 1}};
  std::vector<Output> all;
  for (std::size_t k = 0; k < last_; ++k) all.push_back({"p[" + std::to_string(k) + "]", "p", k});
  return all;
}

void DirichletPosterior::estimate(const Counts::One& c, QuantileMemo& memo, const Address&,
                                  const EstimateRef& out) const {
  for (std::size_t k = first_; k < last_; ++k) {
    const double a = alpha_[k] + static_cast<double>(c[k]);
    const double rest = others_[k] + static_cast<double>(c.n - c[k]);
    write_posterior(ParameterLaw::beta(a, rest), centre_, level_, memo, out.out[k - first_]);
  }
}

Outcome<DirichletPosterior> bind_bernoulli_posterior(const Knowns& knowns, Centre centre) {
  const Outcome<Weights> prior = beta_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  const Outcome<BoundInterval> interval = bind_interval(knowns, posterior_name(centre), {"equal_tailed"});
  if (!interval) return Refusal{interval.reason()};
  return DirichletPosterior(*prior, true, interval->level, centre);
}

Outcome<DirichletPosterior> bind_categorical_posterior(const Knowns& knowns, Centre centre) {
  const Outcome<Weights> prior = dirichlet_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  if (prior->size() > element_limit) {
    return Refusal{std::string(posterior_name(centre)) +
                   " of p is given element by element up to 32 classes; this population has " +
                   std::to_string(prior->size())};
  }
  const Outcome<BoundInterval> interval = bind_interval(knowns, posterior_name(centre), {"equal_tailed"});
  if (!interval) return Refusal{interval.reason()};
  return DirichletPosterior(*prior, false, interval->level, centre);
}

DirichletEvidence::DirichletEvidence(std::vector<double> alpha)
    : alpha_(std::move(alpha)), after_(behind(alpha_)) {}

double DirichletEvidence::estimate(const Counts::One& c) const {
  // Class by class, each drawn in one go: the others weigh what they have drawn already, and no term cancels.
  double sum = 0, before = 0;
  for (std::size_t k = 0; k < alpha_.size(); ++k) {
    const double drawn = static_cast<double>(c[k]);
    if (c[k] > 0) sum += special::log_beta_ratio(alpha_[k], before + after_[k], drawn);
    before += alpha_[k] + drawn;
  }
  return sum;
}

Outcome<BernoulliEvidence> BernoulliEvidence::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<Weights> prior = beta_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  return BernoulliEvidence{DirichletEvidence(*prior)};
}

Outcome<CategoricalEvidence> CategoricalEvidence::bind(const Knowns& knowns, const Arguments&) {
  const Outcome<Weights> prior = dirichlet_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  return CategoricalEvidence{DirichletEvidence(*prior)};
}

DirichletPredictive::DirichletPredictive(std::vector<double> alpha, double x)
    : alpha_(std::move(alpha)), others_(others_of(alpha_)), x_(x) {}

void DirichletPredictive::estimate(const Counts::One& c, NoWorkspace&, const Address&,
                                   const EstimateRef& out) const {
  const bool possible = x_ >= 0 && x_ < static_cast<double>(alpha_.size()) && x_ == std::floor(x_);
  if (!possible) {
    out.status = Status::infinite;
    out.out[0].value = -std::numeric_limits<double>::infinity();
    return;
  }
  const auto k = static_cast<std::size_t>(x_);
  const double a = alpha_[k] + static_cast<double>(c[k]);
  const double rest = others_[k] + static_cast<double>(c.n - c[k]);
  out.out[0].value = log_tail(a / (a + rest), rest / (a + rest));
}

Outcome<BernoulliPredictive> BernoulliPredictive::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<Weights> prior = beta_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  return BernoulliPredictive{DirichletPredictive(*prior, options.real("x"))};
}

Outcome<CategoricalPredictive> CategoricalPredictive::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<Weights> prior = dirichlet_prior(knowns);
  if (!prior) return Refusal{prior.reason()};
  return CategoricalPredictive{DirichletPredictive(*prior, options.real("x"))};
}

}  // namespace plim
