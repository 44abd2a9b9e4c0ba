#include "exact_procedures.hpp"

// Draws by blocks of the continuous families: their cuts, and parameters so extreme that the catalogue of
// exactness does not hold them.
namespace plim::block_draws_test {
namespace {

using namespace test;

std::vector<Source> by_blocks() {
  std::vector<Source> some;
  for (const Source& source : exact_sources()) {
    if (source.is_fast && !source.law.discrete()) some.push_back(source);
  }
  return some;
}

constexpr std::uint64_t start = 37;

std::vector<double> whole(const Source& source) {
  std::vector<double> x(2600);
  source.draw(3, start, x);
  return x;
}

std::vector<double> in_pieces(const Source& source) {
  std::vector<double> x(2600);
  std::size_t done = 0;
  for (const std::size_t size : {1, 90, 128, 129, 1, 255, 1025, 971})
    source.draw(3, start + done, std::span(x).subspan(done, size)), done += size;
  EXPECT_EQ(done, x.size());
  return x;
}

TEST(BlockDraws, B4_SameBytesHoweverTheyAreCutOnEveryInstructionSet) {
  const IsaGuard guard;
  for (const Source& source : by_blocks()) {
    force_isa(Isa::v2);
    const std::vector<double> plain = whole(source);
    for (const Isa isa : usable_isas()) {
      force_isa(isa);
      EXPECT_EQ(whole(source), plain) << source.name << isa_name(isa);
      EXPECT_EQ(in_pieces(source), plain) << source.name << isa_name(isa);
    }
  }
}

/// Every family that the issue of speed names, so that none falls back to single draws unseen.
TEST(BlockDraws, OfTheseFamilies) {
  std::set<std::string> found;
  for (const Source& source : by_blocks()) found.insert(source.name.substr(0, source.name.find('[')));
  for (const char* name : {"arcsine",
                           "beta",
                           "cauchy",
                           "chi_squared",
                           "exponential",
                           "f",
                           "frechet",
                           "gamma",
                           "generalised_pareto",
                           "gev",
                           "gumbel",
                           "hyperexponential",
                           "inverse_gamma",
                           "inverse_gaussian",
                           "kumaraswamy",
                           "laplace",
                           "levy",
                           "logistic",
                           "lognormal",
                           "noncentral_beta",
                           "noncentral_chi_squared",
                           "noncentral_f",
                           "noncentral_t",
                           "normal",
                           "pareto",
                           "rayleigh",
                           "rice",
                           "skew_normal",
                           "student_t",
                           "triangular",
                           "uniform",
                           "weibull"})
    EXPECT_EQ(found.count(name), 1U) << name;
}

// Both sides of every branch of the fills, tiny and huge parameters.
const char* const extreme_laws[] = {
    "student_t[0, 1, 0.05]",
    "student_t[0, 1, 0.249]",
    "student_t[0, 1, 0.25]",
    "student_t[0, 1, 1e6]",
    "student_t[0, 1, 1e300]",
    "beta[0.0624, 2]",
    "beta[1e6, 1e6]",
    "f[0.12, 3]",
    "f[0.125, 0.125]",
    "f[1e6, 0.2]",
    "f[1e6, 1e6]",
    "noncentral_chi_squared[0.99, 3]",
    "noncentral_chi_squared[1, 0]",
    "noncentral_chi_squared[1, 1e6]",
    "noncentral_chi_squared[1.0001, 1e-6]",
    "noncentral_chi_squared[1e6, 1e6]",
    "noncentral_t[0.12, 1]",
    "noncentral_t[0.125, 1]",
    "noncentral_t[3, 1e3]",
    "noncentral_t[1e6, -20]",
    "noncentral_f[0.9, 5, 3]",
    "noncentral_f[1, 0.125, 0]",
    "noncentral_f[1e4, 1e4, 1e6]",
    "noncentral_beta[0.4, 2, 3]",
    "noncentral_beta[0.5, 1, 10]",
    "noncentral_beta[1e3, 1e3, 1e6]",
    "inverse_gaussian[1e10, 1]",
    "inverse_gaussian[1, 1e10]",
    "rice[1e6, 1e-3]",
    "rice[0, 1e-300]",
    "skew_normal[0, 1, 1e6]",
    "skew_normal[0, 1, -0.001]",
    "hyperexponential[[0.05, 0.15, 0.2, 0.001, 0.299, 0.3], [1e-6, 1e6, 1, 1e9, 2, 1e-9]]",
    "kumaraswamy[100, 1e200]",
    "weibull[0.02, 1]",
    "frechet[0.2, 1]",
    "gev[0, 1, 5]",
    "gev[0, 1, -1]",
    "generalised_pareto[0, 1, 5]",
    "pareto[1, 0.2]",
};

TEST(BlockDraws, T1_T4_T6_B1_N7_OfExtremeParameters) {
  std::uint64_t key = 31000;
  for (const char* name : extreme_laws) {
    const AnyLaw law = law_named(name);
    const Source source{name, law, drawing_of(law)};
    ++key;
    for (const Procedure& procedure : {t1, t4, t6})
      EXPECT_EQ(verdict_of(procedure, source, procedure.draws, key).refutation, "") << procedure.name;
  }
}

// Of these a share of the draws is rounded to an end, or underflows, so that only cells away from the ends
// can be counted.
const char* const laws_at_ends[] = {
    "beta[0.001, 0.001]",
    "beta[0.001, 1e6]",
    "beta[2, 0.0625]",
    "beta[0.0625, 0.0625]",
    "beta[1e6, 0.3]",
    "f[1e-3, 1e3]",
    "noncentral_chi_squared[0.001, 2]",
    "noncentral_beta[0.5, 0.0625, 10]",
    "noncentral_beta[2, 0.06, 10]",
    "kumaraswamy[0.001, 1000]",
    "kumaraswamy[1000, 0.001]",
};

/// z of the counts between fixed points.
double cells_z(const AnyLaw& law, const AnyLaw& drawn_from, std::uint64_t key) {
  const std::vector<double> cuts = {1e-300, 1e-100, 1e-20, 1e-5,     0.01,      0.3,
                                    0.5,    0.7,    0.99,  1 - 1e-5, 1 - 1e-12, 100};
  std::vector<double> x(1 << 17), seen(cuts.size() + 1, 0.0), expected;
  drawing_of(drawn_from)(key, 0, x);
  for (const double draw : x)
    seen[static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), draw) - cuts.begin())] += 1;
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    const double lower = i == 0 ? -1 : cuts[i - 1], upper = i == cuts.size() ? 1e308 : cuts[i];
    const double mass = law.cdf(upper) < 0.5 ? law.cdf(upper) - law.cdf(lower)
                                             : law.complement(lower) - law.complement(upper);
    expected.push_back(mass * static_cast<double>(x.size()));
  }
  return std::fabs(chi_square_z(seen, expected));
}

TEST(BlockDraws, B1_B3_G1_WhereDrawsAreRoundedToTheEnds) {
  std::uint64_t key = 32000;
  for (const char* name : laws_at_ends)
    EXPECT_LT(cells_z(law_named(name), law_named(name), ++key), z_limit) << name;
  EXPECT_GT(cells_z(law_named("beta[0.001, 0.001]"), law_named("beta[0.001, 0.00108]"), ++key), z_limit);
}

// So far from the origin nothing but the mean is left, and nothing overflows.
TEST(BlockDraws, RiceFarFromTheOrigin) {
  std::vector<double> x(256);
  drawing_of(law_named("rice[1e200, 1]"))(1, 0, x);
  EXPECT_EQ(x, std::vector<double>(256, 1e200));
}

}  // namespace
}  // namespace plim::block_draws_test
