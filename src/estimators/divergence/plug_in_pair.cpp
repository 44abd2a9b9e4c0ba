#include "plim/estimators/divergence/plug_in_pair.hpp"

#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

double share(const Counts::One& c, std::size_t k) noexcept {
  return static_cast<double>(c[k]) / static_cast<double>(c.n);
}

bool is_empty(const CountsPair::One& c, const EstimateRef& out) noexcept {
  if (c.p.n > 0 && c.q.n > 0) return false;
  out.status = Status::empty;
  return true;
}

void write(const EstimateRef& out, double value) noexcept {
  out.out[0].value = value;
  if (value == infinity) out.status = Status::infinite;
}

/// q g(p/q - 1), whose sum is the divergence: no term is negative, so that none cancel.
double gain(double p, double q) noexcept { return q > 0 ? q * elementary::relative_gain((p - q) / q) : 0.0; }

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

double ZeroPolicy::q(const CountsPair::One& c, std::size_t k) const noexcept {
  const double total = static_cast<double>(c.q.n) + a_ * static_cast<double>(c.q.K);
  return (static_cast<double>(c.q[k]) + a_) / total;
}

template <class Term>
void PairPlugIn::write_sum(const CountsPair::One& c, const EstimateRef& out, Term term) const noexcept {
  if (is_empty(c, out)) return;
  CompensatedSum sum;
  for (std::size_t k = 0; k < c.p.K; ++k) {
    const double p = share(c.p, k), q = zero_.q(c, k);
    if (p > 0 && q <= 0) return write(out, infinity);
    sum.add(term(p, q));
  }
  write(out, sum.value());
}

Outcome<KlPair> KlPair::bind(const Knowns&, const Arguments& options) {
  return ZeroPolicy::bind(options).map([](const ZeroPolicy& zero) { return KlPair(zero); });
}

void KlPair::estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                      const EstimateRef& out) const noexcept {
  write_sum(c, out, gain);
}

Outcome<CrossEntropyPair> CrossEntropyPair::bind(const Knowns&, const Arguments& options) {
  return ZeroPolicy::bind(options).map([](const ZeroPolicy& zero) { return CrossEntropyPair(zero); });
}

void CrossEntropyPair::estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                                const EstimateRef& out) const noexcept {
  write_sum(c, out, [](double p, double q) { return p > 0 ? -p * elementary::log(q) : 0.0; });
}

void JensenShannonPair::estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                                 const EstimateRef& out) const noexcept {
  if (is_empty(c, out)) return;
  CompensatedSum sum;
  for (std::size_t k = 0; k < c.p.K; ++k) {
    const double p = share(c.p, k), q = share(c.q, k), r = 0.5 * (p + q);
    sum.add(0.5 * (gain(p, r) + gain(q, r)));
  }
  write(out, sum.value());
}

}  // namespace plim
