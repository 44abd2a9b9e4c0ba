#include <cmath>

#include "plim/theory/count_window.hpp"
#include "support.hpp"

namespace plim::polya_window_test {
namespace {

TEST(PolyaWindow, AgreesWithLogGammas) {
  for (const std::int64_t n : {1, 5, 300, 20000}) {
    for (const auto& [a, b] : {std::pair(1.0, 1.0), std::pair(0.1, 0.2), std::pair(0.01, 4.0),
                               std::pair(30.0, 0.5), std::pair(200.0, 500.0), std::pair(1.0, 50.0)}) {
      const CountWindow w = polya_window(n, a / (a + b), a + b);
      double total = 0;
      for (std::size_t i = 0; i < w.mass.size(); ++i) {
        total += w.mass[i];
        const double k = static_cast<double>(w.first) + static_cast<double>(i), m = static_cast<double>(n);
        const double exact = std::exp(std::lgamma(m + 1) - std::lgamma(k + 1) - std::lgamma(m - k + 1) +
                                      std::lgamma(k + a) + std::lgamma(m - k + b) - std::lgamma(m + a + b) +
                                      std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b));
        EXPECT_NEAR(w.mass[i], exact, 1e-9 * exact + 1e-18) << n << " " << a << " " << b << " " << k;
      }
      EXPECT_NEAR(total, 1, 1e-12);
      EXPECT_LE(static_cast<double>(w.mass.size()), window_size(n, a / (a + b), -(a + b)));
    }
  }
}

}  // namespace
}  // namespace plim::polya_window_test
