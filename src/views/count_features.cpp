#include "plim/views/count_features.hpp"

#include <algorithm>

#include "plim/numeric/elementary.hpp"
#include "plim/views/count_kernels.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

constexpr std::size_t tabulated = 65536;
constexpr std::size_t block_bytes = 16 * 1024;  // of counts, which every loop then finds in the first cache
constexpr std::size_t long_block_bytes =
    128 * 1024;  // of one lane, whose loops are slower than the second cache

template <class Term>
std::vector<double> tabulate(Term term) {
  std::vector<double> table(tabulated);
  for (std::size_t c = 0; c < tabulated; ++c) table[c] = term(static_cast<double>(c));
  return table;
}

TermTable c_log_c_table() {
  static const std::vector<double> table = tabulate([](double c) { return count_terms::c_log_c(c); });
  return {table.data(), tabulated};
}

TermTable jackknife_table() {
  static const std::vector<double> table = tabulate([](double c) { return count_terms::jackknife(c); });
  return {table.data(), tabulated};
}

}  // namespace

FeaturesOfCounts::FeaturesOfCounts(std::size_t lanes, unsigned features)
    : features_(features),
      sum_(lanes),
      observed_(lanes),
      squares_(features & log_squares ? lanes : 0),
      jackknife_(features & leave_one_out ? lanes : 0),
      frequency_(features & frequencies ? CountFeatures::small * lanes : 0) {}

const CountFeatures& FeaturesOfCounts::operator()(const Counts& counts) {
  const CountKernels& kernels = count_kernels();
  for (std::vector<double>* sums : {&sum_, &observed_, &squares_, &jackknife_})
    std::fill(sums->begin(), sums->end(), 0.0);
  std::fill(frequency_.begin(), frequency_.end(), 0);
  const std::size_t bytes = counts.lanes == 1 ? long_block_bytes : block_bytes;
  const std::size_t step = std::max<std::size_t>(1, bytes / (counts.lanes * sizeof(std::int64_t)));
  for (std::size_t k = 0; k < counts.K; k += step) {
    const CountRows block{counts.c + k * counts.lanes, std::min(step, counts.K - k), counts.lanes};
    kernels.plug_in(block, c_log_c_table(), sum_.data(), observed_.data());
    if (features_ & log_squares) kernels.log_squares(block, squares_.data());
    if (features_ & leave_one_out) kernels.jackknife(block, jackknife_table(), jackknife_.data());
    if (features_ & frequencies) kernels.frequencies(block, CountFeatures::small, frequency_.data());
  }
  view_ = {counts.n,         counts.lanes,    counts.K,          counts.c,         sum_.data(),
           observed_.data(), squares_.data(), jackknife_.data(), frequency_.data()};
  return view_;
}

double plug_in_entropy(const CountFeatures& v, std::size_t lane) noexcept {
  if (v.observed[lane] <= 1) return 0;  // exactly
  const double n = static_cast<double>(v.n);
  return elementary::log(n) - v.sum_c_log_c[lane] / n;
}

}  // namespace plim
