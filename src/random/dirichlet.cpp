#include "plim/random/dirichlet.hpp"

#include <algorithm>
#include <numeric>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/random/variate.hpp"

namespace plim {
namespace {

// Below this total two classes both keep a representable share with a chance under 1e-197, while the
// logarithm of a gamma, of the order of 1 / alpha, comes near the largest double.
constexpr double vertex_below = 1e-200;
constexpr double out_of_subnormals = 0x1p+600;

/// The limit of small alpha: all on one class, which is k with probability alpha_k / sum. It is the first of
/// independent exponential times with rates alpha_k.
void draw_vertex(const Address& address, std::span<const double> alpha, std::span<double> p,
                 std::uint64_t index) {
  std::size_t first = 0;
  double earliest = 0;
  for (std::size_t k = 0; k < alpha.size(); ++k) {
    const double time = Variate(address, index + k).exponential() / (alpha[k] * out_of_subnormals);
    if (k > 0 && time >= earliest) continue;
    first = k;
    earliest = time;
  }
  std::fill(p.begin(), p.end(), 0.0);
  p[first] = 1;
}

}  // namespace

void draw_dirichlet(const Address& address, std::span<const double> alpha, std::span<double> p,
                    std::uint64_t first) {
  if (std::accumulate(alpha.begin(), alpha.end(), 0.0) < vertex_below)
    return draw_vertex(address, alpha, p, first);
  for (std::size_t k = 0; k < alpha.size(); ++k) p[k] = Variate(address, first + k).log_gamma(alpha[k]);
  const double largest = *std::max_element(p.begin(), p.end());
  CompensatedSum sum;
  for (double& x : p) {
    x = elementary::exp(x - largest);
    sum.add(x);
  }
  for (double& x : p) x /= sum.value();
}

}  // namespace plim
