#include "plim/estimators/entropy/wu_yang_poly.hpp"

#include <algorithm>
#include <cmath>

#include "entropy_polynomials.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

/// Of one n and K >= 2.
class WuYangRule {
 public:
  WuYangRule(double n, double K)
      : n_(n),
        end_(3.5 * elementary::log(K)),
        degree_(static_cast<int>(std::clamp(std::floor(1.6 * elementary::log(K)), 1.0,
                                            static_cast<double>(entropy_polynomials::highest)))),
        shift_(elementary::log(n / end_)) {}

  /// What a class seen c times adds.
  double term(double c) const {
    const double p = c / n_;
    if (c > degree_) return -p * elementary::log(p) + 0.5 / n_;
    const double* a = entropy_polynomials::of_degree(degree_);
    double power = end_, sum = a[0] * power;
    for (int i = 0; i < degree_ && i < c; ++i) {
      power *= (c - i) / end_;
      sum += a[i + 1] * power;
    }
    return sum / n_ + p * shift_;
  }

 private:
  double n_, end_;
  int degree_;
  double shift_;
};

}  // namespace

Outcome<EntropyWuYangPoly> EntropyWuYangPoly::bind(const Knowns& knowns, const Arguments& options) {
  return ClassNumber::bind(name, knowns, options).map([](const ClassNumber& K) {
    return EntropyWuYangPoly(K);
  });
}

void EntropyWuYangPoly::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                       const BlockOut& out) const {
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    const double K = K_.of(v.observed[lane]), unseen = K - v.observed[lane];
    out.status[lane] = v.n == 0     ? Status::empty
                       : unseen < 0 ? Status::invalid
                       : K == 1     ? Status::boundary
                                    : Status::regular;
    if (out.status[lane] == Status::boundary) out.cells[lane].value = 0;
    if (out.status[lane] != Status::regular) continue;
    const WuYangRule rule(static_cast<double>(v.n), K);
    w.gather(v, lane);
    double sum = unseen > 0 ? unseen * rule.term(0) : 0.0;
    for (std::size_t j = 0; j < w.count.size(); ++j) sum += w.classes[j] * rule.term(w.count[j]);
    out.cells[lane].value = std::max(sum, 0.0);
  }
}

}  // namespace plim
