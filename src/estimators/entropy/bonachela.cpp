#include "plim/estimators/entropy/bonachela.hpp"

#include "plim/numeric/digamma.hpp"

namespace plim {
namespace {

const ClassTerms& bonachela_terms() {
  static const ClassTerms terms([](double c) { return (c + 1) * elementary::digamma(c + 2); });
  return terms;
}

}  // namespace

void EntropyBonachela::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                      const BlockOut& out) {
  const double n = static_cast<double>(v.n), whole = elementary::digamma(n + 3);
  bonachela_terms().add_up(v, w);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = v.n == 0 ? Status::empty : v.observed[lane] == 1 ? Status::boundary : Status::regular;
    if (v.n == 0) continue;
    out.cells[lane].value = ((n + v.observed[lane]) * whole - w.values[lane]) / (n + 2);
  }
}

AdditiveTerm EntropyBonachela::additive_term(std::int64_t n) {
  const double count = static_cast<double>(n), whole = elementary::digamma(count + 3);
  return {std::nullopt, 0.0, [count, whole](std::size_t, std::int64_t c) {
            if (c == 0) return 0.0;
            return ((static_cast<double>(c) + 1) * whole - bonachela_terms()(c)) / (count + 2);
          }};
}

}  // namespace plim
