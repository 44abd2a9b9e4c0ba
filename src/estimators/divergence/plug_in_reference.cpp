#include "plim/estimators/divergence/plug_in_reference.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

/// True if there is no finite estimate, and then says why: no data, or a class that q lacks.
bool has_no_estimate(const Counts::One& c, const std::vector<double>& q, const EstimateRef& out) noexcept {
  if (c.n == 0) out.status = Status::empty;
  for (std::size_t k = 0; k < c.K && out.status == Status::regular; ++k) {
    if (c[k] == 0 || q[k] > 0) continue;
    out.status = Status::infinite;
    out.out[0].value = std::numeric_limits<double>::infinity();
  }
  return out.status != Status::regular;
}

/// sqrt(Var(w)/n) of a weight under the observed frequencies, about its mean so that no digits cancel.
template <class Weight>
double standard_error(const Counts::One& c, double mean, Weight weight) noexcept {
  CompensatedSum sum;
  const double n = static_cast<double>(c.n);
  for (std::size_t k = 0; k < c.K; ++k) {
    if (c[k] == 0) continue;
    const double deviation = weight(k) - mean;
    sum.add(static_cast<double>(c[k]) / n * deviation * deviation);
  }
  return std::sqrt(sum.value() / n);
}

}  // namespace

Outcome<ReferencePlugIn> ReferencePlugIn::bind(const Knowns& knowns, std::string_view name) {
  const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, name, "wald");
  if (!interval) return Refusal{interval.reason()};
  if (!knowns.K || *knowns.K != knowns.reference.size()) {
    return Refusal{std::string(name) + " needs a reference law on the classes of the population"};
  }
  ReferencePlugIn bound;
  bound.q_ = knowns.reference;
  for (const double q : bound.q_) bound.surprisal_.push_back(-elementary::log(q));
  bound.interval_ = *interval;
  return bound;
}

Outcome<KlReference> KlReference::bind(const Knowns& knowns, const Arguments&) {
  return ReferencePlugIn::bind(knowns, name).map([](const ReferencePlugIn& b) { return KlReference(b); });
}

void KlReference::estimate(const Counts::One& c, NoWorkspace&, const Address&,
                           const EstimateRef& out) const noexcept {
  if (has_no_estimate(c, q_, out)) return;
  const double n = static_cast<double>(c.n);
  CompensatedSum sum;
  for (std::size_t k = 0; k < c.K; ++k) {
    if (q_[k] > 0)
      sum.add(q_[k] * elementary::relative_gain((static_cast<double>(c[k]) / n - q_[k]) / q_[k]));
  }
  out.out[0].value = sum.value();
  if (!interval_.wanted()) return;
  const auto log_ratio = [&](std::size_t k) {
    return elementary::log(static_cast<double>(c[k]) / n) + surprisal_[k];
  };
  interval_.write(out.out[0], sum.value(), standard_error(c, sum.value(), log_ratio), {0});
}

Outcome<CrossEntropyReference> CrossEntropyReference::bind(const Knowns& knowns, const Arguments&) {
  return ReferencePlugIn::bind(knowns, name).map([](const ReferencePlugIn& b) {
    return CrossEntropyReference(b);
  });
}

void CrossEntropyReference::estimate(const Counts::One& c, NoWorkspace&, const Address&,
                                     const EstimateRef& out) const noexcept {
  if (has_no_estimate(c, q_, out)) return;
  CompensatedSum sum;
  for (std::size_t k = 0; k < c.K; ++k) {
    if (c[k] > 0) sum.add(static_cast<double>(c[k]) * surprisal_[k]);
  }
  const double value = sum.value() / static_cast<double>(c.n);
  out.out[0].value = value;
  if (interval_.wanted())
    interval_.write(out.out[0], value, standard_error(c, value, [&](std::size_t k) { return surprisal_[k]; }),
                    range(c.n, 0));
}

Range CrossEntropyReference::range(std::int64_t, double) const {
  if (surprisal_.empty()) return {};
  const auto [least, most] = std::minmax_element(surprisal_.begin(), surprisal_.end());
  return {*least, *most};
}

}  // namespace plim
