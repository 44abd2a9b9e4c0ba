#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <sstream>
#include <unistd.h>

#include <fmt/format.h>

#include "notes.hpp"
#include "options.hpp"
#include "plim/core/name.hpp"
#include "plim/engine/thread_choice.hpp"
#include "plim/io/output.hpp"
#include "plim/io/results_file.hpp"
#include "plim/study/load.hpp"
#include "run_report.hpp"
#include "slurm_script.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

constexpr int most_shards = 1'000'000;
constexpr int longest_signal = 65535;        // that Slurm takes
constexpr std::uint64_t signal_slack = 120;  // seconds: it may come one minute early, and one is for work

Options submit_options() {
  Options options(
      "submit STUDY.toml [--engine slurm] [--shards N] [--nodes N] [--threads N] [--time TIME] [--partition "
      "NAME] "
      "[--account NAME] [--memory SIZE] [--signal-before SECONDS] [--set KEY=VALUE] [--out FILE.h5] "
      "[--force] "
      "[--dry-run]",
      "STUDY.toml");
  options.add({{"engine", Takes::text, "what runs it: slurm", "slurm"},
               {"shards", Takes::integer, "parts of the study, each a task of a job array", "8"},
               {"nodes", Takes::integer, "how many of them run at once; 0: as many as Slurm gives", "0"},
               {"threads", Takes::integer, "threads of each (Slurm's cpus-per-task)", "1"},
               {"time", Takes::text,
                "time limit of each, as Slurm writes it: 90, 2:30:00, 1-12 (default: the partition's)"},
               {"partition", Takes::text, "partition of Slurm"},
               {"account", Takes::text, "account of Slurm"},
               {"memory", Takes::text, "memory of each, as 500M or 4G"},
               {"signal-before", Takes::integer,
                "seconds before the time limit at which a task stops, to go on in another turn; blocks must "
                "take less",
                "120"},
               {"set", Takes::texts, "set a key of the study, as in --set replicates.fixed=100"},
               {"out", Takes::text, "result file (default: name of the study with .h5, here)"},
               {"force", Takes::nothing, "replace a result of another study, or one of more replicates"},
               {"dry-run", Takes::nothing, "print the script, and neither write nor submit it"}});
  return options;
}

int from_one(const Options& options, const std::string& name, int most) {
  const int value = options.integer_up_to(name, most);
  if (value == 0) throw Error(ExitCode::usage, "--" + name + " is 0, but must be at least 1");
  return value;
}

/// A name of Slurm, which stands in a comment of the script; empty if it is not given.
std::string slurm_word(const Options& options, const std::string& name) {
  if (!options.given(name)) return "";
  const std::string word = options.text(name);
  const auto allowed =
      std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,+-");
  if (!word.empty() && word.find_first_not_of(allowed) == std::string::npos) return word;
  throw Error(ExitCode::usage,
              "--" + name + " is \"" + word + "\", but must be of letters, digits and _.,+-");
}

std::string memory_word(const Options& options) {
  const std::string word = slurm_word(options, "memory");
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  const std::string unit = word.substr(digits);
  if (word.empty() || (digits > 0 && unit.size() <= 1 && std::string("KMGT").find(unit) != std::string::npos))
    return word;
  throw Error(ExitCode::usage,
              "--memory is \"" + word + "\", but must be a number with K, M, G or T, as 500M");
}

std::string time_word(const Options& options, int signal_before) {
  if (!options.given("time")) return "";
  const std::string word = options.text("time");
  const std::uint64_t least = static_cast<std::uint64_t>(signal_before) + signal_slack;
  if (slurm_seconds(word) >= least) return word;
  throw Error(ExitCode::usage,
              fmt::format("--time {} is too short: a task would hardly begin before it is told to stop, {} s "
                          "(--signal-before) or up to a minute more before its end; at least {} s",
                          word, signal_before, least));
}

/// Refuses a result or a script that must not be written, before any job is queued.
void check_places(const fs::path& out, const Loaded& study, bool force) {
  const std::vector<fs::path> inputs = {study.raw.path};
  check_place(place_of(out), inputs);
  const std::optional<ExistingResult> there = check_output(place_of(out), inputs);
  check_run_facts(out, inputs);
  if (there && !force) check_loss(out, *there, study.plan.title, study.spec.replicates);
  const fs::path script = slurm_script_path(out);
  std::error_code none;
  if (fs::symlink_status(script, none).type() != fs::file_type::not_found && !is_slurm_script(script))
    throw Error(ExitCode::cannot_create, script.string() +
                                             ": exists and is no script of plim submit; it is left "
                                             "alone: name another output by --out");
}

bool on_path(const std::string& program) {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path at = fs::path(folder) / program;
    std::error_code none;
    if (!folder.empty() && fs::is_regular_file(at, none) && ::access(at.c_str(), X_OK) == 0) return true;
  }
  return false;
}

/// Goes on as bash with the script, whose exit code is the command's.
[[noreturn]] void become(const fs::path& script) {
  std::cout.flush();
  std::signal(SIGXFSZ, SIG_DFL);
  ::execlp("bash", "bash", script.c_str(), nullptr);
  throw Error(ExitCode::resources, std::string("bash cannot be run: ") + std::strerror(errno));
}

SlurmJobs jobs_of(const Options& options) {
  SlurmJobs jobs;
  options.choice("engine", {"slurm"});
  jobs.shards = static_cast<std::uint64_t>(from_one(options, "shards", most_shards));
  jobs.at_once = static_cast<std::uint64_t>(options.integer_up_to("nodes", most_shards));
  jobs.threads = from_one(options, "threads", most_threads);
  jobs.signal_before = from_one(options, "signal-before", longest_signal);
  jobs.time = time_word(options, jobs.signal_before);
  jobs.partition = slurm_word(options, "partition");
  jobs.account = slurm_word(options, "account");
  jobs.memory = memory_word(options);
  jobs.overrides = options.words("set");
  jobs.force = options.given("force");
  jobs.program = fs::read_symlink("/proc/self/exe");
  jobs.study = fs::absolute(options.operand());
  const fs::path out =
      options.given("out") ? fs::path(options.text("out")) : fs::path(jobs.study.stem()).concat(".h5");
  jobs.out = fs::absolute(out);
  return jobs;
}

}  // namespace

ExitCode submit_command(const Words& words, const Catalogue& catalogue) {
  Options options = submit_options();
  if (!options.parse(words)) return ExitCode::done;
  SlurmJobs jobs = jobs_of(options);
  const Loaded study = load_study(options.operand(), jobs.overrides, catalogue, {});
  for (const Fault& fault : study.faults) std::cerr << render(fault) << "\n";
  if (!study.faults.empty()) return ExitCode::config;
  std::uint64_t blocks = 0;
  for (std::size_t s = 0; s < study.plan.scenarios.size(); ++s)
    blocks += blocks_of(study.plan, study.allocation, s);
  if (jobs.shards > blocks) {
    print_message(fmt::format("note: shards: {}, as many as there are blocks", blocks), true);
    jobs.shards = blocks;
  }
  if (options.given("dry-run")) {
    std::cout << slurm_script(jobs);
    return ExitCode::done;
  }
  check_places(jobs.out, study, jobs.force);
  const fs::path script = slurm_script_path(jobs.out);
  OutputFile file(script);
  file.write(slurm_script(jobs));
  file.commit();
  std::cout << "written to " << printable(script.string()) << "\n";
  if (on_path("sbatch")) become(script);
  std::cout << "there is no sbatch here; where there is: bash " << shell_word(script.string()) << "\n";
  return ExitCode::done;
}

}  // namespace plim::cli
