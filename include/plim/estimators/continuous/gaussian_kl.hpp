#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/numeric/symmetric.hpp"
#include "plim/views/mean_scatter.hpp"
#include "plim/views/points_pair.hpp"

namespace plim {

/// KL of the normal law fitted to x from that fitted to y, covariances S_p and S_q with divisors n and m, of
/// points in R^d (nats): [tr A + u'u - d - ln det A]/2, where A = L^-1 S_p L'^-1 and u = L^-1 (mean_p -
/// mean_q), S_q = L L' (Kullback 1959). Standard error by the delta method under normal laws: [u'A u + tr(A -
/// I)^2/2]/n + [u'u + tr(A + uu' - I)^2/2]/m, and d (d + 3)/4 (1/n + 1/m)^2, which is what is left where the
/// laws are equal. No more than d points: undefined; points of a plane in one sample: infinite, in both:
/// undefined. O((n + m) d^2 + d^3).
class GaussianKl {
 public:
  using view = PointsPair;
  struct workspace {
    MeanScatterOfPoints p{1}, q{1};
    Cholesky of_p, of_q;
    std::vector<double> square, whitened, shift, product;
  };
  static constexpr std::string_view name = "gaussian_mle_kl";
  static constexpr std::string_view estimand = "kl";
  static constexpr std::string_view summary =
      "of normal laws fitted to each of two samples; interval: normal, of normal laws";
  static constexpr bool of_density = true;
  static constexpr std::string_view undefined =
      "more points than coordinates, and one sample that is not in a plane, are needed";
  static Outcome<GaussianKl> bind(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const PointsPair::One& pair, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  NormalInterval interval_;
};

}  // namespace plim
