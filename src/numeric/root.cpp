#include "plim/numeric/root.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include <boost/math/tools/toms748_solve.hpp>

#include "quiet.hpp"

namespace plim {

double root_between(const std::function<double(double)>& f, double low, double high) {
  const double at_low = f(low), at_high = f(high);
  if (at_low == 0) return low;
  if (at_high == 0) return high;
  if (!(at_low < 0 ? at_high > 0 : at_low > 0 && at_high < 0))
    return std::numeric_limits<double>::quiet_NaN();
  std::uintmax_t steps = 200;
  const auto bracket = boost::math::tools::toms748_solve(
      [&f](double x) { return f(x); }, low, high, at_low, at_high,
      boost::math::tools::eps_tolerance<double>(std::numeric_limits<double>::digits), steps,
      special::Quiet());
  return bracket.first + 0.5 * (bracket.second - bracket.first);
}

}  // namespace plim
