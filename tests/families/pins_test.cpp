#include "engine/fixtures.hpp"
#include "plim/core/digest.hpp"

// Draws are the same bits on every machine, compiler and instruction set. The digests below are of stream
// version 1: whoever changes one of them has made a new stream version. (What the draws are worth is tested
// elsewhere; an expected value from outside cannot exist for these.)
namespace plim {
namespace {

/// SHA-256 of the estimates of 100 replicates at three sizes.
std::string digest_of(const std::string& population, const std::string& sample,
                      const std::string& estimates) {
  Plan plan = test::plan_of(
      test::study_text(population, "n = { grid = [5, 60, 2000] }\n" + sample, estimates, 100, 7));
  plan.kept = 100;
  Gather gather(plan);
  run(plan, Executor(1), gather);
  const std::vector<double>& kept = gather.kept(0);
  return hex(sha256({reinterpret_cast<const char*>(kept.data()), kept.size() * sizeof(double)}))
      .substr(0, 16);
}

const std::string entropy =
    "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"self_information\"]\n";
const std::string normal =
    "[model.m]\nlikelihood = \"normal\"\n[estimate.v]\nof = \"variance\"\non = \"x\"\nmodel = \"m\"\nwith = "
    "[\"mle\"]\n";

TEST(Pins, OneDigestPerFamilyAndRoute) {
  EXPECT_EQ(digest_of("law = \"bernoulli\"\np = 0.3", "route = \"draw\"", entropy), "e5a97d8b9b5a3358");
  EXPECT_EQ(digest_of("law = \"bernoulli\"\np = 0.3", "route = \"short\"", entropy), "6de87ece5bda2489");
  EXPECT_EQ(digest_of("law = \"categorical\"\nweights = [1, 2, 3, 4]", "route = \"draw\"", entropy),
            "8a8e4793cdfed86b");
  EXPECT_EQ(digest_of("law = \"categorical\"\nweights = [1, 2, 3, 4]", "route = \"short\"", entropy),
            "c3a792a48a56d41b");
  EXPECT_EQ(digest_of("law = \"normal\"\nmean = 1\nsd = 2", "route = \"draw\"", normal), "a15b574213b78b4e");
  EXPECT_EQ(digest_of("law = \"normal\"\nmean = 1\nsd = 2", "route = \"short\"", normal), "549b338c6685fe1f");
  EXPECT_EQ(digest_of("law = \"exponential\"\nlambda = 3", "route = \"draw\"", normal), "ef29b512dc1014ed");
}

}  // namespace
}  // namespace plim
