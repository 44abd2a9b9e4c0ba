#pragma once
#include <filesystem>
#include <fstream>
#include <string>

#include "plim/engine/gather.hpp"
#include "plim/engine/run.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/io/toml.hpp"
#include "plim/plan/planner.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/theory/predictor.hpp"
#include "plim/verdict/results.hpp"
#include "support.hpp"

namespace plim::test {

/// A file that is gone at the end of a test.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& text)
      : path_(std::filesystem::temp_directory_path() / ("plim-" + std::to_string(::getpid()) + "-" + name)) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The faults of a study text, rendered.
inline std::vector<std::string> faults_of(const std::string& text,
                                          const Catalogue& catalogue = standard_catalogue()) {
  const TemporaryFile file("faults.toml", text);
  Faults faults;
  RawStudy raw = read_toml(file.path(), faults.list());
  StudySpec spec;
  if (faults.empty()) spec = parse_study(raw.root, catalogue, faults);
  if (faults.empty()) make_plan(spec, catalogue, file.path().parent_path(), {}, faults);
  sort_faults(faults.list());
  std::vector<std::string> rendered;
  for (Fault& fault : faults.list()) {
    fault.where.file = "study";
    rendered.push_back(render(fault));
  }
  return rendered;
}

/// A plan that must have no faults.
inline Plan plan_of(const std::string& text, const Catalogue& catalogue = standard_catalogue(),
                    std::size_t group = 0) {
  const TemporaryFile file("plan.toml", text);
  Faults faults;
  RawStudy raw = read_toml(file.path(), faults.list());
  const StudySpec spec = parse_study(raw.root, catalogue, faults);
  Plan plan;
  if (faults.empty()) plan = make_plan(spec, catalogue, PLIM_SOURCE_DIR "/experiments", {group}, faults);
  for (const Fault& fault : faults.list()) ADD_FAILURE() << render(fault);
  return plan;
}

inline PredictionTable predictions_of(const Plan& plan) {
  PredictionTable table;
  for (const ScenarioPlan& s : plan.scenarios) {
    Predictor predictor(*s.population);
    table.emplace_back();
    for (const std::int64_t n : s.sizes) {
      for (const SeriesPlan& series : s.series) {
        const AnyEstimator& e = s.estimators[series.use];
        table.back().push_back(predictor(e, s.knowns[series.use], e.outputs[series.element], n));
      }
    }
  }
  return table;
}

/// The accumulators of scenario 0, `[n][series]`.
inline Record run_first(const Plan& plan, int threads = 0) {
  Gather gather(plan);
  run(plan, Executor(threads), gather);
  return gather.total(0);
}

inline std::string study_text(const std::string& population, const std::string& sample,
                              const std::string& estimates, std::uint64_t replicates,
                              std::uint64_t seed = 1) {
  return "study = { seed = " + std::to_string(seed) + " }\n[population.p]\n" + population +
         "\n[sample.x]\nfrom = \"p\"\n" + sample + "\n" + estimates +
         "\n[replicates]\nfixed = " + std::to_string(replicates) + "\n";
}

}  // namespace plim::test
