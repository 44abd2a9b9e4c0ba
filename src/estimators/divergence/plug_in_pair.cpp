#include "plim/estimators/divergence/plug_in_pair.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/score_variance.hpp"

namespace plim {
namespace {

/// q g(p/q - 1), whose sum is the divergence: no term is negative, so that none cancel.
double gain(double p, double q) noexcept { return q > 0 ? q * elementary::relative_gain((p - q) / q) : 0.0; }

/// How many draws tell as much of a number by a smoothed law as n do by the frequencies: (total/n)^2 n.
double draws_of(const SmoothedLaw& law, std::int64_t n) noexcept {
  return law.total / static_cast<double>(n) * law.total;
}

}  // namespace

std::vector<Parameter> ZeroPolicy::options() {
  return {{"zero", Domain::text, "\"infinite\" or \"lidstone\": the second law where it saw nothing",
           Value{std::string("infinite")}},
          {"a", Domain::positive, "pseudo-count of zero = \"lidstone\"", Value{0.5}}};
}

Outcome<ZeroPolicy> ZeroPolicy::bind(const Arguments& options) {
  ZeroPolicy policy;
  const std::string& zero = options.text("zero");
  if (zero == "lidstone") {
    policy.a_ = options.real("a");
  } else if (zero != "infinite") {
    return Refusal{"zero is \"" + zero + "\", but must be \"infinite\" or \"lidstone\""};
  }
  return policy;
}

SmoothedLaw ZeroPolicy::law(const Counts::One& q, double K) const noexcept {
  return {0, a_, static_cast<double>(q.n) + a_ * K};
}

/// What one class adds to the number, and its scores under the two laws.
struct PairPlugIn::Terms {
  double value, p_score, q_score;
};

Parameter PairPlugIn::option_K() {
  Parameter K{"K", Domain::alphabet,
              "possible classes, or \"observed\" in either; default: those of the samples"};
  K.optional = true;
  return K;
}

Parameter PairPlugIn::option_weight() {
  return {"weight", Domain::open_probability, "of the first law in the mixture", Value{0.5}};
}

PairPlugIn::Number PairPlugIn::number_of(const Knowns& knowns) {
  return is_divergence(knowns) ? Number::kl : Number::cross_entropy;
}

Outcome<PairPlugIn> PairPlugIn::bind(const Knowns& knowns, const Arguments& options, std::string_view name,
                                     Number number) {
  const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, name, "wald");
  if (!interval) return Refusal{interval.reason()};
  PairPlugIn bound;
  bound.interval_ = *interval;
  bound.number_ = number;
  if (options.has("weight")) bound.weight_ = options.real("weight");
  if (!options.has("K")) {
    bound.told_ = knowns.K;
  } else if (const auto* given = std::get_if<std::int64_t>(&options.all().at("K"))) {
    bound.K_ = static_cast<double>(*given);
  } else {
    bound.K_ = 0;
  }
  return bound;
}

std::optional<double> PairPlugIn::classes(const CountsPair::One& c, const EstimateRef& out) const noexcept {
  if (c.p.n == 0 || c.q.n == 0) {
    out.status = Status::empty;
    return std::nullopt;
  }
  if (!K_) return static_cast<double>(c.p.K);
  double seen = 0;
  for (std::size_t k = 0; k < c.p.K; ++k) seen += c.p[k] > 0 || c.q[k] > 0 ? 1 : 0;
  if (*K_ == 0) return seen;
  if (*K_ >= seen) return K_;
  out.status = Status::invalid;
  return std::nullopt;
}

/// Calls each(p, q, times) for every class that was seen, and once for all others.
template <class Each>
void PairPlugIn::over_classes(const CountsPair::One& c, double K, const SmoothedLaw& p, const SmoothedLaw& q,
                              Each each) {
  double unseen = K;
  for (std::size_t k = 0; k < c.p.K; ++k) {
    if (c.p[k] == 0 && c.q[k] == 0) continue;
    each(p(c.p[k]), q(c.q[k]), 1.0);
    unseen -= 1;
  }
  if (unseen > 0) each(p(0), q(0), unseen);
}

PairPlugIn::Terms PairPlugIn::terms(double p, double q) const noexcept {
  const double ratio = q > 0 ? p / q : 1.0;  // neither law has a class that both lack
  switch (number_) {
    case Number::kl: return {gain(p, q), p > 0 ? elementary::log(ratio) : 0.0, ratio};
    case Number::cross_entropy: {
      const double surprisal = p > 0 ? -elementary::log(q) : 0.0;
      return {p * surprisal, surprisal, ratio};
    }
    case Number::jensen_shannon: break;
  }
  const double w = weight_, r = w * p + (1 - w) * q;
  return {w * gain(p, r) + (1 - w) * gain(q, r), p > 0 ? w * elementary::log(p / r) : 0.0,
          q > 0 ? (1 - w) * elementary::log(q / r) : 0.0};
}

Range PairPlugIn::space() const noexcept {
  if (number_ != Number::jensen_shannon) return {0};
  return {0, -weight_ * elementary::log(weight_) - (1 - weight_) * elementary::log(1 - weight_)};
}

void PairPlugIn::write(const CountsPair::One& c, double K, const SmoothedLaw& p, const SmoothedLaw& q,
                       const EstimateRef& out) const noexcept {
  CompensatedSum sum;
  ScoreVariance of_p, of_q;
  bool infinite = false;
  over_classes(c, K, p, q, [&](double a, double b, double times) {
    infinite = infinite || (a > 0 && b <= 0 && number_ != Number::jensen_shannon);
    if (infinite) return;
    const Terms t = terms(a, b);
    sum.add(times * t.value);
    of_p.first(times * a, t.p_score);
    of_q.first(times * b, t.q_score);
  });
  out.out[0].value = infinite ? infinity : sum.value();
  if (infinite) out.status = Status::infinite;
  if (infinite || !interval_.wanted() || !p.follows_counts() || !q.follows_counts()) return;
  over_classes(c, K, p, q, [&](double a, double b, double times) {
    const Terms t = terms(a, b);
    of_p.second(times * a, t.p_score);
    of_q.second(times * b, t.q_score);
  });
  const double variance = of_p.value() / draws_of(p, c.p.n) + of_q.value() / draws_of(q, c.q.n);
  interval_.write(out.out[0], sum.value(), std::sqrt(variance), space());
}

Outcome<PairMl> PairMl::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<ZeroPolicy> zero = ZeroPolicy::bind(options);
  if (!zero) return Refusal{zero.reason()};
  return PairPlugIn::bind(knowns, options, name, number_of(knowns)).map([&zero](const PairPlugIn& b) {
    return PairMl(b, *zero);
  });
}

void PairMl::estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                      const EstimateRef& out) const noexcept {
  if (const auto K = classes(c, out)) write(c, *K, FrequencyLaw::of(c.p, *K), zero_.law(c.q, *K), out);
}

}  // namespace plim
