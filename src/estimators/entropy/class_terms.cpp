#include "plim/estimators/entropy/class_terms.hpp"

#include <cmath>
#include <limits>

#include "plim/views/count_kernels.hpp"

namespace plim {
namespace {
constexpr std::size_t tabulated_terms = 4096;
}

ClassTerms::ClassTerms(double (*term)(double c)) : term_(term), table_(tabulated_terms) {
  for (std::size_t c = 1; c < tabulated_terms; ++c) table_[c] = term(static_cast<double>(c));
}

void ClassTerms::add_up(const CountFeatures& v, Sums& sums) const {
  sums.values.assign(v.lanes, 0.0);
  bool by_rows = false;
  for (std::size_t lane = 0; lane < v.lanes; ++lane) {
    double classes = 0, sum = 0;
    if (v.observed[lane] >= static_cast<double>(CountFeatures::small)) {
      for (std::size_t j = 1; j < CountFeatures::small; ++j) {
        const double f = static_cast<double>(v.frequency[j * v.lanes + lane]);
        sum += f * table_[j];
        classes += f;
      }
    }
    const bool whole = classes > 0 && classes == v.observed[lane];
    sums.values[lane] = whole ? sum : std::numeric_limits<double>::quiet_NaN();
    by_rows = by_rows || !whole;
  }
  if (!by_rows) return;
  sums.by_rows.assign(v.lanes, 0.0);
  count_kernels().looked_up({v.c, v.rows, v.lanes}, {table_.data(), table_.size()}, term_,
                            sums.by_rows.data());
  for (std::size_t lane = 0; lane < v.lanes; ++lane) {
    if (std::isnan(sums.values[lane])) sums.values[lane] = sums.by_rows[lane];
  }
}

}  // namespace plim
