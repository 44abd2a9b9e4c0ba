#include <functional>
#include <map>

#include "law_cases.hpp"
#include "plim/core/number.hpp"

// What the tests of Boost.Math, Distributions.jl (whose values are R's) and SciPy say of laws that plim has
// too; each file of tests/data names its source, and the laws in plim's parameters.
namespace plim::peers_test {
namespace {

using Json = nlohmann::json;

const std::map<std::string, std::function<double(const AnyLaw&, double)>> functions = {
    {"density", &AnyLaw::density},
    {"log_density", &AnyLaw::log_density},
    {"cdf", &AnyLaw::cdf},
    {"complement", &AnyLaw::complement},
    {"log_cdf", &AnyLaw::log_cdf},
    {"log_complement", &AnyLaw::log_complement},
    {"quantile", &AnyLaw::quantile},
    {"complement_quantile", &AnyLaw::complement_quantile},
    {"mean", [](const AnyLaw& law, double) { return law.mean(); }},
    {"variance", [](const AnyLaw& law, double) { return law.variance(); }},
    {"skewness", [](const AnyLaw& law, double) { return law.skewness(); }},
    {"excess_kurtosis", [](const AnyLaw& law, double) { return law.excess_kurtosis(); }},
    {"entropy", [](const AnyLaw& law, double) { return law.entropy(); }}};

double real_of(const Json& json) {
  return json.is_null() ? not_given : json.is_string() ? test::number(json) : json.get<double>();
}

bool close(double found, double expected, double relative, double absolute) {
  if (found == expected || (std::isnan(found) && std::isnan(expected))) return true;
  return std::fabs(found - expected) <= absolute + relative * std::fabs(expected);
}

/// The facts [what, at, expected, relative tolerance, absolute tolerance] of a file that do not hold, and how
/// many there are in all. `off` is added to what plim finds, relative to it.
struct Tally {
  std::vector<std::string> failed;
  std::size_t facts = 0;
};

Tally tally_of(const std::string& file, double off = 0) {
  Tally tally;
  const Json laws = test::read_json(file)["laws"];
  for (const Json& entry : laws) {
    const AnyLaw law = test::law_of(entry["family"], entry["parameters"]);
    for (const Json& fact : entry["facts"]) {
      ++tally.facts;
      const double found = functions.at(fact[0])(law, real_of(fact[1])) * (1 + off),
                   expected = real_of(fact[2]);
      if (!close(found, expected, fact[3], fact[4]))
        tally.failed.push_back(test::label(entry) + " " + fact.dump() + ": " + round_trip(found));
    }
  }
  return tally;
}

TEST(Peers, BoostMath) {
  const Tally tally = tally_of("peers_boost_math.json");
  EXPECT_EQ(tally.facts, 9506U);
  EXPECT_EQ(tally.failed, std::vector<std::string>{});
}

// A law of one value has no skewness; Distributions.jl divides by 0.
TEST(Peers, DistributionsJl) {
  const Tally tally = tally_of("peers_distributions_jl.json");
  EXPECT_EQ(tally.facts, 1654U);
  EXPECT_EQ(tally.failed.size(), 3U);
  for (const std::string& failed : tally.failed) {
    EXPECT_NE(failed.find("binomial"), std::string::npos) << failed;
    EXPECT_NE(failed.find("inf"), std::string::npos) << failed;
  }
}

TEST(Peers, SciPy) {
  const Tally tally = tally_of("peers_scipy_stats.json");
  EXPECT_EQ(tally.facts, 41U);
  EXPECT_EQ(tally.failed, std::vector<std::string>{});
}

// Had plim all its values 10^-4 off, most facts would not hold; those of integers and of 0 and 1 would.
TEST(Peers, ValuesThatAreOffAreFound) {
  EXPECT_GT(tally_of("peers_boost_math.json", 1e-4).failed.size(), 5000U);
  EXPECT_GT(tally_of("peers_distributions_jl.json", 1e-4).failed.size(), 1200U);
}

}  // namespace
}  // namespace plim::peers_test
