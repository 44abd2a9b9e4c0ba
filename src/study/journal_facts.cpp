#include "plim/study/journal_facts.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "plim/core/build_info.hpp"
#include "plim/core/digest.hpp"
#include "plim/core/error.hpp"
#include "plim/core/version.hpp"
#include "plim/grammar/resolve.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

constexpr const char* override_name = "override";
// What numbers depend on: of the study, and of program and machine.
constexpr const char *of_study[] = {"seed", "study_hash"},
                     *of_program[] = {"stream_version", "libm_sentinel", "plim_version", "git_commit",
                                      "compiler",       "build_flags",   build_id_name};

/// The study as it is understood, and the data that it is of.
std::string hash_of(const Loaded& study, const std::string& resolved) {
  Sha256 sum;
  sum.add(resolved);
  const Population* last = nullptr;
  for (const ScenarioPlan& s : study.plan.scenarios) {
    if (s.population.get() == last) continue;
    last = s.population.get();
    sum.add("\n" + last->canonical());
  }
  for (const std::string& table : study.plan.tables) sum.add("\ntable " + table);
  return hex(sum.digest());
}

/// The first line of one text that the other has not at the same place, and what stands there.
std::string first_difference(const std::string& there, const std::string& here) {
  std::istringstream a(there), b(here);
  std::string line_a, line_b;
  for (;;) {
    const bool more_a = static_cast<bool>(std::getline(a, line_a)),
               more_b = static_cast<bool>(std::getline(b, line_b));
    if (!more_a && !more_b) return "its data are others";
    if (more_a != more_b || line_a != line_b)
      return "it has \"" + (more_a ? line_a : "") + "\" where this one has \"" + (more_b ? line_b : "") +
             "\"";
  }
}

template <std::size_t N>
std::optional<std::string> first_of(const char* const (&names)[N], const Facts& there, const Facts& here) {
  for (const char* name : names) {
    const std::string &a = fact(there, name), &b = fact(here, name);
    if (a != b) return std::string(name) + " is " + a + " there and " + b + " here";
  }
  return std::nullopt;
}

}  // namespace

std::string shard_text(const Shard& shard) {
  return std::to_string(shard.index) + "/" + std::to_string(shard.count);
}

Shard shard_of(const std::string& text) {
  Shard shard;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, shard.index);
  const bool slash = first.ec == std::errc() && first.ptr != end && *first.ptr == '/';
  const auto second = slash ? std::from_chars(first.ptr + 1, end, shard.count) : first;
  if (!slash || second.ec != std::errc() || second.ptr != end || shard.index < 1 ||
      shard.index > shard.count || shard.count > 1'000'000)
    throw Error(ExitCode::usage, "--shard is \"" + text + "\", but must be I/N with 1 <= I <= N, as 2/7");
  return shard;
}

BlockRange part_of(const Shard& shard, std::size_t scenario, std::uint64_t blocks) {
  const std::uint64_t i = (shard.index - 1 + scenario) % shard.count;
  const auto begin = [&](std::uint64_t part) {
    return blocks / shard.count * part + blocks % shard.count * part / shard.count;
  };
  return {scenario, begin(i), begin(i + 1)};
}

Provenance provenance_of(const Loaded& study, const Strings& overrides) {
  Provenance provenance{study.raw.text, resolved_toml(study.spec), ""};
  for (const std::string& override : overrides) provenance.overrides += override + "\n";
  return provenance;
}

Facts journal_facts(const Loaded& study, const Strings& overrides, const std::optional<Shard>& shard) {
  const BuildInfo& build = build_info();
  const std::string resolved = resolved_toml(study.spec);
  Facts facts = {{"format", journal_format},
                 {"title", study.plan.title},
                 {"seed", std::to_string(study.plan.seed)},
                 {"study_hash", hash_of(study, resolved)},
                 {"stream_version", std::to_string(stream_version)},
                 {"libm_sentinel", libm_sentinel()},
                 {"plim_version", version},
                 {"git_commit", std::string(build.git_commit) + (build.git_dirty ? " (changed)" : "")},
                 {"compiler", build.compiler},
                 {"build_flags", build.flags},
                 {build_id_name, build_id()},
                 {"shard", shard ? shard_text(*shard) : ""},
                 {"replicates", std::to_string(study.spec.replicates)},
                 {"block", std::to_string(study.plan.block)},
                 {"scenarios", std::to_string(study.plan.scenarios.size())},
                 {"study", fs::absolute(study.raw.path).string()},
                 {"config_toml", study.raw.text},
                 {"config_resolved", resolved}};
  for (const std::string& override : overrides) facts.emplace_back(override_name, override);
  return facts;
}

std::optional<std::string> other_program(const Facts& there, const Facts& here) {
  return first_of(of_program, there, here);
}

std::optional<std::string> disagreement(const Facts& there, const Facts& here, bool same_shard) {
  if (const auto found = first_of(of_study, there, here)) {
    if (fact(there, "seed") != fact(here, "seed")) return found;
    return *found + ": " + first_difference(fact(there, "config_resolved"), fact(here, "config_resolved"));
  }
  if (const auto found = other_program(there, here)) return found;
  constexpr const char* shard[] = {"shard"};
  return same_shard ? first_of(shard, there, here) : std::nullopt;
}

Strings overrides_in(const Facts& facts) {
  Strings overrides;
  for (const auto& [name, text] : facts) {
    if (name == override_name) overrides.push_back(text);
  }
  return overrides;
}

Loaded load_again(const Facts& facts, const fs::path& folder, const Catalogue& catalogue) {
  fs::path path = fact(facts, "study");
  if (!folder.empty()) path = folder / path.filename();
  Loaded study = load_text(fact(facts, "config_toml"), path, overrides_in(facts), catalogue);
  if (!study.faults.empty())
    throw Error(ExitCode::data, "this plim does not understand the study: " + study.faults.front().message);
  return study;
}

}  // namespace plim
