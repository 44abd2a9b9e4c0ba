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
  std::string looks;
  for (const std::uint64_t look : facts.looks) looks += (looks.empty() ? "" : " ") + std::to_string(look);
  Json json = {
      {"filetype", filetype},
      {"study", fs::absolute(facts.study).string()},
      {"wall_seconds", facts.wall_seconds},
      {"engine_seconds", facts.engine_seconds},
      {"microseconds_per_replicate_and_thread",
       facts.replicates > 0 ? json_real(facts.engine_seconds * facts.threads / facts.replicates * 1e6)
                            : Json()},
      {"threads", facts.threads},
      {"instruction_set", isa_name(active_isa())},
      {"peak_memory_bytes", usage.ru_maxrss * 1024},
      {"host", host}};
  if (!facts.sources.empty()) json["blocks_from"] = facts.sources;
  if (!looks.empty()) json["looks"] = looks;
  if (facts.undeclared_look) json["undeclared_look"] = true;
  OutputFile file(path);
  file.write(json.on_lines() + "\n");
  file.commit();
}

std::vector<std::uint64_t> noted_looks(const fs::path& out) {
  const std::map<std::string, std::string> facts = facts_in(run_facts_path(out));
  const auto noted = facts.find("looks");
  std::istringstream words(noted != facts.end() ? noted->second : "");
  std::vector<std::uint64_t> looks;
  for (std::uint64_t look = 0; words >> look;) looks.push_back(look);
  return looks;
}

fs::path noted_study_folder(const fs::path& out) {
  const std::map<std::string, std::string> facts = facts_in(run_facts_path(out));
  const auto study = facts.find("study");
  return study != facts.end() ? fs::path(study->second).parent_path() : fs::path();
}

}  // namespace plim::cli
