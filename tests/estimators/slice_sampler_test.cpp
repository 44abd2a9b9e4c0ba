#include "plim/estimators/bayes/slice_sampler.hpp"

#include "sample.hpp"

// Slice sampling against posteriors by quadrature over the parameters themselves (tests/data/posteriors.py):
// mean, standard deviation and 90 % interval of independent runs, whose spread says by how much their mean
// may be off.
namespace plim::slice_sampler_test {
namespace {

constexpr std::uint64_t runs = 16;
// Student's t of 15 degrees of freedom is beyond it with probability 1e-5; one of the 96 comparisons
// below with 1e-3. Streams are fixed.
constexpr double largest_t = 6.5;

using Priors = std::map<std::string, Prior>;

Prior prior(const std::string& law, const std::map<std::string, double>& arguments) {
  Prior p{law, {}};
  for (const auto& [name, value] : arguments) p.arguments.set(name, value);
  return p;
}

Knowns knowns_of(const std::string& family, const Priors& priors) {
  Knowns knowns;
  knowns.likelihood = family;
  knowns.estimand = all_parameters;
  knowns.priors = priors;
  knowns.interval = IntervalRequest{0.9, ""};
  return knowns;
}

Knowns knowns_of(const nlohmann::json& c) {
  Priors priors;
  for (const auto& [name, p] : c["priors"].items())
    priors[name] = prior(p["law"], p["arguments"].get<std::map<std::string, double>>());
  for (const auto& [name, value] : c["known"].items()) priors[name] = prior("point", {{"value", value}});
  return knowns_of(c["likelihood"], priors);
}

Arguments short_chains(std::int64_t warm_up = 200, std::int64_t draws = 400) {
  Arguments options;
  options.set("warm_up", warm_up);
  options.set("draws", draws);
  options.set("r_hat_limit", 1.2);
  return options;
}

/// What the sampler says of a sample at replicate after replicate.
std::vector<test::Estimated> sampled(const std::vector<double>& x, const Knowns& knowns,
                                     const Arguments& options, std::uint64_t replicates) {
  std::vector<test::Estimated> all;
  const EstimatorEntry* entry = nullptr;
  for (const EstimatorEntry& e : test::Sample::catalogue().estimators()) {
    if (e.name == "slice_sampler" && e.likelihood == knowns.likelihood) entry = &e;
  }
  if (entry == nullptr) throw std::runtime_error("no slice sampler for " + knowns.likelihood);
  const Outcome<AnyEstimator> bound = entry->bind(test::any_population(), knowns, options);
  if (!bound) throw std::runtime_error(bound.reason());
  const auto instance = bound->bound->instantiate();
  const double* row = x.data();
  const std::size_t size = x.size();
  const Observations view{static_cast<std::int64_t>(x.size()), 1, &row, nullptr, &size};
  for (std::uint64_t r = 0; r < replicates; ++r) {
    test::Estimated e;
    e.outputs = bound->facts->outputs;
    e.cells.resize(e.outputs.size());
    instance->run(&view, view.n, {Key{20261126}, r, 0}, {e.cells.data(), &e.status, e.cells.size(), 1});
    all.push_back(e);
  }
  return all;
}

std::vector<test::Estimated> sampled(const std::vector<double>& x, const Knowns& knowns) {
  return sampled(x, knowns, short_chains(), 1);
}

/// How far the mean of runs is from a number, in its standard errors.
double t_of(const std::vector<double>& values, double wanted) {
  double mean = 0, squares = 0;
  const double n = static_cast<double>(values.size());
  for (const double v : values) mean += v / n;
  for (const double v : values) squares += (v - mean) * (v - mean);
  return (mean - wanted) / std::sqrt(squares / (n - 1) / n);
}

struct Named {
  const char* name;
  double Cell::*of;
};
constexpr Named compared[] = {
    {"mean", &Cell::value}, {"sd", &Cell::se}, {"q05", &Cell::lo}, {"q95", &Cell::hi}};

std::vector<double> gathered(const std::vector<test::Estimated>& all, std::size_t output,
                             double Cell::*member) {
  std::vector<double> values;
  for (const test::Estimated& e : all) values.push_back(e.cells[output].*member);
  return values;
}

/// The largest |t| of all that a case says of the parameters.
double largest_t_of(const nlohmann::json& c, const std::vector<test::Estimated>& all) {
  double largest = 0;
  for (std::size_t i = 0; i + 2 < all[0].outputs.size(); ++i) {
    for (const Named& what : compared) {
      const double wanted = c["posterior"][all[0].outputs[i].name][what.name];
      largest = std::fmax(largest, std::fabs(t_of(gathered(all, i, what.of), wanted)));
    }
  }
  return largest;
}

nlohmann::json case_of(const std::string& id) {
  for (const nlohmann::json& c : test::read_json("posteriors.json")) {
    if (c["id"] == id) return c;
  }
  throw std::runtime_error("no case " + id);
}

// The effective size that is told must be that of the spread of the means, within a factor of 4: a chi square
// of 15 degrees of freedom is above 60 with probability 2e-7 and below 3.75 with 1.5e-3, in one of 16 cases
// with 2e-2 at most.
TEST(SliceSampler, AgreesWithQuadrature) {
  const nlohmann::json cases = test::read_json("posteriors.json");
  EXPECT_EQ(cases.size(), 16U);
  for (const nlohmann::json& c : cases) {
    const auto all = sampled(c["x"], knowns_of(c), short_chains(), runs);
    for (const test::Estimated& e : all) ASSERT_EQ(e.status, Status::regular) << c["id"];
    EXPECT_EQ(all[0].outputs.size(), c["posterior"].size() + 2) << c["id"];
    EXPECT_LT(largest_t_of(c, all), largest_t) << c["id"];
    const std::size_t last = all[0].outputs.size() - 1;
    EXPECT_EQ(all[0].outputs[last - 1].name, "r_hat");
    EXPECT_EQ(all[0].outputs[last].name, "ess");
    double spread = 0, told = 0;
    for (std::size_t i = 0; i < last - 1; ++i) {
      const std::vector<double> means = gathered(all, i, &Cell::value);
      double mean = 0;
      for (const double m : means) mean += m / runs;
      const double sd = c["posterior"][all[0].outputs[i].name]["sd"];
      double squares = 0;
      for (const double m : means) squares += (m - mean) * (m - mean) / (runs - 1) / (sd * sd);
      spread = std::fmax(spread, squares);
    }
    for (const test::Estimated& e : all) told += 1 / e.cells[last].value / runs;
    EXPECT_LT(spread / told, 4) << c["id"];
    EXPECT_GT(spread / told, 0.25) << c["id"];
  }
}

// Without the Jacobian of the logarithm or the logit a sampler has the posterior of a prior divided by it:
// that is Gamma(shape - 1) for Gamma(shape), Beta(a - 1, b - 1) for Beta(a, b). The comparison above finds
// both.
TEST(SliceSampler, AMissingJacobianIsFound) {
  const nlohmann::json rate = case_of("rate"), share = case_of("share");
  Knowns knowns = knowns_of(rate);
  knowns.priors["lambda"] = prior("gamma", {{"shape", 2}, {"scale", 0.5}});
  EXPECT_GT(largest_t_of(rate, sampled(rate["x"], knowns, short_chains(), runs)), 2 * largest_t);
  knowns = knowns_of(share);
  knowns.priors["p"] = prior("beta", {{"alpha", 1.5}, {"beta", 0.5}});
  EXPECT_GT(largest_t_of(share, sampled(share["x"], knowns, short_chains(), runs)), 2 * largest_t);
}

TEST(SliceSampler, OneParameterOfTwo) {
  const nlohmann::json c = case_of("lifetimes");
  Knowns knowns = knowns_of(c);
  const test::Estimated both = sampled(c["x"], knowns)[0];
  knowns.estimand = "scale";
  const test::Estimated one = sampled(c["x"], knowns)[0];
  ASSERT_EQ(one.outputs.size(), 3U);
  EXPECT_EQ(one.outputs[0], (Output{"", "scale", 0}));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(one.cells[i].value, both.cells[i + 1].value);
  knowns.interval.reset();
  EXPECT_TRUE(std::isnan(sampled(c["x"], knowns)[0].cells[0].lo));
}

// The same address, the same chains, whatever was sampled before; another replicate has others.
TEST(SliceSampler, IsAFunctionOfItsAddress) {
  const nlohmann::json c = case_of("lifetimes");
  const auto first = sampled(c["x"], knowns_of(c), short_chains(), 3),
             again = sampled(c["x"], knowns_of(c), short_chains(), 3);
  for (std::size_t r = 0; r < 3; ++r) EXPECT_EQ(first[r].cells[0].value, again[r].cells[0].value);
  EXPECT_NE(first[0].cells[0].value, first[1].cells[0].value);
}

// Two clusters far from each other, whose modes no chain leaves.
TEST(SliceSampler, ChainsThatDoNotMix) {
  const Knowns knowns = knowns_of("student_t", {{"location", prior("normal", {{"mean", 0}, {"sd", 1000}})},
                                                {"scale", prior("point", {{"value", 1}})},
                                                {"df", prior("point", {{"value", 3}})}});
  const std::vector<double> x = {-1000, -1001, -999, -1000, 1000, 1001, 999, 1000};
  Arguments options = short_chains();
  options.set("chains", std::int64_t{8});
  EXPECT_EQ(sampled(x, knowns, options, 1)[0].status, Status::undefined);
  options.set("r_hat_limit", 1e6);
  const test::Estimated allowed = sampled(x, knowns, options, 1)[0];
  EXPECT_EQ(allowed.status, Status::regular);
  EXPECT_GT(allowed.cells[1].value, 1.5);
  EXPECT_LT(allowed.cells[2].value, 40);
}

// All values are equal: the likelihood grows as sd^-4 towards 0, where this prior has sd.
TEST(SliceSampler, OfAnImproperPosterior) {
  const Knowns knowns = knowns_of("normal", {{"mean", prior("normal", {{"mean", 2}, {"sd", 2}})},
                                             {"sd", prior("gamma", {{"shape", 2}, {"scale", 1}})}});
  for (const test::Estimated& e : sampled({3, 3, 3, 3}, knowns, short_chains(500, 1000), 4))
    EXPECT_EQ(e.status, Status::undefined);
}

TEST(SliceSampler, WhereNoChainCanStart) {
  const Knowns rate = knowns_of("exponential", {{"lambda", prior("gamma", {{"shape", 2}, {"scale", 1}})}});
  EXPECT_EQ(sampled({1, -1}, rate)[0].status, Status::invalid);
  EXPECT_EQ(sampled({1, infinity}, rate)[0].status, Status::invalid);
}

// Without data the prior says what the posterior has.
TEST(SliceSampler, OfPriorsWithoutMoments) {
  const auto of = [](double df) {
    return knowns_of("normal", {{"mean", prior("student_t", {{"location", 1}, {"scale", 2}, {"df", df}})},
                                {"sd", prior("point", {{"value", 1}})}});
  };
  EXPECT_EQ(sampled({}, of(1))[0].status, Status::undefined);
  const test::Estimated without_variance = sampled({}, of(2))[0];
  EXPECT_EQ(without_variance.status, Status::regular);
  EXPECT_EQ(without_variance.cells[0].se, infinity);
  EXPECT_TRUE(std::isfinite(sampled({}, of(3))[0].cells[0].se));
}

// Far in a tail of mass 1 beyond what doubles resolve: Beta(0.001, 0.001) has a third of its mass above 1 -
// 2^-53.
TEST(SliceSampler, WhereDoublesEnd) {
  const Knowns knowns = knowns_of("bernoulli", {{"p", prior("beta", {{"alpha", 0.01}, {"beta", 0.01}})}});
  EXPECT_EQ(sampled({}, knowns)[0].status, Status::undefined);
}

TEST(SliceSampler, Refusals) {
  Knowns knowns = knowns_of("exponential", {});
  test::Sample sample(std::vector<double>{1, 2});
  EXPECT_NE(test::estimated(sample, "slice_sampler", knowns).refusal.find("needs prior.lambda"),
            std::string::npos);
  knowns.priors["lambda"] = prior("gamma", {{"shape", 2}, {"scale", 1}});
  knowns.interval->method = "wald";
  EXPECT_NE(test::estimated(sample, "slice_sampler", knowns).refusal.find("no interval method"),
            std::string::npos);
}

}  // namespace
}  // namespace plim::slice_sampler_test
