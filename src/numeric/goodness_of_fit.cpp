#include "plim/numeric/goodness_of_fit.hpp"

#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr double least_expected = 20;

/// One class, or several judged together.
struct Bin {
  double p = 0, count = 0;
};

/// O ln(O/E) - (O - E) >= 0, the share of a bin in G/2: the sum of O - E is 0, and the difference keeps the
/// digits that O ln(O/E) alone would lose.
double share_of(const Bin& bin, double draws) {
  const double expected = draws * bin.p;
  if (bin.count == 0) return expected;
  if (expected == 0) return infinity;
  const double d = (bin.count - expected) / expected;
  return expected * ((1 + d) * std::log1p(d) - d);
}

/// Sums over bins that G and its mean need.
struct Sums {
  double shares = 0, halves = 0, inverse = 0, inverse_squares = 0, bins = 0;
  void add(const Bin& bin, double draws) {
    shares += share_of(bin, draws);
    halves += (std::fabs(bin.count - draws * bin.p) + 0.25) / (draws * bin.p);
    inverse += 1 / bin.p;
    inverse_squares += 1 / (bin.p * bin.p);
    ++bins;
  }
};

/// The value at which a decreasing function of x >= 0 comes down to `level`; 0 if it never is above.
template <class F>
double where_falls_to(double level, F decreasing) {
  if (!(decreasing(0.0) > level)) return 0;
  double below = 1;
  while (decreasing(below) > level && below < 1e300) below *= 2;
  double above = below == 1 ? 0 : below / 2;
  for (int i = 0; i < 100 && below - above > 1e-9 * below; ++i) {
    const double middle = above + (below - above) / 2;
    (decreasing(middle) > level ? above : below) = middle;
  }
  return below;
}

}  // namespace

GoodnessOfFit goodness_of_fit(std::span<const std::int64_t> counts, std::span<const double> p,
                              double dispersion) {
  GoodnessOfFit fit;
  double draws = 0, most = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    draws += static_cast<double>(counts[k]);
    most = std::fmax(most, p[k]);
  }
  fit.draws = draws / dispersion;
  const double least = std::fmin(most, 1 - most);
  fit.least_draws = least > 0 ? least_expected / (dispersion * least) : infinity;
  Sums sums;
  Bin rare, smallest{infinity, 0};
  const auto judge = [&](const Bin& bin) {  // the smallest is kept back, in case the rare ones must join it
    if (bin.p < smallest.p) {
      if (smallest.p <= 1) sums.add(smallest, draws);
      smallest = bin;
    } else {
      sums.add(bin, draws);
    }
  };
  for (std::size_t k = 0; k < counts.size(); ++k) {
    const Bin bin{p[k], static_cast<double>(counts[k])};
    if (p[k] == 0 && counts[k] > 0) fit.g = infinity;
    if (draws * p[k] >= least_expected) {
      judge(bin);
    } else if (p[k] > 0) {
      rare.p += bin.p;
      rare.count += bin.count;
      ++fit.rare;
    }
  }
  if (draws * rare.p >= least_expected) {
    judge(rare);
  } else if (smallest.p <= 1) {
    smallest.p += rare.p;
    smallest.count += rare.count;
  }
  if (smallest.p <= 1) sums.add(smallest, draws);
  fit.df = std::fmax(0.0, sums.bins - 1);
  if (fit.df == 0 || std::isinf(fit.g)) return fit;
  const double mean =
      fit.df + (sums.inverse - 1) / (6 * draws) + (sums.inverse_squares - sums.inverse) / (6 * draws * draws);
  fit.g = 2 * sums.shares / dispersion * fit.df / mean;
  fit.rounded = (2 * sums.shares + sums.halves) / dispersion;
  return fit;
}

double GoodnessOfFit::too_far() const {
  return std::isinf(g) ? 0.0 : special::gamma_cdf_complement(df / 2, g / 2);
}

double GoodnessOfFit::too_near() const {
  return std::isinf(g) ? 1.0 : special::gamma_cdf(df / 2, rounded / 2);
}

double GoodnessOfFit::lower(double tail) const {
  if (std::isinf(g)) return infinity;
  return where_falls_to(1 - tail, [this](double x) { return special::noncentral_chi_square_cdf(df, x, g); });
}

double GoodnessOfFit::upper(double tail) const {
  if (std::isinf(g)) return infinity;
  const double seen = std::fmax(g, df);
  return where_falls_to(tail, [&](double x) { return special::noncentral_chi_square_cdf(df, x, seen); });
}

double GoodnessOfFit::draws_to_confirm(double effect, double most, double tail, double chance) const {
  if (!(effect < most)) return infinity;
  return where_falls_to(tail, [&](double n) {
    const double likely = special::noncentral_chi_square_quantile(df, n * effect, chance);
    return special::noncentral_chi_square_cdf(df, n * most, likely);
  });
}

double GoodnessOfFit::draws_to_refute(double effect, double tail, double chance) const {
  if (!(effect > 0)) return infinity;
  const double far = 2 * special::gamma_quantile_complement(df / 2, tail);
  return where_falls_to(1 - chance,
                        [&](double n) { return special::noncentral_chi_square_cdf(df, n * effect, far); });
}

}  // namespace plim
