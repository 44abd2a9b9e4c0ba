#pragma once
#include <filesystem>
#include <fstream>
#include <string>

#include "plim/study/conduct.hpp"
#include "plim/study/load.hpp"
#include "plim/study/standard_catalogue.hpp"
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
  std::vector<std::string> rendered;
  for (const Fault& fault :
       load_text(text, std::filesystem::temp_directory_path() / "study", {}, catalogue).faults)
    rendered.push_back(render(fault));
  return rendered;
}

/// A plan and how many replicates it is to have.
struct Planned : Plan {
  Allocation allocation;
};

/// A plan that must have no faults.
inline Planned plan_of(const std::string& text, const Catalogue& catalogue = standard_catalogue(),
                       std::size_t group = 0) {
  const Loaded loaded = load_text(text, PLIM_SOURCE_DIR "/experiments/study", {}, catalogue, {group});
  for (const Fault& fault : loaded.faults) ADD_FAILURE() << render(fault);
  return {loaded.plan, loaded.allocation};
}

/// What theory says of each series, `[scenario][n][series]`.
inline PredictionTable predictions_of(const Plan& plan) { return predict(plan, Executor(1)); }

/// The run of a plan.
inline Gathered gathered(const Planned& plan, int threads = 0) {
  return run(plan, plan.allocation, Executor(threads));
}

/// The accumulators of scenario 0, `[n][series]`.
inline Record run_first(const Planned& plan, int threads = 0) { return gathered(plan, threads).totals[0]; }

/// The results of a plan.
inline Results conducted(const Planned& plan, int threads = 0) {
  return conduct(plan, plan.allocation, Executor(threads));
}

inline std::string study_text(const std::string& population, const std::string& sample,
                              const std::string& estimates, std::uint64_t replicates,
                              std::uint64_t seed = 1) {
  return "study = { seed = " + std::to_string(seed) + " }\n[population.p]\n" + population +
         "\n[sample.x]\nfrom = \"p\"\n" + sample + "\n" + estimates +
         "\n[replicates]\nfixed = " + std::to_string(replicates) + "\n";
}

}  // namespace plim::test
