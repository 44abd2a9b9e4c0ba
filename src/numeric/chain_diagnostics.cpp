#include "plim/numeric/chain_diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "plim/core/real.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

using Rows = std::vector<double>;  // [2 chains][half]

/// Both halves of every chain, without the middle draw of an odd length.
Rows halves_of(std::span<const double> draws, std::size_t chains) {
  const std::size_t length = draws.size() / chains, half = length / 2;
  Rows halves;
  halves.reserve(2 * chains * half);
  for (std::size_t c = 0; c < chains; ++c) {
    const auto chain = draws.subspan(c * length, length);
    halves.insert(halves.end(), chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(half));
    halves.insert(halves.end(), chain.end() - static_cast<std::ptrdiff_t>(half), chain.end());
  }
  return halves;
}

/// Normal quantiles of the fractional ranks (r - 3/8)/(S + 1/4), ties by their mean rank (Blom 1958).
Rows rank_normalised(const Rows& x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&x](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  Rows z(x.size());
  const double size = static_cast<double>(x.size());
  for (std::size_t from = 0, to = 0; from < x.size(); from = to) {
    while (to < x.size() && x[order[to]] == x[order[from]]) ++to;
    const double rank = 0.5 * static_cast<double>(from + 1 + to);
    const double quantile = special::normal_quantile((rank - 0.375) / (size + 0.25));
    for (std::size_t i = from; i < to; ++i) z[order[i]] = quantile;
  }
  return z;
}

double mean_of(std::span<const double> x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double variance_of(std::span<const double> x) {
  const double mean = mean_of(x);
  double sum = 0;
  for (const double value : x) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(x.size() - 1);
}

/// Variances within and between chains, centred in place.
struct Parts {
  double within = 0, of_means = 0;
};
Parts centred(Rows& x, std::size_t chains) {
  const std::size_t length = x.size() / chains;
  Parts parts;
  Rows means;
  for (std::size_t c = 0; c < chains; ++c) {
    const std::span<double> chain(x.data() + c * length, length);
    means.push_back(mean_of(chain));
    parts.within += variance_of(chain) / static_cast<double>(chains);
    for (double& value : chain) value -= means.back();
  }
  parts.of_means = variance_of(means);
  return parts;
}

double split_r_hat(std::span<const double> draws, std::size_t chains) {
  Rows z = rank_normalised(halves_of(draws, chains));
  const double length = static_cast<double>(z.size() / (2 * chains));
  const Parts parts = centred(z, 2 * chains);
  return std::sqrt(parts.of_means / parts.within + (length - 1) / length);
}

double median_of(std::span<const double> draws) {
  Rows sorted(draws.begin(), draws.end());
  std::sort(sorted.begin(), sorted.end());
  return 0.5 * (sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2]);
}

/// Autocorrelations of centred chains, from all of them.
class Autocorrelation {
 public:
  Autocorrelation(const Rows& centred, std::size_t chains, const Parts& parts)
      : x_(centred), chains_(chains), parts_(parts) {}

  double operator()(std::size_t lag) const {
    const double length = static_cast<double>(this->length());
    const double all = (length - 1) / length * parts_.within + parts_.of_means;
    return 1 - (parts_.within - covariance(lag)) / all;
  }
  std::size_t length() const { return x_.size() / chains_; }

 private:
  /// The mean over the chains, with the divisor of lag 0.
  double covariance(std::size_t lag) const {
    const std::size_t length = this->length();
    double sum = 0;
    for (std::size_t c = 0; c < chains_; ++c) {
      const double* chain = x_.data() + c * length;
      for (std::size_t i = lag; i < length; ++i) sum += chain[i] * chain[i - lag];
    }
    return sum / static_cast<double>(x_.size());
  }

  const Rows& x_;
  std::size_t chains_;
  Parts parts_;
};

/// 1 + 2 (rho_1 + rho_2 + ...): sums of pairs as long as they are positive, none larger than the one before,
/// and of the pair that ends them the even one if it is positive.
double integrated_time(const Autocorrelation& rho) {
  double sum = 0, before = infinity, even = 1, odd = rho(1);
  std::size_t lag = 0;
  while (even + odd > 0) {
    before = std::fmin(before, even + odd);
    sum += before;
    lag += 2;
    even = rho(lag);
    if (lag + 5 >= rho.length()) break;
    odd = rho(lag + 1);
  }
  return -1 + 2 * sum + std::fmax(even, 0);
}

bool are_varied(const ChainDraws& c) {
  return c.length() >= shortest_chain &&
         std::all_of(c.draws.begin(), c.draws.end(), [](double x) { return std::isfinite(x); }) &&
         std::any_of(c.draws.begin(), c.draws.end(), [&c](double x) { return x != c.draws[0]; });
}

}  // namespace

double r_hat(const ChainDraws& c) {
  if (!are_varied(c)) return not_a_number;
  const double median = median_of(c.draws);
  Rows folded;
  for (const double x : c.draws) folded.push_back(std::fabs(x - median));
  return std::fmax(split_r_hat(c.draws, c.chains), split_r_hat(folded, c.chains));
}

double bulk_effective_size(const ChainDraws& c) {
  if (!are_varied(c)) return not_a_number;
  Rows z = rank_normalised(halves_of(c.draws, c.chains));
  const Parts parts = centred(z, 2 * c.chains);
  const double size = static_cast<double>(z.size());
  const double time = integrated_time(Autocorrelation(z, 2 * c.chains, parts));
  return size / std::fmax(time, 1 / std::log10(size));
}

}  // namespace plim
