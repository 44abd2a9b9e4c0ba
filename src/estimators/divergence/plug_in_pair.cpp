#include "plim/estimators/divergence/plug_in_pair.hpp"

#include <cmath>

#include "pair_number.hpp"
#include "plim/core/real.hpp"
#include "plim/estimators/divergence/law_variance.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
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
  return {0, a_, static_cast<double>(q.n) + a_ * K, static_cast<double>(q.n)};
}

Parameter PairPlugIn::option_K() {
  Parameter K{"K", Domain::alphabet,
              "possible classes, or \"observed\" in either; default: those of the samples"};
  K.optional = true;
  return K;
}

Parameter PairPlugIn::option_weight() {
  return {"weight", Domain::open_probability, "of the first law in the mixture", Value{0.5}};
}

PairNumber PairPlugIn::number_of(const Knowns& knowns) {
  return is_divergence(knowns) ? PairNumber::kl : PairNumber::cross_entropy;
}

Outcome<PairPlugIn> PairPlugIn::bind(const Knowns& knowns, const Arguments& options, std::string_view name,
                                     PairNumber number) {
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

Range PairPlugIn::space() const noexcept {
  if (number_ != PairNumber::jensen_shannon) return {0};
  return {0, -weight_ * elementary::log(weight_) - (1 - weight_) * elementary::log(1 - weight_)};
}

void PairPlugIn::write(const CountsPair::One& c, double K, const SmoothedLaw& p, const SmoothedLaw& q,
                       const EstimateRef& out) const noexcept {
  // Every class that was seen, and all others at once.
  const auto over_classes = [&](auto each) {
    double unseen = K;
    for (std::size_t k = 0; k < c.p.K; ++k) {
      if (c.p[k] == 0 && c.q[k] == 0) continue;
      each(c.p[k], c.q[k], 1.0);
      unseen -= 1;
    }
    if (unseen > 0) each(std::int64_t{0}, std::int64_t{0}, unseen);
  };
  CompensatedSum sum;
  LawVariance of_p(p), of_q(q);
  QuadraticVariance second_order;
  bool infinite = false;
  over_classes([&](std::int64_t a, std::int64_t b, double times) {
    infinite = infinite || (p(a) > 0 && q(b) <= 0 && number_ != PairNumber::jensen_shannon);
    if (infinite) return;
    const PairTerms t = terms_of_pair(number_, weight_, p(a), q(b));
    sum.add(times * t.value);
    of_p.prepare(a, t.by_p, times);
    of_q.prepare(b, t.by_q, times);
    second_order.add(p(a), q(b), t, times);
  });
  out.out[0].value = infinite ? infinity : sum.value();
  if (infinite) out.status = Status::infinite;
  if (infinite || !interval_.wanted() || !p.follows_counts() || !q.follows_counts()) return;
  for (const auto pass : {&LawVariance::first, &LawVariance::second}) {
    over_classes([&](std::int64_t a, std::int64_t b, double times) {
      const PairTerms t = terms_of_pair(number_, weight_, p(a), q(b));
      (of_p.*pass)(a, t.by_p, times);
      (of_q.*pass)(b, t.by_q, times);
    });
  }
  const double variance = of_p.value() + of_q.value() + second_order.finish(p.scale(), q.scale());
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
