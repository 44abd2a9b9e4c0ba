#pragma once
#include <map>

#include "engine/fixtures.hpp"
#include "plim/verdict/checks.hpp"

// Studies whose estimate is called Q, and how their checks turn out.
namespace plim::test::designs {

struct Counts3 {
  int confirmed = 0, refuted = 0, undecided = 0;
};

inline std::vector<CheckResult> verdicts_of(const std::string& text,
                                            const Catalogue& catalogue = standard_catalogue()) {
  const test::Planned plan = test::plan_of(text, catalogue);
  if (plan.scenarios.empty()) return {};
  return test::conducted(plan).checks;
}

/// How the checks of a study turn out over seeds 1 .. runs.
inline std::map<std::string, Counts3> over_seeds(const std::string& population, const std::string& sizes,
                                                 const std::string& rest, std::uint64_t replicates,
                                                 int runs) {
  std::map<std::string, Counts3> counts;
  for (int seed = 1; seed <= runs; ++seed) {
    for (const CheckResult& c : verdicts_of(
             test::study_text(population, sizes, rest, replicates, static_cast<std::uint64_t>(seed)))) {
      Counts3& x = counts[c.name];
      ++(c.verdict == Verdict::confirmed ? x.confirmed
         : c.verdict == Verdict::refuted ? x.refuted
                                         : x.undecided);
    }
  }
  return counts;
}

inline std::string check(const std::string& name, const std::string& claim) {
  return "[check." + name + "]\nestimate = \"Q\"\n" + claim + "\n";
}

inline std::string mle_of(const std::string& parameter, const std::string& likelihood) {
  return "[model.m]\nlikelihood = \"" + likelihood + "\"\n[estimate.Q]\nof = \"" + parameter +
         "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"mle\"]\n";
}

}  // namespace plim::test::designs
