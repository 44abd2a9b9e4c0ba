#include <cmath>

#include "engine/fixtures.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/verdict/checks.hpp"
#include "plim/verdict/curve.hpp"
#include "plim/verdict/results.hpp"

// A measure and a verb of a user's own, registered in a catalogue and used by a study, by public headers
// alone.
namespace plim::own_objects_test {
namespace {

/// Mean of (estimate - truth) / truth.
Measured scaled_bias(const SeriesStats& s, double truth) {
  const double n = static_cast<double>(s.error.count);
  return {s.error.mean / truth, std::sqrt(s.error.m2 / (n * (n - 1))) / std::fabs(truth), s.error.count};
}

Estimated limits_of_scaled_bias(const CurveEvidence& evidence, std::size_t size) {
  const Measured m = scaled_bias(evidence.stats(size), *evidence.series().truth);
  return estimate_mean(terms_of(m.value, m.mcse, m.count, 0), 1);
}

constexpr Quantity errors[] = {Quantity::error};

CurvePoint point(const CurveEvidence& evidence, const JointStats& joint, std::size_t at) {
  CurvePoint p = mean_on_curve(evidence, joint, at);
  p.value /= *evidence.series().truth;
  p.gradient[at] /= *evidence.series().truth;
  return p;
}

Prediction predict(const SeriesPrediction& p, double truth) {
  return {p.bias.value / truth, p.bias.kind, p.bias.source};
}

const Measure scaled_bias_measure = {.name = "scaled_bias",
                                     .long_name = "mean of (estimate - truth) / truth",
                                     .scaling = Scaling::none,
                                     .needs_truth = true,
                                     .asks = {.errors = true},
                                     .compute = scaled_bias,
                                     .estimate = limits_of_scaled_bias,
                                     .curve = {.quantities = errors, .point = point},
                                     .predict = predict,
                                     .theory_in_files = true};

std::string plan_falls(const Question& question) {
  if (question.check.measure->curve.point == nullptr) return question.spec().measure + " cannot fall";
  need_curve(question);
  return "";
}

/// The size of the measure falls from each n to the next.
void judge_falls(const CurveEvidence& evidence, std::vector<Finding>& findings) {
  const JointStats& joint = evidence.joint(0);
  const std::vector<CurvePoint> points = points_of_curve(evidence, joint);
  for (std::size_t l = 0; l + 1 < points.size(); ++l) {
    std::vector<double> gradient = points[l + 1].gradient;
    for (std::size_t i = 0; i < gradient.size(); ++i)
      gradient[i] = std::copysign(gradient[i], points[l + 1].value) -
                    std::copysign(points[l].gradient[i], points[l].value);
    const double growth = std::fabs(points[l + 1].value) - std::fabs(points[l].value);
    Finding f{estimate_mean(terms_of(growth, joint.standard_error(gradient), joint.count(), 0), 1),
              -std::numeric_limits<double>::infinity(), 0};
    f.size = evidence.curve().sizes[l + 1];
    f.where = evidence.where(f.size);
    findings.push_back(std::move(f));
  }
}

const Verb falls_verb = {.name = "falls",
                         .form = "\"with n\"",
                         .help = "the size of the measure is smaller at each n",
                         .word = "with n",
                         .target = "with n",
                         .plan = plan_falls,
                         .judge = judge_falls};

Catalogue extended() { return standard_catalogue().add_measure(scaled_bias_measure).add_verb(falls_verb); }

const std::string coin = "law = \"categorical\"\np = [0.5, 0.5]";
const std::string entropy = "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\n";

std::string check(const std::string& name, const std::string& claim) {
  return "[check." + name + "]\nestimate = \"H\"\nwith = \"ml\"\n" + claim + "\n";
}

// Two tosses of a coin: H_hat = ln 2 or 0, each with probability 1/2; four: E H_hat = H(1/4) / 2 + 3/8 ln 2.
constexpr double at_2 = -0.5, at_4 = -0.21936093777;

TEST(OwnObjects, AMeasureStandsInFilesWithItsPrediction) {
  const test::Planned plan =
      test::plan_of(test::study_text(coin, "n = { grid = [2, 4] }", entropy, 4000), extended());
  const GroupResults group = test::conducted(plan).groups.at(0);
  const MeasureArrays& own = group.measures.back();
  ASSERT_STREQ(own.measure->name, "scaled_bias");
  EXPECT_LT(std::fabs(own.value[0] - at_2), test::z_limit * own.mcse[0]);
  EXPECT_LT(std::fabs(own.value[2] - at_4), test::z_limit * own.mcse[2]);
  ASSERT_EQ(group.theory.back().measure, "scaled_bias");
  EXPECT_NEAR(group.theory.back().value[0], at_2, 1e-12);
  EXPECT_NEAR(group.theory.back().value[2], at_4, 1e-10);
}

TEST(OwnObjects, ChecksUseThem) {
  const test::Planned plan = test::plan_of(
      test::study_text(coin, "n = { grid = [2, 4, 8] }",
                       entropy + check("a", "measure = \"scaled_bias\"\nequals = \"theory\"") +
                           check("b", "measure = \"scaled_bias\"\nat_least = -0.4\nat = { \"x.n\" = 2 }") +
                           check("c", "measure = \"scaled_bias\"\nfalls = \"with n\"") +
                           check("d", "measure = \"rmse\"\nfalls = \"with n\""),
                       20000),
      extended());
  const std::vector<CheckResult> checks = test::conducted(plan).checks;
  ASSERT_EQ(checks.size(), 4U);
  EXPECT_EQ(checks[0].verdict, Verdict::confirmed) << checks[0].worst << " " << checks[0].value;
  EXPECT_EQ(checks[1].verdict, Verdict::refuted) << checks[1].note;
  EXPECT_EQ(checks[2].verdict, Verdict::confirmed) << checks[2].note;
  EXPECT_EQ(checks[2].question, "scaled_bias of H by ml falls with n");
  EXPECT_EQ(checks[2].points, 2);
  EXPECT_EQ(checks[3].verdict, Verdict::confirmed) << checks[3].note;
}

TEST(OwnObjects, WhatAMeasureLacksMakesAVerbRefuseIt) {
  const auto fault = [](const std::string& claim) {
    const std::vector<std::string> faults = test::faults_of(
        test::study_text(coin, "n = { grid = [2, 4] }", entropy + check("a", claim), 100), extended());
    return faults.size() == 1 ? faults.front() : std::to_string(faults.size()) + " faults";
  };
  EXPECT_NE(fault("measure = \"scaled_bias\"\nbelow = \"miller_madow\"")
                .find("scaled_bias of two series cannot be compared"),
            std::string::npos);
  EXPECT_NE(fault("measure = \"failure_rate\"\nfalls = \"with n\"").find("failure_rate cannot fall"),
            std::string::npos);
  EXPECT_NE(fault("measure = \"scaled_bais\"\nat_most = 1").find("did you mean \"scaled_bias\""),
            std::string::npos);
  EXPECT_NE(fault("measure = \"rmse\"\nfalls = \"with m\"").find("must be \"with n\""), std::string::npos);
}

}  // namespace
}  // namespace plim::own_objects_test
