#include "plim/estimators/entropy/unseen_classes.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

double seen_times(const CountFeatures& v, std::size_t lane, std::size_t times) noexcept {
  return static_cast<double>(v.frequency[times * v.lanes + lane]);
}

/// Calls f(lane, cell, status) for every lane of a sample that is not empty.
template <class F>
void for_each_lane(const CountFeatures& v, const BlockOut& out, F f) {
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = v.n > 0 ? Status::regular : Status::empty;
    if (v.n > 0) f(lane, out.cells[lane], out.status[lane]);
  }
}

struct Unseen {
  double classes, variance;
};

/// Chao's estimate of f0 and its variance; S classes were seen.
Unseen chao1_unseen(double n, double S, double once, double twice) noexcept {
  const double A = (n - 1) / n;
  if (twice > 0) {
    const double r = once / twice;
    return {A * once * r / 2, twice * (A / 2 * r * r + A * A * r * r * r + A * A / 4 * r * r * r * r)};
  }
  const double unseen = A * once * (once - 1) / 2, odd = 2 * once - 1, square = once * once;
  return {unseen, A * once * (once - 1) / 2 + A * A * once * odd * odd / 4 -
                      A * A * square * square / (4 * (S + unseen))};
}

}  // namespace

void RichnessObserved::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                      const BlockOut& out) const {
  for_each_lane(v, out, [&](std::size_t lane, Cell& cell, Status&) { cell.value = v.observed[lane]; });
}

AdditiveTerm RichnessObserved::additive_term(std::int64_t) {
  return {std::nullopt, 0.0, [](std::size_t, std::int64_t c) { return c > 0 ? 1.0 : 0.0; }};
}

Outcome<RichnessChao1> RichnessChao1::bind(const Knowns& knowns, const Arguments&) {
  return NormalInterval::bind(knowns, name, "log").map([](const NormalInterval& i) {
    RichnessChao1 bound;
    bound.z_ = i.z;
    return bound;
  });
}

void RichnessChao1::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                   const BlockOut& out) const {
  for_each_lane(v, out, [&](std::size_t lane, Cell& cell, Status&) {
    const double S = v.observed[lane];
    const Unseen f0 =
        chao1_unseen(static_cast<double>(v.n), S, seen_times(v, lane, 1), seen_times(v, lane, 2));
    cell.value = S + f0.classes;
    if (z_ == 0) return;
    cell.se = std::sqrt(std::max(0.0, f0.variance));
    if (!(f0.classes > 0)) return;
    const double square = f0.classes * f0.classes;
    const double factor = elementary::exp(z_ * std::sqrt(elementary::log1p(f0.variance / square)));
    cell.lo = S + f0.classes / factor;
    cell.hi = S + f0.classes * factor;
  });
}

void RichnessAce::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                 const BlockOut& out) const {
  constexpr std::size_t rare_at_most = 10;
  for_each_lane(v, out, [&](std::size_t lane, Cell& cell, Status& status) {
    double classes = 0, draws = 0, pairs = 0;
    for (std::size_t i = 1; i <= rare_at_most; ++i) {
      const double f = seen_times(v, lane, i), times = static_cast<double>(i);
      classes += f;
      draws += times * f;
      pairs += times * (times - 1) * f;
    }
    const double once = seen_times(v, lane, 1), abundant = v.observed[lane] - classes;
    cell.value = abundant;
    if (classes == 0) return;
    const double coverage = 1 - once / draws;
    if (!(coverage > 0)) {
      cell = Cell{};
      status = Status::undefined;
      return;
    }
    const double spread = draws > 1 ? classes / coverage * pairs / (draws * (draws - 1)) - 1 : 0.0;
    cell.value += classes / coverage + once / coverage * std::max(0.0, spread);
  });
}

Outcome<CoverageGoodTuring> CoverageGoodTuring::bind(const Knowns& knowns, const Arguments&) {
  return NormalInterval::bind(knowns, name, "wald").map([](const NormalInterval& i) {
    CoverageGoodTuring bound;
    bound.interval_ = i;
    return bound;
  });
}

void CoverageGoodTuring::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                        const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  for_each_lane(v, out, [&](std::size_t lane, Cell& cell, Status&) {
    const double once = seen_times(v, lane, 1), twice = seen_times(v, lane, 2);
    cell.value = 1 - once / n;
    if (interval_.wanted())
      interval_.write(cell, cell.value, std::sqrt(once + 2 * twice - once / n * once) / n, {0, 1});
  });
}

AdditiveTerm CoverageGoodTuring::additive_term(std::int64_t n) {
  const double share = 1 / static_cast<double>(n);
  return {std::nullopt, 1.0, [share](std::size_t, std::int64_t c) { return c == 1 ? -share : 0.0; }};
}

void CoverageChaoJost::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                      const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  for_each_lane(v, out, [&](std::size_t lane, Cell& cell, Status&) {
    const double once = seen_times(v, lane, 1), twice = seen_times(v, lane, 2);
    const double weight = (n - 1) * once, whole = weight + 2 * twice;
    cell.value = once == 0 ? 1.0 : whole > 0 ? 1 - once / n * weight / whole : 0.0;
  });
}

}  // namespace plim
