#include "run_facts.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

#include "json.hpp"
#include "plim/core/error.hpp"
#include "plim/io/output.hpp"
#include "plim/random/isa.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* filetype = "plim-run";

/// The texts among the facts in a file; empty if it holds none.
std::map<std::string, std::string> facts_in(const fs::path& path) {
  std::ifstream file(path);
  std::map<std::string, std::string> facts;
  if (file) facts = text_members(file);
  const auto type = facts.find("filetype");
  if (type == facts.end() || type->second != filetype) facts.clear();
  return facts;
}

using Looks = std::vector<std::uint64_t>;

std::string text_of(const Looks& looks, const char* between) {
  std::string text;
  for (const std::uint64_t look : looks) text += (text.empty() ? "" : between) + std::to_string(look);
  return text;
}

/// Looks among the facts of a run; nothing if it noted none of that name.
std::optional<Looks> looks_in(const std::map<std::string, std::string>& facts, const char* name) {
  const auto noted = facts.find(name);
  if (noted == facts.end()) return std::nullopt;
  std::istringstream words(noted->second);
  Looks looks;
  for (std::uint64_t look = 0; words >> look;) looks.push_back(look);
  return looks;
}

}  // namespace

fs::path run_facts_path(const fs::path& out) { return out.string() + ".run.json"; }

void check_run_facts(const fs::path& out, const std::vector<fs::path>& inputs) {
  const fs::path path = run_facts_path(out);
  const auto refuse = [&path](const std::string& why) {
    throw Error(ExitCode::cannot_create, path.string() + ": " + why + "; name another output by --out");
  };
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (status.type() == fs::file_type::not_found) return;
  if (error) refuse("the facts of the run cannot be written beside the result: " + error.message());
  const bool is_input = std::any_of(inputs.begin(), inputs.end(), [&](const fs::path& input) {
    std::error_code none;
    return fs::equivalent(path, input, none);
  });
  if (is_input) refuse("is an input of the study, and the run would note its facts there");
  if (status.type() != fs::file_type::regular || facts_in(path).empty())
    refuse("exists and holds no facts of a run of plim; it is left alone");
}

void write_run_facts(const fs::path& out, const RunFacts& facts) {
  const fs::path path = run_facts_path(out);
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  Json json = {
      {"filetype", filetype},
      {"study", fs::absolute(facts.study).string()},
      {"wall_seconds", facts.wall_seconds},
      {"engine_seconds", facts.engine_seconds},
      {"microseconds_per_replicate_and_thread",
       facts.replicates > 0 ? json_real(facts.engine_seconds * facts.threads / facts.replicates * 1e6)
                            : Json()},
      {"threads", facts.threads},
      {"threads_from", facts.threads_from},
      {"instruction_set", isa_name(active_isa())},
      {"peak_memory_bytes", usage.ru_maxrss * 1024},
      {"host", host}};
  if (facts.workers > 0) json["workers"] = facts.workers;
  if (!facts.sources.empty()) json["blocks_from"] = facts.sources;
  if (!facts.rounds.empty()) json["rounds"] = facts.rounds;
  if (!facts.looks.empty()) {
    json["looks"] = text_of(facts.looks, " ");
    json["declared_looks"] = text_of(facts.declared_looks, " ");
  }
  if (facts.undeclared_look) json["undeclared_look"] = true;
  if (facts.times.is_object()) json["time"] = facts.times;
  OutputFile file(path);
  file.write(json.on_lines() + "\n");
  file.commit();
}

std::string note_look(const fs::path& out, const std::optional<ExistingResult>& there, const Plan& plan,
                      std::uint64_t replicates, RunFacts& facts) {
  if (plan.checks.empty()) return "";
  const Looks& declared = facts.declared_looks = plan.verdict.looks;
  Looks declared_before = declared;
  if (there && there->title == plan.title && there->seed == std::to_string(plan.seed)) {
    const std::map<std::string, std::string> before = facts_in(run_facts_path(out));
    facts.looks = looks_in(before, "looks").value_or(Looks());
    if (facts.looks.empty() && there->judged && !there->partial)
      facts.looks.push_back(static_cast<std::uint64_t>(there->replicates));
    declared_before = looks_in(before, "declared_looks").value_or(declared);
  }
  if (facts.looks.empty() || facts.looks.back() != replicates) facts.looks.push_back(replicates);
  // What is declared after a look does not undo that it was taken at the whole level.
  facts.undeclared_look =
      facts.looks.size() > 1 &&
      (declared_before != declared ||
       std::any_of(facts.looks.begin(), facts.looks.end(), [&declared](std::uint64_t look) {
         return std::find(declared.begin(), declared.end(), look) == declared.end();
       }));
  if (!facts.undeclared_look) return "";
  return "the verdicts were looked at before; looks that were not declared before the first make wrong ones "
         "more likely than verdict.level says; for a new study: verdict.looks = [" +
         text_of(facts.looks, ", ") + "]";
}

Json noted_times(const fs::path& out) {
  std::ifstream file(run_facts_path(out));
  const Json facts = Json::read(file);
  const bool noted = facts.is_object() && facts.contains("filetype") && facts["filetype"].is_text() &&
                     facts["filetype"].text() == filetype && facts.contains("time");
  return noted ? facts["time"] : Json();
}

fs::path noted_study_folder(const fs::path& out) {
  const std::map<std::string, std::string> facts = facts_in(run_facts_path(out));
  const auto study = facts.find("study");
  return study != facts.end() ? fs::path(study->second).parent_path() : fs::path();
}

}  // namespace plim::cli
