#include "plim/estimators/entropy/chao_wang_jost.hpp"

#include <algorithm>

#include "plim/estimators/entropy/digamma_rules.hpp"
#include "plim/numeric/exponential_integral.hpp"

namespace plim {

double chao_wang_jost_ratio(double n, double once, double twice) noexcept {
  if (once == 0) return 1;
  return twice > 0 ? 2 * twice / ((n - 1) * once + 2 * twice) : 2 / ((n - 1) * (once - 1) + 2);
}

namespace {

/// What the unseen classes are taken to add.
double unseen_part(double n, double once, double twice) noexcept {
  const double A = chao_wang_jost_ratio(n, once, twice);
  if (A >= 1) return 0;
  return once / n * (1 - A) * logarithmic_tail(n, A);
}

}  // namespace

void EntropyChaoWangJost::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                         const BlockOut& out) const {
  const double n = static_cast<double>(std::max<std::int64_t>(v.n, 1)), whole = Zhang::whole(n);
  class_terms<Zhang>().add_up(v, w);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = v.n > 0 ? Status::regular : Status::empty;
    if (v.n == 0) continue;
    if (v.observed[lane] == 1) out.status[lane] = Status::boundary;
    const double zhang = plug_in_entropy(v, lane) + (w.values[lane] - whole) / n;
    const auto once = static_cast<double>(v.frequency[v.lanes + lane]);
    const auto twice = static_cast<double>(v.frequency[2 * v.lanes + lane]);
    out.cells[lane].value = zhang + unseen_part(n, once, twice);
  }
}

}  // namespace plim
