#include "plim/estimators/entropy/class_terms.hpp"

#include <cmath>

#include "plim/core/error.hpp"

namespace plim {
namespace {

constexpr std::size_t tabulated_terms = 4096;

/// Whether `frequency` holds all classes that the lanes have seen.
bool all_are_small(const CountFeatures& v) noexcept {
  if (v.frequency == nullptr) return false;
  for (std::size_t lane = 0; lane < v.lanes; ++lane) {
    double classes = 0;
    for (std::size_t j = 1; j < CountFeatures::small; ++j)
      classes += static_cast<double>(v.frequency[j * v.lanes + lane]);
    if (classes != v.observed[lane]) return false;
  }
  return true;
}

}  // namespace

ClassTerms::ClassTerms(double (*term)(double c)) : term_(term), table_(tabulated_terms) {
  for (std::size_t c = 1; c < tabulated_terms; ++c) {
    const double value = term(static_cast<double>(c));
    if (!(std::fabs(value) < most_tabulated)) throw Error(ExitCode::bug, "a term of a class is too large");
    table_[c] = to_fixed(value);
  }
}

void ClassTerms::add_up(const CountFeatures& v, Sums& sums) const {
  sums.values.resize(v.lanes);
  sums.fixed.assign(v.lanes, 0);
  if (all_are_small(v)) {
    for (std::size_t j = 1; j < CountFeatures::small; ++j) {
      for (std::size_t lane = 0; lane < v.lanes; ++lane)
        sums.fixed[lane] += FixedSum{v.frequency[j * v.lanes + lane]} * table_[j];
    }
  } else {
    count_kernels().fixed_sums({v.c, v.rows, v.lanes}, {table_.data(), table_.size(), term_},
                               sums.fixed.data());
  }
  for (std::size_t lane = 0; lane < v.lanes; ++lane)
    sums.values[lane] = static_cast<double>(sums.fixed[lane]) * 0x1p-52;
}

}  // namespace plim
