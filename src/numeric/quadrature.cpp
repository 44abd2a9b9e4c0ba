#include "plim/numeric/quadrature.hpp"

#include <cmath>

#include <boost/math/quadrature/exp_sinh.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/quadrature/sinh_sinh.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>

#include "quiet.hpp"

namespace plim {

namespace bq = boost::math::quadrature;

Integral integral_between(const std::function<double(double)>& f, double low, double high, double tolerance) {
  constexpr unsigned most_halvings = 12;
  Integral integral;
  integral.value = bq::gauss_kronrod<double, 31, special::Quiet>::integrate(f, low, high, most_halvings,
                                                                            tolerance, &integral.error);
  return integral;
}

Integral integral_over(const std::function<double(double)>& f, double low, double high, double tolerance) {
  Integral integral;
  if (std::isinf(low) && std::isinf(high)) {
    static bq::sinh_sinh<double, special::Quiet> rule;
    integral.value = rule.integrate(f, tolerance, &integral.error);
  } else if (std::isinf(low) || std::isinf(high)) {
    static bq::exp_sinh<double, special::Quiet> rule;
    integral.value = rule.integrate(f, low, high, tolerance, &integral.error);
  } else {
    static bq::tanh_sinh<double, special::Quiet> rule;
    integral.value = rule.integrate(f, low, high, tolerance, &integral.error);
  }
  return integral;
}

}  // namespace plim
