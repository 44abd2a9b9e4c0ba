#include "numeric.hpp"
#include "plim/families/binomial.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/student_t.hpp"
#include "plim/numeric/special.hpp"
#include "weibull.hpp"

// Samples without a regular maximum, of the catalogue's families and of a user's, by the mathematics of their
// likelihoods: what is said of them names the reason.
namespace plim::fit_statuses_test {
namespace {

using test::arguments, test::numeric;

constexpr double inf = std::numeric_limits<double>::infinity();
using Known = std::vector<std::pair<std::string, double>>;

Knowns knowns_of(const std::string& family, const Known& known) {
  Knowns knowns;
  knowns.likelihood = family;
  knowns.estimand = "parameters";
  for (const auto& [name, value] : known) knowns.priors[name] = {"point", arguments({{"value", value}})};
  return knowns;
}

std::string status(const std::string& family, const std::vector<double>& x, const Known& known = {}) {
  test::Sample sample(x);
  return test::estimated(sample, "mle", knowns_of(family, known)).status_name();
}

template <class F>
std::string status_by_user(const std::vector<double>& x, const Known& known = {}) {
  return numeric<NumericMle>(law_family<F>(), x, knowns_of(std::string(F::name), known)).status_name();
}

TEST(FitStatuses, AnObservationOnAnOpenEndIsInvalid) {
  for (const std::vector<double>& x : {std::vector<double>{0, 1.5}, {2, 3, 0, 5}, {0, 0}, {-1, 2}}) {
    EXPECT_EQ(status("weibull", x), "invalid");
    EXPECT_EQ(status("lognormal", x), "invalid");
    EXPECT_EQ(status("lognormal", x, {{"scale", 1}}), "invalid");
    EXPECT_EQ(status("beta", x), "invalid");
    EXPECT_EQ(status_by_user<test::UserWeibull>(x), "invalid");
    EXPECT_EQ(status_by_user<test::ScoredWeibull>(x), "invalid");
    EXPECT_EQ(status_by_user<test::BareWeibull>(x), "invalid");
  }
  std::vector<double> late(200, 0.4);
  for (std::size_t i = 0; i < 100; ++i) late[i] = 0.003 * static_cast<double>(i + 1);
  late[150] = 1;
  EXPECT_EQ(status("beta", late), "invalid");
  late[150] = 0;
  EXPECT_EQ(status("weibull", late), "invalid");
  EXPECT_EQ(status("beta", {0.2, 0.9, 1.0}), "invalid");
  EXPECT_EQ(status("beta", {0.2, 1.5}), "invalid");
  // An exponential law, which is closed at 0.
  EXPECT_EQ(status("weibull", {0, 1.5}, {{"shape", 1}}), "regular");
}

TEST(FitStatuses, AnObservationThatIsNoNumberOfTheLawIsInvalid) {
  for (const char* family : {"weibull", "beta", "lognormal", "student_t", "negative_binomial", "uniform"}) {
    for (const double x : {inf, -inf, std::nan("")})
      EXPECT_EQ(status(family, {0.25, x, 0.5}), "invalid") << family;
    EXPECT_EQ(status(family, {}), "empty") << family;
  }
  for (const double x : {inf, -inf, std::nan(""), -1.0, 0.5, 8.0})
    EXPECT_EQ(status("binomial", {1, x}, {{"trials", 7}}), "invalid") << x;
  for (const double x : {-1.0, 0.5}) EXPECT_EQ(status("negative_binomial", {1, x, 7}), "invalid") << x;
}

TEST(FitStatuses, AConstantSampleOfADensityIsUnbounded) {
  for (const std::vector<double>& x :
       {std::vector<double>{0.3}, {0.3, 0.3, 0.3}, std::vector<double>(500, 0.9)}) {
    for (const char* family : {"weibull", "beta", "lognormal", "student_t", "uniform"})
      EXPECT_EQ(status(family, x), "unbounded") << family << x.size();
    EXPECT_EQ(status("student_t", x, {{"df", 3}}), "unbounded");
    EXPECT_EQ(status("student_t", x, {{"location", x[0]}, {"df", 3}}), "unbounded");
    EXPECT_EQ(status_by_user<test::BareWeibull>(x), "unbounded");
    EXPECT_EQ(status("weibull", x, {{"shape", 2}}), "regular");
    EXPECT_EQ(status("lognormal", x, {{"scale", 2}}), "regular");
    EXPECT_EQ(status("student_t", x, {{"scale", 2}, {"df", 3}}), "regular");
    EXPECT_EQ(status("beta", x, {{"beta", 2}}), "regular");
  }
  EXPECT_EQ(status("weibull", {1e200}), "unbounded");
  EXPECT_EQ(status("student_t", {0, 0}), "unbounded");
}

/// Negative binomial by mean and 1/r, or by mean and r.
template <bool by_dispersion>
struct UserCounts {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = by_dispersion ? "by_dispersion" : "by_size";
  static std::vector<Parameter> parameters() {
    return {{"mean", Domain::nonnegative, "mean"},
            {by_dispersion ? "dispersion" : "size", Domain::positive, "shape"}};
  }
  static Outcome<UserCounts> make(const Arguments& a) {
    return UserCounts{a.real("mean"), by_dispersion ? 1 / a.real("dispersion") : a.real("size")};
  }
  double sample(Variate& v) const { return v.poisson(v.gamma(r) * mean / r); }
  double log_density(double k) const {
    if (!(k >= 0 && k == std::floor(k))) return -inf;
    const double rest = k == 0 ? 0 : k * std::log(mean / (r + mean));
    return special::log_gamma(r + k) - special::log_gamma(r) - special::log_gamma(k + 1) -
           r * std::log1p(mean / r) + rest;
  }
  double mean, r;
  bool operator==(const UserCounts&) const = default;
};

// An r exists if and only if the variance (divisor n) exceeds the mean.
TEST(FitStatuses, CountsWithoutExcessVarianceHaveThePoissonLawAsLimit) {
  for (const std::vector<double>& x : {std::vector<double>{1},
                                       {7},
                                       {1, 0},
                                       {1, 3},
                                       {10, 10, 11},
                                       {1000, 1001, 999, 1000},
                                       std::vector<double>(300, 2),
                                       {0, 2, 0, 1, 2, 1, 3, 0, 1},
                                       {80, 120, 100, 100, 100, 100, 100, 100}}) {
    EXPECT_EQ(status("negative_binomial", x), "at_infinity") << x[0] << x.size();
    EXPECT_EQ(status_by_user<UserCounts<false>>(x), "at_infinity") << x[0] << x.size();
    EXPECT_EQ(status_by_user<UserCounts<true>>(x), "at_infinity") << x[0] << x.size();
  }
  for (const std::vector<double>& x : {std::vector<double>{0}, {0, 0, 0, 0}, std::vector<double>(100, 0)}) {
    EXPECT_EQ(status("negative_binomial", x), "nonunique") << x.size();
    EXPECT_EQ(status_by_user<UserCounts<false>>(x), "nonunique") << x.size();
    EXPECT_EQ(status("negative_binomial", x, {{"r", 2}}), "boundary") << x.size();
    EXPECT_EQ(status("binomial", x, {{"trials", 7}}), "boundary") << x.size();
  }
  EXPECT_EQ(status("binomial", {7, 7}, {{"trials", 7}}), "boundary");
}

// Poisson counts, whose variance is above and below their mean about as often. The user's family takes
// differences of large logarithms, whose rounding makes a maximum where there is none in a few of 300.
TEST(FitStatuses, CountsNextToThePoissonLaw) {
  int mistaken = 0;
  for (std::uint64_t replicate = 0; replicate < 100; ++replicate) {
    for (const std::size_t n : {4U, 30U, 300U}) {
      std::vector<double> x(n);
      double sum = 0, squares = 0;
      for (std::size_t i = 0; i < n; ++i) {
        Variate v(Address{{7}, replicate}, i << 8);
        x[i] = v.poisson(replicate % 2 == 0 ? 0.8 : 25);
        sum += x[i];
        squares += x[i] * x[i];
      }
      const double ratio = (static_cast<double>(n) * squares - sum * sum) / (static_cast<double>(n) * sum);
      const std::string wanted = sum == 0 ? "nonunique" : ratio > 1 ? "regular" : "at_infinity";
      EXPECT_EQ(status("negative_binomial", x), wanted) << replicate << " " << n << " " << ratio;
      const bool is_close = std::fabs(ratio - 1) < 0.01;
      mistaken += !is_close && status_by_user<UserCounts<false>>(x) != wanted ? 1 : 0;
    }
  }
  EXPECT_LE(mistaken, 3);
}

// By mpmath (50 digits).
TEST(FitStatuses, CountsWithHardlyAnyExcessVariance) {
  const auto r = [](const std::vector<double>& x) {
    test::Sample sample(x);
    const test::Estimated e = test::estimated(sample, "mle", knowns_of("negative_binomial", {}));
    EXPECT_EQ(e.status, Status::regular);
    return e.cells[0].value;
  };
  EXPECT_NEAR(r({2, 5, 4, 4, 1, 8, 2, 7, 3, 4}) / 39.7284874014334351, 1, 1e-8);
  EXPECT_NEAR(r({80, 120, 98, 102, 100, 100, 100, 100}) / 9931.528554827377471, 1, 1e-6);
  EXPECT_NEAR(r({80, 120, 99, 101, 100, 100, 100, 100}) / 39731.499314404974045, 1, 1e-4);
}

// Student's law with a known df has a maximum unless a share df/(df + 1) of the sample is one value; if it is
// more, the likelihood grows as the scale vanishes there (Copas 1975; Kent and Tyler 1991).
TEST(FitStatuses, TiesThatDrawAStudentsScaleToNothing) {
  EXPECT_EQ(status("student_t", {0, 0, 0, 1, 5}, {{"df", 1}}), "unbounded");
  EXPECT_EQ(status("student_t", {2, 2, 2, 2, 2, 2, 2, 7, -3}, {{"df", 2}}), "unbounded");
  EXPECT_EQ(status("student_t", {4, -4}, {{"df", 0.5}}), "unbounded");
  EXPECT_EQ(status("student_t", {1, 1, 1, 1, 1, 1, 1, 1, 1, 2}), "unbounded");
  EXPECT_EQ(status("student_t", {0, 0, 1, 5}, {{"df", 1}}), "at_infinity");
  EXPECT_EQ(status("student_t", {0, 0, 1, 5, 9}, {{"df", 1}}), "regular");
  EXPECT_EQ(status("student_t", {1, 1, 1, 1, 1, 1, 1, 4, 2, 3}, {{"df", 3}}), "regular");
}

TEST(FitStatuses, AParameterThatWantsToBeInfinite) {
  // Constant data at a known scale: the peak of the density is highest for the normal law.
  EXPECT_EQ(status("student_t", {3, 3, 3}, {{"scale", 1}}), "at_infinity");
  EXPECT_EQ(status("student_t", {-2, -1, 1, 2, 0, 1.5, -1.5}), "at_infinity");
  EXPECT_EQ(status("negative_binomial", {0, 0}, {{"p", 0.5}}), "at_infinity");  // r to 0, outside its domain
}

// Fits of data times a power of two are those of the data times it, and outliers leave the others' scale
// alone.
TEST(FitStatuses, DataOverManyDecades) {
  const std::vector<double> x = {0.5, -0.25, 1.25, -0.75, 0.125, 0.375, -2};
  const auto fit = [](std::vector<double> values, double unit) {
    for (double& value : values) value *= unit;
    test::Sample sample(values);
    test::Estimated e = test::estimated(sample, "mle", knowns_of("student_t", {{"df", 3}}));
    EXPECT_EQ(e.status, Status::regular) << unit;
    return std::pair(e.cells[0].value / unit, e.cells[1].value / unit);
  };
  const auto [location, scale] = fit(x, 1);
  for (const double unit : {0x1p600, 0x1p-600, 0x1p-20}) {
    EXPECT_NEAR(fit(x, unit).first, location, 1e-9);
    EXPECT_NEAR(fit(x, unit).second, scale, 1e-9);
  }
  // The outlier's part in the score, (df + 1)/x, vanishes, and one in eight goes into the scale's equation.
  std::vector<double> far = x;
  far.push_back(1e9);
  const auto [near_location, near_scale] = fit(far, 1);
  far.back() = 1e14;
  EXPECT_NEAR(fit(far, 1).first, near_location, 1e-7);
  EXPECT_NEAR(fit(far, 1).second, near_scale, 1e-7);
}

// Normal prior and likelihood of the logarithms are conjugate: precision 1/9 + n, mean n mean(ln x) / that.
TEST(FitStatuses, ALognormalPosteriorOverManyDecades) {
  for (const std::vector<double>& x :
       {std::vector<double>{1e-8, 1e-3, 2, 1e6, 3e12}, {1e40}, {1e-50, 1e-60}}) {
    double sum = 0;
    for (const double value : x) sum += std::log(value);
    Knowns knowns = knowns_of("lognormal", {{"scale", 1}});
    knowns.estimand = "location";
    knowns.priors["location"] = {"normal", arguments({{"mean", 0.0}, {"sd", 3.0}})};
    test::Sample sample(x);
    const test::Estimated e = test::estimated(sample, "posterior_mean", knowns);
    const double precision = 1.0 / 9 + static_cast<double>(x.size());
    ASSERT_EQ(e.status, Status::regular) << x[0];
    EXPECT_NEAR(e.cells[0].value, sum / precision, 1e-8 / std::sqrt(precision));
    EXPECT_NEAR(e.cells[0].se, 1 / std::sqrt(precision), 1e-8);
  }
}

// Zeros alone put p on its end, where the law's own support is the one point 0: the next sample must not see
// it.
TEST(FitStatuses, AFitDoesNotDependOnTheOneBefore) {
  Knowns knowns = test::knowns_of("binomial", "p");
  knowns.priors["trials"] = {"point", test::arguments({{"value", 7.0}})};
  const Outcome<NumericModel> model = NumericModel::bind(law_family<Binomial>(), knowns);
  ASSERT_TRUE(model);
  NumericModel::Workspace w = model->workspace();
  const auto status_of = [&](std::vector<double> x) { return model->fit({2, x, {}}, w, false).status; };
  for (const double edge : {0.0, 7.0}) {
    EXPECT_EQ(status_of({edge, edge}), Status::boundary);
    EXPECT_EQ(status_of({0, 1}), Status::regular);
    EXPECT_EQ(status_of({7, 7}), Status::boundary);
  }
}

}  // namespace
}  // namespace plim::fit_statuses_test
