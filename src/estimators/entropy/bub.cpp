#include "plim/estimators/entropy/bub.hpp"

#include <algorithm>
#include <cmath>

namespace plim {

Outcome<EntropyBub> EntropyBub::bind(const Knowns& knowns, const Arguments& options) {
  return ClassNumber::bind(name, knowns, options).map([](const ClassNumber& K) { return EntropyBub(K); });
}

void EntropyBub::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  if (n != w.n) w.rules.clear();
  w.n = n;
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    const double K = K_.of(v.observed[lane]), unseen = K - v.observed[lane];
    out.status[lane] = v.n == 0 ? Status::empty : unseen < 0 ? Status::invalid : Status::regular;
    if (out.status[lane] != Status::regular) continue;
    const BubRule& rule = w.rules.try_emplace(K, n, K).first->second;
    w.counts.gather(v, lane);
    double sum = unseen * rule.coefficient(0);
    for (std::size_t j = 0; j < w.counts.count.size(); ++j)
      sum += w.counts.classes[j] * rule.coefficient(w.counts.count[j]);
    out.cells[lane].value = sum;
  }
}

std::optional<AdditiveTerm> EntropyBub::additive_term(std::int64_t n) const {
  const std::optional<double> K = K_.fixed();
  const double count = static_cast<double>(n);
  if (!K || n < 1) return std::nullopt;
  const BubRule rule(count, *K);
  return AdditiveTerm{std::nullopt, *K * rule.coefficient(0), [rule](std::size_t, std::int64_t c) {
                        return rule.coefficient(static_cast<double>(c)) - rule.coefficient(0);
                      }};
}

}  // namespace plim
