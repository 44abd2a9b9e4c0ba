#include "plim/views/mean_m2.hpp"

#include <array>
#include <limits>

namespace plim {
namespace {

/// Sum of `term(x_i)` in eight interleaved partial sums.
template <class Term>
double sum_of(std::span<const double> x, Term term) {
  std::array<double, 8> part{};
  const std::size_t whole = x.size() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) {
    for (std::size_t j = 0; j < 8; ++j) part[j] += term(x[i + j]);
  }
  for (std::size_t i = whole; i < x.size(); ++i) part[i - whole] += term(x[i]);
  return ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
}

}  // namespace

const MeanM2& MeanM2OfReals::operator()(const Reals& reals) {
  const double n = reals.n > 0 ? static_cast<double>(reals.n) : std::numeric_limits<double>::quiet_NaN();
  for (std::size_t lane = 0; lane < reals.lanes; ++lane) {
    const std::span<const double> x = reals.one(lane).x;
    const double rough = sum_of(x, [](double v) { return v; }) / n;
    // The sum of deviations repairs the rounding of the first mean; it matters when |mean| >> sd.
    const double shift = sum_of(x, [rough](double v) { return v - rough; }) / n;
    const double mean = rough + shift;
    mean_[lane] = mean;
    m2_[lane] = sum_of(x, [mean](double v) { return (v - mean) * (v - mean); });
  }
  view_ = {reals.n, reals.lanes, mean_.data(), m2_.data()};
  return view_;
}

}  // namespace plim
