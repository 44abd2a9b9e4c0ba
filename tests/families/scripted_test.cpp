#include <set>

#include "exact_script.hpp"
#include "plim/families/student_t.hpp"

// T7 and T8: samplers fed with the edges of their uniforms, and inversions held against their own law at a
// thousand points. Ids as U4 are those of a collection of defects that samplers of other libraries have had.
namespace plim::scripted_test {
namespace {

using namespace test;

constexpr double inf = std::numeric_limits<double>::infinity();

/// Pairs of words that no draw may take more of, after a script of 16 at most: each sampler accepts more than
/// one in four, so that a right one takes 150 more with probability below 10^-18.
constexpr std::size_t most_taken = 16 + 150;

struct Edge {
  const char *family, *rows;
};
/// Beyond the rows of the other tests: laws whose draws under- or overflow or fill no grid.
const Edge edges[] = {
    {"beta", "[[0.001, 0.001], [1e-300, 2e-300], [0.01, 1.01], [1e-300, 1e300]]"},
    {"beta_binomial", "[[9007199254740992, 1e-150, 1e-150], [10, 1e-150, 1e150]]"},
    {"binomial",
     "[[9007199254740992, 0.5], [9007199254740992, 1e-300], [64279706454719, 6.27043e-14], [7, 0], [7, 1]]"},
    {"categorical",
     "[[[0, 1, 0]], [[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0]], [[1e-299, 0.25, 0.75]]]"},
    {"chi_squared", "[[1e-300], [1e-3], [1e300]]"},
    {"discrete_uniform", "[[-4503599627370496, 4503599627370496], [0, 9007199254740992]]"},
    {"exponential", "[[1e-140], [1e140]]"},
    {"f", "[[0.5, 0.5], [1e-3, 7]]"},
    {"gamma", "[[0.001, 1], [1e-15, 1], [5e-324, 1], [1e-300, 1e300], [1e15, 1]]"},
    {"geometric", "[[1e-100], [1e-200]]"},
    {"hypergeometric",
     "[[4503599627370496, 4503599627370496, 4503599627370496], [0, 0, 0], [7, 0, 3], [0, 7, 3]]"},
    {"inverse_gaussian", "[[1e10, 1e-8], [1e-8, 1e10], [1e-8, 1e-8], [1e100, 1e50]]"},
    {"kumaraswamy", "[[0.1, 30], [0.02, 50], [0.05, 0.05], [1e6, 1e6]]"},
    {"laplace", "[[0, 1e-100], [1000, 1e100]]"},
    {"logarithmic", "[[0.999999999]]"},
    {"negative_binomial", "[[0.05, 0.1], [1e-9, 0.5], [1e9, 0.5]]"},
    {"noncentral_beta", "[[1e-3, 1e-3, 1], [0.5, 0.5, 9007199254740992]]"},
    {"noncentral_chi_squared", "[[1e-300, 0], [0.5, 0.001], [1, 9007199254740992]]"},
    {"normal", "[[0, 1e-140], [5, 1e140]]"},
    {"poisson", "[[5e-324], [9007199254740992]]"},
    {"skellam", "[[0, 0], [0, 5], [9007199254740992, 9007199254740992]]"},
    {"uniform", "[[-1e100, 1e100], [1, 1.0000000000000002], [0, 5e-324]]"},
    {"von_mises", "[[0, 1e8], [0, 1e15], [3, 1e-300]]"},
    {"weibull", "[[0.05, 3], [1000000, 5]]"},
    {"zeta", "[[1.06], [10000]]"},
    {"zipf", "[[10000, 1000000000], [1e300, 10], [0, 1000000000], [1, 1], [0, 1], [0.99, 2]]"},
};

struct NamedLaw {
  std::string family, name;
  AnyLaw law;
};

std::vector<NamedLaw> laws() {
  std::vector<NamedLaw> all;
  std::map<std::string, std::vector<const char*>> of;
  for (const Edge& edge : edges) of[edge.family].push_back(edge.rows);
  for (const auto& [family, text] : rows_of_families()) {
    std::vector<const char*>& texts = of[std::string(family.name)];
    texts.push_back(text);
    for (const char* rows : texts) {
      for (const nlohmann::json& row : nlohmann::json::parse(rows))
        all.push_back(
            {std::string(family.name), std::string(family.name) + row.dump(), law_in_order(family, row)});
    }
  }
  for (const MadeRow& row : made_rows()) {
    const Source made = source_of(row);
    all.push_back({row.kind, made.name, made.law});
  }
  all.push_back({"student_t", "student_t of the smallest df", AnyLaw(StudentT{0, 1, StudentT::smallest_df})});
  return all;
}

/// What is wrong with a draw, or "".
std::string fault_of(const AnyLaw& law, const ScriptedDraw& draw) {
  const auto [lower, upper] = law.support();
  constexpr double largest = std::numeric_limits<double>::max();
  if (std::isnan(draw.x)) return "not a number";
  if (draw.x == inf && law.complement(largest) < 0x1p-64) return "infinite";
  if (draw.x == -inf && law.cdf(-largest) < 0x1p-64) return "infinite";
  if (!(draw.x >= lower && draw.x <= upper)) return "outside the support";
  if (draw.x == 0 && std::signbit(draw.x) && lower >= 0) return "a negative zero";
  if (law.discrete() && draw.x != std::floor(draw.x)) return "no integer";
  if (law.discrete() && law.log_density(draw.x) == -inf) return "a value of mass 0";
  return draw.taken > most_taken ? "too much work" : "";
}

TEST(Scripted, U4_U5_G2_G4_Bi5_Ge1_Z2_Z4_C2_T7_EdgeWordsThroughEverySampler) {
  const std::vector<std::vector<Variate::Pair>> scripts = edge_scripts();
  ASSERT_GT(scripts.size(), 700U);
  for (const NamedLaw& named : laws()) {
    std::map<std::string, int> faults;
    std::uint64_t stream = 0;
    for (const auto& script : scripts) {
      const std::string fault = fault_of(named.law, scripted_draw(named.law, script, ++stream));
      if (!fault.empty()) ++faults[fault];
    }
    for (const auto& [fault, count] : faults)
      ADD_FAILURE() << named.name << ": " << fault << ", " << count << " times";
  }
}

// The traps: the logarithm of a uniform that may be 0 or 1, and a sum of masses that never reaches 1.
TEST(Scripted, U4_C2_T7_UniformsThatReachTheirEndsAreCaught) {
  const AnyLaw exponential = law_of("exponential", {{"lambda", 1.0}}),
               classes = law_of("categorical.uniform", {{"K", 10}});
  const auto closed = [](std::uint64_t word) { return static_cast<double>(word >> 11) * 0x1p-53; };
  EXPECT_EQ(fault_of(exponential, {-std::log(closed(0)), 1}), "infinite");
  EXPECT_EQ(fault_of(exponential, {-std::log(1 - closed(0)), 1}), "a negative zero");
  EXPECT_EQ(fault_of(exponential, {-std::log1p(-closed(~std::uint64_t{0})), 1}), "");
  EXPECT_EQ(fault_of(exponential, {1, most_taken + 1}), "too much work");
  EXPECT_EQ(fault_of(classes, {10, 1}), "outside the support");
  EXPECT_EQ(fault_of(classes, {0.5, 1}), "no integer");
}

/// How far F(x) is from the uniform that a word stands for, relative to the smaller tail: either its 52
/// digits from one of both ends, or, after a first digit that chooses the end, all others.
double inversion_error(const AnyLaw& law, double x, std::uint64_t word) {
  const double digits = open_uniform(word), others = fine_uniform(word & ~(std::uint64_t{1} << 63), word);
  double least = inf;
  for (const double u : {std::fmin(digits, 1 - digits), others})
    least = std::fmin(least, std::fabs(std::fmin(law.cdf(x), law.complement(x)) - u) / u);
  return least;
}

TEST(Scripted, T8_InversionsOfOneWordAtAThousandPoints) {
  std::set<std::string> inverted;
  for (const auto& [family, text] : rows_of_families()) {
    if (family.discrete) continue;
    const AnyLaw law = law_in_order(family, nlohmann::json::parse(text)[0]);
    bool one_word = true;
    double worst = 0;
    for (std::uint64_t i = 0; i < 1000 && one_word; ++i) {
      const std::uint64_t word = 0x9e3779b97f4a7c15 * (i + 1);
      const ScriptedDraw a = scripted_draw(law, {{word, 3 * word}}, i),
                         b = scripted_draw(law, {{word, 5 * word + 1}}, i);
      one_word = a.taken == 1 && b.taken == 1 && std::fabs(a.x - b.x) <= 1e-12 * std::fabs(a.x);
      worst = std::fmax(worst, inversion_error(law, a.x, word));
    }
    if (!one_word) continue;
    inverted.insert(std::string(family.name));
    EXPECT_LT(worst, 1e-10) << family.name;
  }
  for (const char* name : {"arcsine", "exponential", "frechet", "generalised_pareto", "gev", "gumbel",
                           "laplace", "logistic", "pareto", "rayleigh", "triangular", "uniform", "weibull"})
    EXPECT_TRUE(inverted.count(name) == 1) << name;
}

TEST(Scripted, T8_InversionsOfAnotherLawAreCaught) {
  const AnyLaw law = law_of("weibull", {{"shape", 1.5}, {"scale", 2.0}}),
               other = law_of("weibull", {{"shape", 1.5 + 1e-9}, {"scale", 2.0}});
  const std::uint64_t word = 0x9e3779b97f4a7c15;
  const double x = scripted_draw(law, {{word, word}}, 0).x;
  EXPECT_LT(inversion_error(law, x, word), 1e-10);
  EXPECT_GT(inversion_error(other, x, word), 1e-10);
}

// What is laid down comes first, then words of the generator.
TEST(Scripted, T7_TheScriptIsWhatTheSamplerSees) {
  ScriptedWords words({{0, 0}, {~std::uint64_t{0}, 7}});
  Variate v(words);
  EXPECT_EQ(v.open(), 0x1p-53);
  EXPECT_EQ(v.open(), 1 - 0x1p-53);
  EXPECT_NE(v.word(), v.word());
  EXPECT_EQ(words.taken(), 4U);
}

// Where the tails of what is made of one uniform stop: at 53 ln 2 above.
TEST(Scripted, U1_U5_T7_TheEndsOfUniformAndExponentialNumbers) {
  const AnyLaw uniform = law_of("uniform", {{"lower", 0.0}, {"upper", 1.0}}),
               exponential = law_of("exponential", {{"lambda", 1.0}});
  const Variate::Pair zeros{0, 0}, ones{~std::uint64_t{0}, ~std::uint64_t{0}};
  EXPECT_EQ(scripted_draw(uniform, {zeros}, 0).x, 0x1p-53);
  EXPECT_EQ(scripted_draw(uniform, {ones}, 0).x, 1 - 0x1p-53);
  EXPECT_DOUBLE_EQ(scripted_draw(exponential, {zeros}, 0).x, 53 * std::log(2.0));
  EXPECT_NEAR(scripted_draw(exponential, {ones}, 0).x, 0x1p-53, 0x1p-80);
}

}  // namespace
}  // namespace plim::scripted_test
