#include <functional>

#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/poisson.hpp"
#include "plim/families/zipf.hpp"
#include "support.hpp"

namespace plim {
namespace {

using Draw = std::function<double(Variate&)>;

/// |z| of a chi-square of draws of integers 0 .. cells - 2 and beyond against their log masses.
double law_z(const Draw& draw, const std::function<double(double)>& log_mass, std::size_t cells,
             std::size_t draws = 300000, std::uint64_t key = 5) {
  std::vector<double> seen(cells, 0.0), expected(cells, 0.0);
  double left = static_cast<double>(draws);
  for (std::size_t k = 0; k + 1 < cells; ++k) {
    expected[k] = static_cast<double>(draws) * std::exp(log_mass(static_cast<double>(k)));
    left -= expected[k];
  }
  expected.back() = std::max(left, 0.0);
  for (std::size_t i = 0; i < draws; ++i) {
    Variate v({{key}, 0, 0}, i);
    const double x = draw(v);
    seen[static_cast<std::size_t>(std::min(x, static_cast<double>(cells - 1)))] += 1;
  }
  return std::fabs(test::chi_square_z(seen, expected));
}

// Hazard P3: both sides of the switch at a mean of 10.
TEST(Samplers, PoissonLaw) {
  for (const double mean :
       {1e-3, 0.95, 9.5, std::nextafter(10.0, 0.0), 10.0, 10.5, 12.0, 95.0, 745.0, 746.0}) {
    const Poisson law{mean};
    EXPECT_LT(
        law_z([&](Variate& v) { return law.sample(v); }, [&](double k) { return law.log_density(k); }, 1000),
        test::z_limit)
        << mean;
  }
  const Poisson law{12}, mutant{12.06};
  EXPECT_GT(
      law_z([&](Variate& v) { return mutant.sample(v); }, [&](double k) { return law.log_density(k); }, 100),
      test::z_limit);
}

TEST(Samplers, GeometricLaw) {
  for (const double p : {1.0, 0.999, 0.5, 0.037, 0.003}) {
    const Geometric law{p};
    EXPECT_LT(
        law_z([&](Variate& v) { return law.sample(v); }, [&](double k) { return law.log_density(k); }, 2000),
        test::z_limit)
        << p;
  }
  const Geometric law{0.3}, mutant{0.306};
  EXPECT_GT(
      law_z([&](Variate& v) { return mutant.sample(v); }, [&](double k) { return law.log_density(k); }, 100),
      test::z_limit);
}

// Hazards Z1 to Z4: exponents 0, about 1, and huge; one rank.
TEST(Samplers, ZipfLaw) {
  for (const double s :
       {0.0, 0.5, std::nextafter(1.0, 0.0), 1.0, std::nextafter(1.0, 2.0), 1.2, 2.5, 7.0, 1e4, 1e300}) {
    for (const std::int64_t N : {std::int64_t{1}, std::int64_t{2}, std::int64_t{10}, std::int64_t{1000}}) {
      const Zipf law(s, N);
      EXPECT_LT(law_z([&](Variate& v) { return law.sample(v); }, [&](double k) { return law.log_density(k); },
                      static_cast<std::size_t>(N) + 2, 100000),
                test::z_limit)
          << s << " " << N;
    }
  }
  const Zipf law(1.2, 100), mutant(1.23, 100);
  EXPECT_GT(
      law_z([&](Variate& v) { return mutant.sample(v); }, [&](double k) { return law.log_density(k); }, 102),
      test::z_limit);
}

}  // namespace
}  // namespace plim
