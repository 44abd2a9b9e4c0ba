#include "engine/fixtures.hpp"
#include "plim/core/digest.hpp"

// Draws are the same bits on every machine, compiler and instruction set. The digests below are of stream
// version 2: whoever changes one of them has made a new stream version. (What the draws are worth is tested
// elsewhere; an expected value from outside cannot exist for these.)
namespace plim::pins_test {
namespace {

/// SHA-256 of the estimates of 100 replicates at three sizes.
std::string digest_of(const std::string& population, const std::string& sample,
                      const std::string& estimates) {
  test::Planned plan = test::plan_of(
      test::study_text(population, "n = { grid = [5, 60, 2000] }\n" + sample, estimates, 100, 7));
  plan.kept = 100;
  const Gathered gathered = test::gathered(plan, 1);
  const std::vector<double>& kept = gathered.kept[0];
  return hex(sha256({reinterpret_cast<const char*>(kept.data()), kept.size() * sizeof(double)}))
      .substr(0, 16);
}

const std::string entropy =
    "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"self_information\"]\n";
const std::string normal =
    "[model.m]\nlikelihood = \"normal\"\n[estimate.v]\nof = \"variance\"\non = \"x\"\nmodel = \"m\"\nwith = "
    "[\"mle\"]\n";

/// The MLE of one parameter of a family, which needs a sum where the route is short.
std::string mle(const std::string& family, const std::string& of) {
  return "[model.m]\nlikelihood = \"" + family + "\"\n[estimate.e]\nof = \"" + of +
         "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"mle\"]\n";
}

struct Pin {
  std::string population, estimates, draw, by_short_route;  // "": there is no short route
};

const Pin pins[] = {
    {"law = \"bernoulli\"\np = 0.3", entropy, "e5a97d8b9b5a3358", "6de87ece5bda2489"},
    {"law = \"categorical\"\nweights = [1, 2, 3, 4]", entropy, "8a8e4793cdfed86b", "c3a792a48a56d41b"},
    {"law = \"normal\"\nmean = 1\nsd = 2", normal, "a15b574213b78b4e", "549b338c6685fe1f"},
    {"law = \"exponential\"\nlambda = 3", normal, "ef29b512dc1014ed", ""},
    {"law = \"exponential\"\nlambda = 3", mle("exponential", "lambda"), "b2a0db338a69110d",
     "93a8be6cfb215b7e"},
    {"law = \"gamma\"\nshape = 2.5\nscale = 2", normal, "abee77f99b3da644", ""},
    {"law = \"gamma\"\nshape = 0.4\nscale = 2", normal, "6e8dcc0f93185f9f", ""},
    {"law = \"gamma\"\nshape = 2.5\nscale = 2", mle("exponential", "lambda"), "50db9c4ec1dbb7d8",
     "20e5440e6126a9a1"},
    {"law = \"student_t\"\nlocation = 1\nscale = 2\ndf = 5", normal, "8a5ff00cd4ba4562", ""},
    {"law = \"beta\"\nalpha = 2\nbeta = 3", normal, "5619ee75374135ef", ""},
    {"law = \"f\"\ndf1 = 5\ndf2 = 9", normal, "ed5465568f1febd9", ""},
    {"law = \"inverse_gaussian\"\nmean = 1.5\nshape = 4", normal, "f633445bb2de5f72", ""},
    {"law = \"rice\"\nnu = 1\nsigma = 2", normal, "c8bd8089f0fdedd9", ""},
    {"law = \"hyperexponential\"\nprobabilities = [0.3, 0.7]\nrates = [0.5, 4]", normal, "d292a5655b189c94",
     ""},
    {"law = \"noncentral_f\"\ndf1 = 4\ndf2 = 10\nnoncentrality = 5", normal, "cf8fa36809353838", ""},
    {"law = \"noncentral_t\"\ndf = 9\nnoncentrality = 1.5", normal, "272ef921c7521467", ""},
    {"law = \"skew_normal\"\nlocation = 0\nscale = 1\nshape = 3", normal, "bfd3ec2d909ab431", ""},
    {"law = \"von_mises\"\nmean = 1\nconcentration = 2", normal, "3d626719a9f9cc70", ""},
    {"law = \"weibull\"\nshape = 1.5\nscale = 2", normal, "23182fcd5d6ce51f", ""},
    {"law = \"kumaraswamy\"\na = 2\nb = 5", normal, "7c18a6be9ab5ff63", ""},
    {"law = \"poisson\"\nmean = 0.8", mle("poisson", "mean"), "883055091131e1aa", "e0024e078d62e160"},
    {"law = \"poisson\"\nmean = 1e9", mle("poisson", "mean"), "0ba7f9528e62464d", "fb0484a397b43359"},
    {"law = \"geometric\"\np = 0.2", mle("geometric", "p"), "2737aa5a64e1c176", "bf957fccc3c58095"},
    {"law = \"zipf\"\ns = 1.1\nN = 50", entropy, "0afad5695b5db554", "bcc04b659d0fb320"},
    {"law = \"zipf\"\ns = 1.1\nN = 1_000_000_000",
     "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]\n", "301ec1f00caa4e38", ""},
    {"law = \"joint\"\nnames = [\"A\", \"B\"]\nlevels = [[\"0\", \"1\"], [\"0\", \"1\"]]\n"
     "table = [[0.4, 0.1], [0.2, 0.3]]",
     "[estimate.I]\nof = { mutual_information = [\"A\", \"B\"] }\non = \"x\"\nwith = [\"ml\"]\n",
     "227f777b62215a02", "e5a4e2656db3cd1e"},
    {"law = \"categorical\"\ncounts = [900, 700, 400, 99, 1]\ndraw = \"without_replacement\"",
     "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]\n", "476183ba1dfba90d", "b150e0ff6b9a80cf"},
};

TEST(Pins, S2_OneDigestPerFamilyAndRoute) {
  for (const Pin& pin : pins) {
    EXPECT_EQ(digest_of(pin.population, "route = \"draw\"", pin.estimates), pin.draw) << pin.population;
    if (pin.by_short_route.empty()) continue;
    EXPECT_EQ(digest_of(pin.population, "route = \"short\"", pin.estimates), pin.by_short_route)
        << pin.population;
  }
}

}  // namespace
}  // namespace plim::pins_test
