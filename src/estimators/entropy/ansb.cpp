#include "plim/estimators/entropy/ansb.hpp"

#include <cmath>

#include "plim/numeric/digamma.hpp"

namespace plim {
namespace {

double ansb_value(double n, double coincidences) noexcept {
  constexpr double gamma_less_ln2 = -0.11593151565841244881;  // Euler's constant - ln 2
  return gamma_less_ln2 + 2 * elementary::log(n) - elementary::digamma(coincidences);
}

}  // namespace

Outcome<EntropyAnsb> EntropyAnsb::bind(const Knowns& knowns, const Arguments&) {
  return NormalInterval::bind(knowns, name, "normal").map([](const NormalInterval& i) {
    return EntropyAnsb(i);
  });
}

void EntropyAnsb::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                 const BlockOut& out) const noexcept {
  const double n = static_cast<double>(v.n);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    Cell& cell = out.cells[lane] = Cell{};
    const double coincidences = n - v.observed[lane];
    out.status[lane] = v.n == 0 ? Status::empty : coincidences < 1 ? Status::undefined : Status::regular;
    if (out.status[lane] != Status::regular) continue;
    cell.value = ansb_value(n, coincidences);
    if (interval_.wanted())
      interval_.write(cell, cell.value, std::sqrt(elementary::trigamma(coincidences)), {0});
  }
}

Range EntropyAnsb::range(std::int64_t n, double classes) {
  const double count = static_cast<double>(n);
  if (n < 2) return {};
  return {ansb_value(count, count - 1), ansb_value(count, std::fmax(1, count - classes))};
}

}  // namespace plim
