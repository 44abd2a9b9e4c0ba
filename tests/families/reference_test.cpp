#include <algorithm>
#include <map>
#include <set>

#include "law_cases.hpp"
#include "plim/study/standard_catalogue.hpp"

// Every law against values in high precision that plim had no part in (tests/data/generate_families.py).
namespace plim::reference_test {
namespace {

using Json = nlohmann::json;

using test::label;
using test::law_of;
using test::number;
using test::units;

/// Errors in units of 2^-52: of a log density and of an entropy to max(1, itself); of a tail T, relative, to
/// 1 + |ln T|, as T = e^(ln T) needs; of a quantile to |x| + sd; of skewness and kurtosis to max(1, itself);
/// of the rest relative.
enum Quantity { log_density, tails, quantiles, moments, shapes, entropy, information, quantities };
constexpr const char* names[] = {"log density", "tails",   "quantiles",  "moments",
                                 "shapes",      "entropy", "information"};
using Errors = std::array<double, quantities>;

void raise(double& most, double error) { most = std::fmax(most, error); }

double tail_error(double tail, double exact) {
  return units(tail, exact, std::fabs(exact) * (1 + std::fabs(std::log(exact))));
}

/// The largest errors of a law against a case of the file.
Errors errors_of(const AnyLaw& law, const Json& c) {
  Errors e{};
  for (const Json& at : c["at"]) {
    const double x = at["x"], exact = number(at["log_density"]);
    raise(e[log_density], units(law.log_density(x), exact, std::fmax(1, std::fabs(exact))));
    raise(e[tails], tail_error(law.cdf(x), number(at["cdf"])));
    raise(e[tails], tail_error(law.complement(x), number(at["complement"])));
  }
  const double mean = number(c["mean"]), variance = number(c["variance"]);
  for (const Json& at : c["quantiles"]) {
    const double x = number(at["x"]);
    const double spread = std::isfinite(variance) ? std::sqrt(variance) : 0;
    raise(e[quantiles], units(law.quantile(at["p"]), x, std::fabs(x) + spread));
  }
  raise(e[moments], units(law.mean(), mean, std::fabs(mean)));
  raise(e[moments], units(law.variance(), variance, variance));
  for (const auto& [name, found] :
       {std::pair{"skewness", law.skewness()}, std::pair{"excess_kurtosis", law.excess_kurtosis()}}) {
    if (!c.contains(name)) continue;
    const double exact = number(c[name]);
    raise(e[shapes], units(found, exact, std::fmax(1, std::fabs(exact))));
  }
  if (!c["entropy"].is_null()) {
    const double exact = number(c["entropy"]);
    raise(e[entropy], units(law.entropy(), exact, std::fmax(1, std::fabs(exact))));
  }
  const auto entries = law.fisher_information().matrix;
  const std::vector<double> matrix(entries.begin(), entries.end());
  // Which families have none, though there is one.
  const bool left_out = c["family"] == "beta_binomial" || c["family"] == "skellam";
  if (matrix.empty() && !c["information"].empty() && !left_out) raise(e[information], 1e300);
  const bool both_know = !matrix.empty() && !c["information"].empty();
  for (std::size_t i = 0; both_know && i < c["information"].size(); ++i) {
    const double exact = number(c["information"][i]);
    raise(e[information], units(matrix.at(i), exact, std::fabs(exact) < 1e-40 ? 1 : std::fabs(exact)));
  }
  return e;
}

/// What is allowed, in the same units, where it is more than usual. Gamma densities and incomplete gamma
/// functions are worst just below the shapes at which their expansions take over; variances of zipf and zeta
/// where two moments nearly cancel; quantiles of extreme values, of weibull and of Student's laws where they
/// are high powers of a probability, whose logarithm is rounded. A small scale of the lognormal law blows up
/// the rounding of ln x, as 10^-100 does that of a Cauchy deviate. Of beta and Student laws trigamma
/// functions nearly cancel. Boost's incomplete beta function loses digits where one weight is small and the
/// other 500 000 (f). Shapes are third and fourth moments about a mean that is rounded (hypergeometric about
/// 10^6).
const std::map<std::string, std::map<Quantity, double>>& more_is_allowed() {
  static const std::map<std::string, std::map<Quantity, double>> more = {
      {"beta", {{log_density, 32}, {tails, 64}, {quantiles, 48}, {entropy, 32}, {information, 600}}},
      {"beta_binomial", {{log_density, 20}, {tails, 12}, {shapes, 200}, {entropy, 12}}},
      {"binomial", {{tails, 64}}},
      {"cauchy", {{log_density, 64}}},
      {"f", {{log_density, 800}, {tails, 10000}, {quantiles, 13500}, {entropy, 8}, {information, 32}}},
      {"frechet", {{tails, 6}, {quantiles, 12}}},
      {"gamma", {{log_density, 16}, {tails, 48}}},
      {"generalised_pareto", {{quantiles, 32}}},
      {"gev", {{tails, 4}, {quantiles, 32}, {moments, 12}, {information, 64}}},
      {"hypergeometric", {{log_density, 24}, {tails, 12}, {shapes, 650000}, {entropy, 6}}},
      {"inverse_gamma", {{log_density, 420}, {tails, 140}, {quantiles, 6}}},
      {"inverse_gaussian", {{log_density, 120}, {tails, 16}, {entropy, 12}}},
      {"kumaraswamy", {{tails, 5}, {quantiles, 8}, {moments, 40}, {shapes, 100}}},
      {"levy", {{quantiles, 6}}},
      {"logarithmic", {{shapes, 12}, {entropy, 10}}},
      {"lognormal", {{log_density, 100}, {tails, 20}, {quantiles, 20}}},
      {"negative_binomial", {{tails, 64}}},
      {"noncentral_beta", {{moments, 4}, {shapes, 32}}},
      {"noncentral_f", {{tails, 10}, {quantiles, 330}}},
      {"noncentral_t", {{quantiles, 140}, {moments, 8}, {shapes, 32}, {entropy, 16}}},
      {"pareto", {{quantiles, 12}}},
      {"poisson", {{tails, 48}}},
      {"rice", {{log_density, 20}, {information, 500}}},
      {"skew_normal", {{information, 130}}},
      {"student_t", {{tails, 8}, {quantiles, 200}, {entropy, 12}, {information, 600}}},
      {"von_mises", {{log_density, 12}, {tails, 150}, {moments, 6}, {shapes, 16}, {information, 6}}},
      {"weibull", {{quantiles, 12}, {moments, 20}}},
      {"zeta", {{tails, 16}, {quantiles, 600}, {moments, 48}, {shapes, 300}, {information, 6}}},
      {"zipf", {{tails, 10}, {moments, 64}, {information, 100}}}};
  return more;
}

Errors tolerance_of(const std::string& family) {
  Errors allowed = {8, 3, 4, 2, 8, 4, 2};
  const auto more = more_is_allowed().find(family);
  if (more == more_is_allowed().end()) return allowed;
  for (const auto& [quantity, most] : more->second) allowed[quantity] = most;
  return allowed;
}

/// How often `law` is beyond what is allowed.
std::size_t failures(const AnyLaw& law, const Json& c) {
  const Errors errors = errors_of(law, c), allowed = tolerance_of(c["family"]);
  std::size_t count = 0;
  for (std::size_t q = 0; q < quantities; ++q) count += errors[q] <= allowed[q] ? 0 : 1;
  return count;
}

TEST(Reference, EveryCase) {
  std::set<std::string> families;
  const std::vector<Json> cases = test::cases_of("families");
  for (const Json& c : cases) {
    families.insert(c["family"]);
    const Errors errors = errors_of(law_of(c["family"], c["parameters"]), c);
    const Errors allowed = tolerance_of(c["family"]);
    for (std::size_t q = 0; q < quantities; ++q)
      EXPECT_LE(errors[q], allowed[q]) << label(c) << ": " << names[q];
  }
  EXPECT_EQ(families.size(), standard_catalogue().families().size());
  EXPECT_GE(cases.size(), 60U);
}

/// One parameter a little off: by 10^-11 of itself, or of 1; an integer by 1.
Json mutant(Json parameters, const std::string& name) {
  Json& value = parameters[name];
  if (value.is_array()) {
    value[0] = value[0].get<double>() * (1 + 1e-11);
  } else if (value.is_number_integer()) {
    value = value.get<std::int64_t>() + 1;
  } else {
    const double x = value;
    value = x == 0 ? 1e-11 : x > 0.5 && x < 1 ? x - 1e-11 : x * (1 + 1e-11);
  }
  return parameters;
}

TEST(Reference, LawsWithOneParameterOffAreCaught) {
  const std::vector<Json> cases = test::cases_of("families");
  for (const Json& c : cases) {
    for (const auto& [name, value] : c["parameters"].items()) {
      const Json other = mutant(c["parameters"], name);
      if (!test::is_law(c["family"], other)) continue;  // an end that may be no further
      // What the digits of no double show: 10^-11 in the place of a law that wide, or of a shape next to 0.
      if (name == "location" && c["parameters"]["scale"] > 1e50) continue;
      if (name == "shape" && std::fabs(value.get<double>()) < 1e-6) continue;
      const AnyLaw law = law_of(c["family"], other);
      EXPECT_GT(failures(law, c), 0U) << label(c) << " by " << name;
      // In the middle of things every quantity sees it.
      if (c["parameters"] == Json{{"shape", 2.3}, {"scale", 0.4}} && name == "shape") {
        EXPECT_EQ(failures(law, c), quantities - 1);  // all but shapes, which that file has not
      }
    }
  }
}

/// A chi-square of `n` draws of one law in the cells between the points of a case, whose masses are
/// differences of the file's smaller tails, as a normal deviate.
double draws_z(const AnyLaw& law, const Json& c, std::size_t n = 100000) {
  std::vector<double> cuts, expected, below = {0}, above = {1};
  for (const Json& at : c["at"]) {
    cuts.push_back(at["x"]);
    below.push_back(number(at["cdf"]));
    above.push_back(number(at["complement"]));
  }
  below.push_back(1);
  above.push_back(0);
  for (std::size_t i = 1; i < below.size(); ++i) {
    const double mass = below[i] < 0.5 ? below[i] - below[i - 1] : above[i - 1] - above[i];
    expected.push_back(static_cast<double>(n) * mass);
  }
  std::vector<double> seen(expected.size(), 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    Variate v({{19}, 0, 0}, i);
    seen[static_cast<std::size_t>(std::lower_bound(cuts.begin(), cuts.end(), law.sample(v)) -
                                  cuts.begin())] += 1;
  }
  return std::fabs(test::chi_square_z(seen, expected));
}

TEST(Reference, DrawsFollowTheFile) {
  const std::vector<Json> cases = test::cases_of("families");
  for (const Json& c : cases)
    EXPECT_LT(draws_z(law_of(c["family"], c["parameters"]), c), test::z_limit) << label(c);
}

TEST(Reference, DrawsOfOtherLawsDoNot) {
  struct {
    std::string family;
    Json parameters, other;
  } const mutants[] = {{"zipf", {{"N", 1000000000}, {"s", 1.1}}, {{"N", 1000000000}, {"s", 1.09}}},
                       {"zipf", {{"N", 1000000000}, {"s", 1.0}}, {{"N", 900000000}, {"s", 0.99}}},
                       {"zipf", {{"N", 1000000000}, {"s", 0.5}}, {{"N", 990000000}, {"s", 0.5}}},
                       {"poisson", {{"mean", 30.0}}, {{"mean", 30.2}}},
                       {"poisson", {{"mean", 1e9}}, {{"mean", 1e9 + 1200}}},
                       {"geometric", {{"p", 0.07}}, {{"p", 0.072}}},
                       {"gamma", {{"shape", 2.3}, {"scale", 0.4}}, {{"shape", 2.35}, {"scale", 0.4}}},
                       {"gamma", {{"shape", 0.3}, {"scale", 2.0}}, {{"shape", 0.306}, {"scale", 2.0}}},
                       {"exponential", {{"lambda", 0.2}}, {{"lambda", 0.206}}},
                       {"normal", {{"mean", -3.0}, {"sd", 2.5}}, {{"mean", -3.0}, {"sd", 2.56}}}};
  const std::vector<Json> cases = test::cases_of("families");
  for (const auto& m : mutants) {
    const auto c = std::find_if(cases.begin(), cases.end(), [&m](const Json& each) {
      return each["family"] == m.family && each["parameters"] == m.parameters;
    });
    ASSERT_NE(c, cases.end()) << m.family << m.parameters;
    EXPECT_GT(draws_z(law_of(m.family, m.other), *c), test::z_limit) << label(*c);
  }
}

}  // namespace
}  // namespace plim::reference_test
