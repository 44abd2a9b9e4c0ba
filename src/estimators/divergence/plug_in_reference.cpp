#include "plim/estimators/divergence/plug_in_reference.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/divergence/law_variance.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

Outcome<ReferencePlugIn> ReferencePlugIn::bind(const Knowns& knowns, std::string_view name) {
  const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, name, "wald");
  if (!interval) return Refusal{interval.reason()};
  if (!knowns.K || *knowns.K != knowns.reference.size()) {
    return Refusal{std::string(name) + " needs a reference law on the classes of the population"};
  }
  ReferencePlugIn bound;
  bound.divergence_ = is_divergence(knowns);
  bound.q_ = knowns.reference;
  for (const double q : bound.q_) bound.surprisal_.push_back(-elementary::log(q));
  bound.interval_ = *interval;
  return bound;
}

/// What class k of probability p adds. Of the divergence q g(p/q - 1), none of which is negative, so that
/// none cancel.
double ReferencePlugIn::term(double p, std::size_t k) const noexcept {
  if (divergence_) return q_[k] > 0 ? q_[k] * elementary::relative_gain((p - q_[k]) / q_[k]) : 0.0;
  return p > 0 ? p * surprisal_[k] : 0.0;
}

void ReferencePlugIn::write(const Counts::One& c, const SmoothedLaw& p,
                            const EstimateRef& out) const noexcept {
  const auto score = [&](std::size_t k) {
    return surprisal_[k] + (divergence_ ? elementary::log(p(c[k])) : 0.0);
  };
  CompensatedSum sum;
  LawVariance variance(p);
  for (std::size_t k = 0; k < c.K; ++k) {
    const double share = p(c[k]);
    if (share > 0 && q_[k] <= 0) {
      out.status = Status::infinite;
      out.out[0].value = infinity;
      return;
    }
    sum.add(term(share, k));
    if (share > 0 && interval_.wanted()) variance.prepare(c[k], score(k), 1);
  }
  out.out[0].value = sum.value();
  if (!interval_.wanted() || !p.follows_counts()) return;
  for (const auto pass : {&LawVariance::first, &LawVariance::second}) {
    for (std::size_t k = 0; k < c.K; ++k) {
      if (p(c[k]) > 0) (variance.*pass)(c[k], score(k), 1);
    }
  }
  interval_.write(out.out[0], sum.value(), std::sqrt(variance.value()),
                  divergence_ ? Range{0} : range(c.n, 0));
}

std::optional<AdditiveTerm> ReferencePlugIn::additive_term_of(const SmoothedLaw& p) const {
  if (std::any_of(q_.begin(), q_.end(), [](double q) { return q <= 0; })) return std::nullopt;
  return AdditiveTerm{std::nullopt, 0, [bound = *this, p](std::size_t k, std::int64_t count) {
                        return bound.term(p(count), k);
                      }};
}

Range ReferencePlugIn::range(std::int64_t, double) const {
  if (divergence_ || surprisal_.empty()) return {};
  const auto [least, most] = std::minmax_element(surprisal_.begin(), surprisal_.end());
  return {*least, *most};
}

}  // namespace plim
