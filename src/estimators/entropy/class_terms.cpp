#include "plim/estimators/entropy/class_terms.hpp"

namespace plim {
namespace {
constexpr std::size_t tabulated_terms = 4096;
}

ClassTerms::ClassTerms(double (*term)(double c)) : term_(term), table_(tabulated_terms) {
  for (std::size_t c = 1; c < tabulated_terms; ++c) table_[c] = term(static_cast<double>(c));
}

double ClassTerms::sum(const CountFeatures& v, std::size_t lane) const noexcept {
  double sum = 0, classes = 0;
  for (std::size_t j = 1; j < CountFeatures::small; ++j) {
    const double f = static_cast<double>(v.frequency[j * v.lanes + lane]);
    sum += f * table_[j];
    classes += f;
  }
  if (classes == v.observed[lane]) return sum;
  for (std::size_t r = 0; r < v.rows; ++r) {
    const std::int64_t c = v.c[r * v.lanes + lane];
    if (c >= static_cast<std::int64_t>(CountFeatures::small)) sum += (*this)(c);
  }
  return sum;
}

}  // namespace plim
