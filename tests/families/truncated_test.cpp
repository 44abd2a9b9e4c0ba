#include "plim/families/truncated.hpp"

#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/poisson.hpp"
#include "plim/families/student_t.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "sampler_fit.hpp"

// Truncated and affine laws against mpmath 1.2 with 40 digits: tails as differences of the other law's,
// moments by quadrature. The ids are those of defects of other libraries' samplers: N3 truncated normals far
// out.
namespace plim::truncated_test {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

using OnLine = Truncated<false>;
using OnIntegers = Truncated<true>;

OnLine normal(double lower, double upper) { return {AnyLaw(Normal{0, 1}), lower, upper}; }

struct Point {
  double x, log_density, log_cdf, log_complement;
};
struct Numbers {
  double mean, variance, skewness, excess, entropy;
};

/// To the digits that the other law's tails have, whose logarithms reach -617.
void expect_near(double found, double expected, double x) {
  if (found == expected) return;
  EXPECT_NEAR(found, expected, 2e-13 + 1e-12 * std::fabs(expected)) << x;
}

template <class Law>
void expect_points(const Law& law, std::initializer_list<Point> points) {
  for (const Point& p : points) {
    expect_near(law.log_density(p.x), p.log_density, p.x);
    expect_near(law.log_cdf(p.x), p.log_cdf, p.x);
    expect_near(law.log_complement(p.x), p.log_complement, p.x);
    expect_near(law.cdf(p.x), std::exp(p.log_cdf), p.x);
    expect_near(law.complement(p.x), std::exp(p.log_complement), p.x);
  }
}

template <class Law>
void expect_numbers(const Law& law, const Numbers& n) {
  EXPECT_NEAR(law.mean(), n.mean, 1e-12 * std::fabs(n.mean));
  EXPECT_NEAR(law.variance(), n.variance, 1e-8 * n.variance);
  EXPECT_NEAR(law.skewness(), n.skewness, 1e-7);
  EXPECT_NEAR(law.excess_kurtosis(), n.excess, 1e-6);
  EXPECT_NEAR(law.entropy(), n.entropy, 1e-9);
}

// N3, on both signs: the law of -X given -X <= -a is the mirror image.
TEST(Truncated, N3_NormalFarOut) {
  struct {
    double lower, upper;
    std::vector<Point> points;
    Numbers numbers;
    double quartile;
  } const cases[] = {
      {10,
       inf,
       {{10.0009765625, 2.30258051547063963344, -4.62400418570961336488, -0.00986189150731986514325},
        {10.125, 1.05453411730779783657, -0.329659398214969714412, -1.2700009387229585171}},
       {10.0980932339625119628, 0.00944537782565626116414, 1.94603121889185909814, 5.58037232366504519153,
        -1.32188044749523802235},
       10.0284490553692295517},
      {35,
       inf,
       {{35.0009765625, 3.52198256438068252834, -3.39235040156803392625, -0.0342080203664025714215},
        {35.125, -0.826649771282159268536, -0.0125239010724127441979, -4.38637178979732629012}},
       {35.0285249705966878703, 0.00081235516838263269295, 1.99514747710718295572, 5.96128146138917483305,
        -2.55697574327580300159},
       35.0082118325845017314},
      {9,
       20,
       {{9.0625, 1.64475745512744275501, -0.832040652773707459442, -0.571213426055896845264},
        {10.0, -7.29078941987255724499, -0.0000675189487069719477434, -9.60313603718035508156}},
       {9.10852310500286879778, 0.0115147906547171332834, 1.93486036973719716629, 5.4964073696528657759,
        -1.22085660761453316499},
       9.03152988836640101323}};
  for (const auto& c : cases) {
    const OnLine law = normal(c.lower, c.upper), mirror = normal(-c.upper, -c.lower);
    for (const Point& p : c.points) {
      expect_points(law, {p});
      expect_points(mirror, {{-p.x, p.log_density, p.log_complement, p.log_cdf}});
    }
    expect_numbers(law, c.numbers);
    EXPECT_NEAR(law.quantile(0.25), c.quartile, 1e-13 * c.quartile);
    EXPECT_NEAR(mirror.complement_quantile(0.25), -c.quartile, 1e-13 * c.quartile);
  }
}

// N3: where the other law's tail is e^-500008.
TEST(Truncated, N3_NormalBeyondDoubles) {
  const OnLine law = normal(1000, inf);
  const Point at{1000.0009765625, 5.93119330214247886126, -0.472571568953404144316, -0.976563953397228253904};
  EXPECT_NEAR(law.log_density(at.x), at.log_density, 1e-9);
  EXPECT_NEAR(law.log_cdf(at.x), at.log_cdf, 1e-9);
  EXPECT_NEAR(law.log_complement(at.x), at.log_complement, 1e-9);
  EXPECT_NEAR(law.mean(), 1000.00099999800001, 1e-12);
  EXPECT_NEAR(law.variance(), 9.99994000050e-7, 1e-14);
  EXPECT_NEAR(law.quantile(0.25), 1000.00028768174339026, 1e-12);
  EXPECT_NEAR(law.entropy(), -5.90775727897463710139, 1e-8);
}

TEST(Truncated, InTheMiddle) {
  const OnLine law = normal(-2, 1);
  expect_points(law, {{-1.5, -1.84377223888021016183, -2.92210316114079643259, -0.0553228497979104804755},
                      {0.0, -0.718772238880210161831, -0.539548798527872893016, -0.874696032537608801742},
                      {0.99999904632568359375, -1.21877128520634850293, -2.81899494422392579328e-7,
                       -15.0817153732420718339}});
  expect_numbers(law, {-0.229637179091328968615, 0.519762539211533935914, -0.32254591283309151675,
                       -0.719827542077103414337, 1.00502012549648867701});
  EXPECT_NEAR(law.quantile(0.9990234375), 0.996701697565298880155, 1e-14);
  const OnLine gamma(AnyLaw(Gamma{2, 1}), 1, 3);
  expect_points(gamma, {{2.0, -0.684370248793382323964, -0.486928720015974148441, -0.953242189372258408674}});
  expect_numbers(gamma, {1.8505356159319802606, 0.30760912457740244293, 0.315603041660707047296,
                         -1.02064698546586299868, 0.65847581265300601795});
  EXPECT_NEAR(gamma.quantile(0.25), 1.37180226671726158226, 1e-14);
}

TEST(Truncated, OnIntegers) {
  const OnIntegers law(AnyLaw(Poisson{3}), 2, 5);
  expect_points(law, {{2, -1.16315080980568086307, -1.16315080980568086307, -0.374693449441410693607},
                      {3.5, -inf, -0.470003629245735553651, -0.980829253011726236856},
                      {4, -1.45083288225746179051, -0.151549898127200937841, -1.96165850602345247371}});
  expect_numbers(law, {3.203125, 1.068115234375, 0.351131155222560718238, -1.05778311836734693878,
                       1.34286644031719115068});
  EXPECT_EQ(law.quantile(0.3), 2);
  EXPECT_EQ(law.quantile(0.9), 5);
  EXPECT_EQ(law.complement_quantile(0.15), 4);
}

// A geometric law has no memory: from 1000 on it is itself, 1000 later, though only 10^-155 of it is there.
TEST(Truncated, GeometricFarOut) {
  const OnIntegers law(AnyLaw(Geometric{0.3}), 1000, inf);
  const Geometric one{0.3};
  for (const double k : {0.0, 3.0, 40.0}) {
    EXPECT_NEAR(law.log_density(1000 + k), one.log_density(k), 1e-12);
    EXPECT_NEAR(law.complement(1000 + k), one.complement(k), 1e-12 * one.complement(k));
  }
  EXPECT_NEAR(law.mean(), 1000 + one.mean(), 1e-9);
  EXPECT_EQ(law.quantile(0.9), 1000 + one.quantile(0.9));
}

TEST(Truncated, HeavyTails) {
  const OnLine half_cauchy(AnyLaw(StudentT{0, 1, 1}), 0, inf), below(AnyLaw(StudentT{0, 1, 1}), -inf, 0),
      finite_mean(AnyLaw(StudentT{0, 1, 1.5}), 0, inf);
  EXPECT_EQ(half_cauchy.mean(), inf);
  EXPECT_EQ(below.mean(), -inf);
  EXPECT_EQ(half_cauchy.variance(), inf);
  EXPECT_TRUE(std::isfinite(finite_mean.mean()));
  EXPECT_EQ(finite_mean.variance(), inf);
}

// |z| at most 5.7 has a false alarm of 1e-8; each seed is fixed. Draws of a law cut a little elsewhere are
// found.
TEST(Truncated, N3_DrawsFollowIt) {
  for (const double a : {-1.0, 5.0, 10.0, 35.0, 1000.0}) {
    const std::size_t n = a < 1000 ? 50000 : 1000;  // beyond doubles a draw takes a millisecond
    EXPECT_LT(test::law_z(normal(a, inf), normal(a, inf), n), test::z_limit) << a;
    EXPECT_LT(test::law_z(normal(-inf, -a), normal(-inf, -a), n), test::z_limit) << a;
  }
  EXPECT_LT(test::law_z(normal(9, 20), normal(9, 20), 50000), test::z_limit);
  EXPECT_GT(test::law_z(normal(10, inf), normal(10.002, inf), 50000), test::z_limit);
  const OnIntegers poisson(AnyLaw(Poisson{3}), 2, 5), other(AnyLaw(Poisson{3.06}), 2, 5);
  EXPECT_LT(test::law_z(poisson), test::z_limit);
  EXPECT_GT(test::law_z(poisson, other), test::z_limit);
}

AnyLaw affine_of(AnyLaw base, double shift, double scale) {
  const Catalogue catalogue = standard_catalogue();
  Arguments own;
  own.set("shift", shift);
  own.set("scale", scale);
  return find_named(catalogue.composites(), "affine")->make({{"of", {}, std::move(base)}}, own)->law;
}

// By the definition alone: shift + scale X, also turned round.
TEST(Affine, IsTheLawOfTheLine) {
  const Gamma base{2, 1};
  const AnyLaw up = affine_of(AnyLaw(base), 3, 2), down = affine_of(AnyLaw(base), 3, -2);
  for (const double x : {0.01, 1.0, 7.0}) {
    EXPECT_NEAR(up.log_density(3 + 2 * x), base.log_density(x) - std::log(2), 1e-14);
    EXPECT_EQ(up.cdf(3 + 2 * x), base.cdf((3 + 2 * x - 3) / 2));
    EXPECT_NEAR(down.cdf(3 - 2 * x), base.complement(x), 1e-15);
    EXPECT_NEAR(down.log_complement(3 - 2 * x), base.log_cdf(x), 1e-13);
  }
  EXPECT_EQ(up.mean(), 7);
  EXPECT_EQ(down.mean(), -1);
  EXPECT_EQ(down.variance(), 8);
  EXPECT_EQ(down.skewness(), -base.skewness());
  EXPECT_NEAR(down.entropy(), base.entropy() + std::log(2), 1e-15);
  EXPECT_EQ(down.support(), (Support{-inf, 3}));
  EXPECT_EQ(down.quantile(0.2), 3 - 2 * base.complement_quantile(0.2));
  EXPECT_LT(test::law_z(down), test::z_limit);
}

TEST(Affine, OfIntegersTurnedRound) {
  const AnyLaw law = affine_of(AnyLaw(Poisson{3}), 1, -2);
  double below = 0;
  for (double y = -99; y <= 1; y += 2) {  // the mass of 50 .. 0 one after the other
    below += Poisson{3}.log_density((1 - y) / 2) > -700 ? std::exp(Poisson{3}.log_density((1 - y) / 2)) : 0;
    EXPECT_NEAR(law.cdf(y), below, 1e-14) << y;
    EXPECT_EQ(law.cdf(y), law.cdf(y + 1)) << y;
    EXPECT_EQ(law.log_density(y + 1), -inf) << y;
    if (law.cdf(y) > 1e-12 && law.cdf(y) < 1 - 1e-12) {
      EXPECT_EQ(law.quantile(law.cdf(y)), y);
      EXPECT_EQ(law.complement_quantile(law.complement(y)), y);
    }
  }
}

}  // namespace
}  // namespace plim::truncated_test
