#include "plim/estimators/entropy/jvhw.hpp"

#include <algorithm>
#include <cmath>

#include "entropy_polynomials.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

/// Below it classes are rare; 0 if none is. The constants are the authors'.
double rare_threshold(double n, double singletons, int degree) {
  if (n < degree || singletons == 0) return 0;
  const double log_n = elementary::log(n), r = elementary::log(n / singletons);
  const double fit = n < 200 || r > 1.5 ? 0.3303 * r + 0.4679
                                        : (-0.530556484842359 * r + 1.09787328176926) * r + 0.184831781602259;
  return 4 * std::max(fit, 1 / (1.9 * log_n)) * log_n / n;
}

/// Of one n and number of singletons.
class JvhwRule {
 public:
  JvhwRule(double n, double singletons)
      : n_(n),
        degree_(static_cast<int>(std::min(4 + std::ceil(1.2 * elementary::log(n)), 22.0))),
        threshold_(rare_threshold(n, singletons, degree_)) {}

  double term(double c) const {
    const double p = c / n_, frequent = -p * elementary::log(p) + 0.5 / n_;
    const double share = threshold_ > 0 ? std::clamp(2 * p / threshold_ - 1, 0.0, 1.0) : 1;
    if (share == 1) return frequent;
    return std::max(share * frequent + (1 - share) * (polynomial(c) - p * elementary::log(threshold_)), 0.0);
  }

 private:
  /// t times the polynomial at p/t, powers of p by their unbiased estimates c (c - 1) ... / (n (n - 1) ...).
  double polynomial(double c) const {
    const double* g = entropy_polynomials::of_degree(degree_);
    double power = threshold_, sum = g[0] * power;
    for (int q = 0; q < degree_; ++q) {
      power *= (c - q) / (threshold_ * (n_ - q));
      sum += g[q + 1] * power;
    }
    return sum;
  }

  double n_;
  int degree_;
  double threshold_;
};

}  // namespace

void EntropyJvhw::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                 const BlockOut& out) const {
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = v.n > 0 ? Status::regular : Status::empty;
    if (v.n == 0) continue;
    w.gather(v, lane);
    const JvhwRule rule(static_cast<double>(v.n), w.count.front() == 1 ? w.classes.front() : 0);
    double sum = 0;
    for (std::size_t j = 0; j < w.count.size(); ++j) sum += w.classes[j] * rule.term(w.count[j]);
    out.cells[lane].value = sum;
  }
}

}  // namespace plim
