#include "plim/estimators/entropy/ml.hpp"

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

/// Writes value(lane, plug-in entropy) to every lane.
template <class Transform>
void from_plug_in(const CountFeatures& v, const BlockOut& out, Transform value) noexcept {
  const double n = static_cast<double>(v.n);
  const double log_n = elementary::log(n);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.cells[lane].value = value(lane, log_n - v.sum_c_log_c[lane] / n);
    out.status[lane] = Status::regular;
  }
}

}  // namespace

void EntropyMl::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                               const BlockOut& out) const noexcept {
  from_plug_in(v, out, [](std::size_t, double h) { return h; });
}

AdditiveTerm EntropyMl::additive_term(std::int64_t) const { return {true, 0.0, nullptr}; }

void EntropyMillerMadow::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                        const BlockOut& out) const noexcept {
  const double two_n = 2 * static_cast<double>(v.n);
  from_plug_in(v, out,
               [&v, two_n](std::size_t lane, double h) { return h + (v.observed[lane] - 1) / two_n; });
}

AdditiveTerm EntropyMillerMadow::additive_term(std::int64_t n) const {
  const double half = 0.5 / static_cast<double>(n);
  return {true, -half, [half](std::size_t, std::int64_t count) { return count > 0 ? half : 0.0; }};
}

void PerplexityMl::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                  const BlockOut& out) const noexcept {
  from_plug_in(v, out, [](std::size_t, double h) { return elementary::exp(h); });
}

}  // namespace plim
