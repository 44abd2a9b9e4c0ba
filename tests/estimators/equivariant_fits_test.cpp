#include "sample.hpp"

// A law of location and scale is fitted alike wherever the data lie and whatever their unit is: fit(a + b x)
// is a + b fit(x), compared with the fit of what doubles leave of x in a + b x.
namespace plim::equivariant_fits_test {
namespace {

/// Draws of location 1 and scale 2.
std::vector<double> draws(std::size_t n, double df) {
  Arguments arguments;
  arguments.set("location", 1.0);
  arguments.set("scale", 2.0);
  arguments.set("df", df);
  const auto& families = test::Sample::catalogue().families();
  const Outcome<AnyLaw> law = find_named(families, "student_t")->law(arguments);
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) {
    Variate v(Address{{17}, i, 0}, 0);
    x.push_back(law->sample(v));
  }
  return x;
}

test::Estimated fit(const std::vector<double>& x) {
  Knowns knowns;
  knowns.likelihood = "student_t";
  knowns.estimand = all_parameters;
  test::Sample sample(x);
  return test::estimated(sample, "mle", knowns);
}

TEST(EquivariantFits, OfStudentsLaw) {
  const std::pair<double, double> moves[] = {{1e6, 1e-3}, {-1e6, 1e-3}, {0, 1e8},    {0, 1e-8},
                                             {1e9, 1},    {1e8, 1e8},   {1e12, 1e3}, {0, 1e-100}};
  for (const auto& [n, df] : {std::pair<std::size_t, double>{30, 2}, {100, 5}, {300, 3}, {50, 1.5}}) {
    const std::vector<double> x = draws(n, df);
    for (const auto& [a, b] : moves) {
      std::vector<double> moved, back;
      for (const double v : x) {
        moved.push_back(a + b * v);
        back.push_back((moved.back() - a) / b);
      }
      const test::Estimated got = fit(moved), want = fit(back);
      ASSERT_EQ(want.status, Status::regular) << n << " " << a << " " << b;
      ASSERT_EQ(got.status, Status::regular) << n << " " << a << " " << b;
      const double scale = want.cells[1].value;
      EXPECT_NEAR((got.cells[0].value - a) / b, want.cells[0].value, 1e-6 * scale)
          << n << " " << a << " " << b;
      EXPECT_NEAR(got.cells[1].value / b, scale, 1e-6 * scale) << n << " " << a << " " << b;
      EXPECT_NEAR(got.cells[2].value, want.cells[2].value, 1e-6 * want.cells[2].value) << n << " " << a << b;
    }
  }
}

}  // namespace
}  // namespace plim::equivariant_fits_test
