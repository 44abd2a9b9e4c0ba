#include "plim/estimators/entropy/bonachela.hpp"

#include "plim/numeric/digamma.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

/// (c + 1) psi(c + 2) - c ln c, which grows as ln c + 3/2.
double bonachela_term(double c) {
  return (c + 1) * (elementary::log1p(2 / c) - elementary::log_less_digamma(c + 2)) + elementary::log(c);
}

const ClassTerms& bonachela_rest() {
  static const ClassTerms terms(bonachela_term);
  return terms;
}

}  // namespace

void EntropyBonachela::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                      const BlockOut& out) {
  const double n = static_cast<double>(v.n), whole = elementary::digamma(n + 3);
  bonachela_rest().add_up(v, w);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = v.n == 0 ? Status::empty : v.observed[lane] == 1 ? Status::boundary : Status::regular;
    if (v.n == 0) continue;
    const double own = v.sum_c_log_c[lane] + w.values[lane];
    out.cells[lane].value = ((n + v.observed[lane]) * whole - own) / (n + 2);
  }
}

AdditiveTerm EntropyBonachela::additive_term(std::int64_t n) {
  const double count = static_cast<double>(n), whole = elementary::digamma(count + 3);
  return {std::nullopt, 0.0, [count, whole](std::size_t, std::int64_t c) {
            if (c == 0) return 0.0;
            const double seen = static_cast<double>(c),
                         own = count_terms::c_log_c(seen) + bonachela_rest()(c);
            return ((seen + 1) * whole - own) / (count + 2);
          }};
}

}  // namespace plim
