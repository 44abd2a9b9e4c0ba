#include <cmath>

#include <boost/math/distributions/binomial.hpp>

#include "plim/numeric/entropy.hpp"
#include "plim/theory/additive.hpp"
#include "plim/theory/errors.hpp"
#include "support.hpp"

namespace plim::alternating_test {
namespace {

/// G of Grassberger (2003) by its recursion.
double grassberger(double c) {
  double g = -0.57721566490153286 - std::log(2.0);
  for (double m = 2; m <= c; m += 2) g += 2 / (m - 1);
  return g;
}

/// The estimator's form: of each class c/n (ln c - G(c)) beside the plug-in.
ErrorMoments moments(const std::vector<double>& law, std::int64_t n) {
  const double count = static_cast<double>(n);
  const AdditiveTerm term{PlugIn{}, 0.0, [count](std::size_t, std::int64_t c) {
                            const double x = static_cast<double>(c);
                            return c > 0 ? x / count * (std::log(x) - grassberger(x)) : 0.0;
                          }};
  return additive_moments(CountLaws(law, n), entropy_error(law, n, term));
}

// Terms that alternate with the count are of the highest degrees. Of two classes the second count is n less
// the first, which needs no expansion: the sum over n + 1 samples. Of three, with two that are nearly all,
// the expansion ends before its digits suffice: nothing is said.
TEST(Alternating, TermsAreExactOrNotSaid) {
  for (const double p : {0.5, 0.3, 0.1}) {
    for (const std::int64_t n : {60, 200, 1000}) {
      const double count = static_cast<double>(n);
      std::vector<double> h(static_cast<std::size_t>(n) + 1, 0.0);
      for (std::size_t c = 1; c < h.size(); ++c) {
        const double x = static_cast<double>(c);
        h[c] = x / count * (std::log(count) - grassberger(x));
      }
      double mean = 0, square = 0;
      const double centre = entropy_of(std::vector<double>{p, 1 - p});
      for (std::size_t c = 0; c < h.size(); ++c) {
        const double t = h[c] + h[h.size() - 1 - c] - centre;
        const double mass = boost::math::pdf(boost::math::binomial(count, p), static_cast<double>(c));
        mean += mass * t;
        square += mass * t * t;
      }
      const ErrorMoments m = moments({p, 1 - p}, n);
      EXPECT_NEAR(m.bias, mean, 1e-13) << p << " " << n;
      EXPECT_NEAR(m.sd / std::sqrt(square - mean * mean), 1, 1e-9) << p << " " << n;
    }
  }
  // By the sum over all triples of counts.
  EXPECT_NEAR(moments({0.49, 0.49, 0.02}, 200).sd, 0.03241641574, 1e-11);
  EXPECT_TRUE(std::isnan(moments({0.98, 0.01, 0.01}, 200).sd));
  EXPECT_NEAR(moments({0.3, 0.3, 0.4}, 1000).sd, 0.004649332919, 1e-12);
}

}  // namespace
}  // namespace plim::alternating_test
