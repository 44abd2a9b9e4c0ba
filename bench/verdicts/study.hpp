#pragma once
#include "design.hpp"
#include "plim/engine/allocation.hpp"
#include "plim/verdict/checks.hpp"

namespace plim::verdicts {

/// What a check came to.
struct Ruling {
  Verdict verdict = Verdict::undecided;
  double value = not_given, margin_low = not_given, margin_high = not_given;  // of its worst point
};

/// What came of one run.
struct Judged {
  std::vector<Ruling> alone;      // each claim as the only check of the study
  std::vector<Verdict> together;  // all claims as the checks of one study
};

/// A design with a number of replicates, planned and predicted once, that can be run with any seed.
class Study {
 public:
  Study(const Design& design, std::uint64_t replicates);
  /// The study with something wrong in what is run; its checks and predictions stay.
  Study with(const Mutant& mutant) const;
  /// The study of one claim alone with its mutant of two margins; `margin` is what the claim allows.
  Study with_mutant_of(std::size_t claim, double margin_low, double margin_high) const;

  Judged run(std::uint64_t seed) const;

 private:
  Plan plan_;       // judged
  Plan simulated_;  // run
  Allocation allocation_;
  PredictionTable predictions_;
  std::vector<Wrong> wrong_;  // of each claim
};

/// The plan of a study text.
Plan plan_of(const std::string& text);

/// Lets an estimator's outputs be centre + scale n^rate (output - centre) + shift.
struct Distortion {
  double centre = 0, scale = 1, rate = 0, shift = 0;
};
void distort(ScenarioPlan& scenario, std::size_t estimator, std::function<Distortion(double n)> distortion);

}  // namespace plim::verdicts
