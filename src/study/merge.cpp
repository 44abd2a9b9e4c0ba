#include "plim/study/merge.hpp"

#include <algorithm>

#include "plim/core/error.hpp"

namespace plim {
namespace {

constexpr std::size_t most_open = 16;  // files, of all that this process may open
constexpr std::size_t most_scenarios = 8, most_stretches = 8;

std::string stretch_text(const BlockRange& range) {
  const std::string first = std::to_string(range.first);
  if (range.last - range.first == 1) return first;
  return first + " to " + std::to_string(range.last - 1);
}

/// What a result says of its study.
std::pair<std::string, Strings> words_of(const Facts& facts) {
  return {fact(facts, "config_toml"), overrides_in(facts)};
}

}  // namespace

JournalSet::JournalSet(const std::vector<std::filesystem::path>& paths) {
  journals_.reserve(paths.size());
  for (const std::filesystem::path& path : paths) {
    journals_.emplace_back(path);
    journals_.back().pause();
    const Facts& header = journals_.back().header();
    if (facts_ == nullptr || words_of(header) < words_of(*facts_)) facts_ = &header;
    if (const auto found = disagreement(header, journals_.front().header(), false))
      throw Error(ExitCode::data,
                  path.string() + ": is of another run than " + paths.front().string() + ": " + *found);
  }
}

std::vector<NamedSource> JournalSet::sources(const Plan& plan) {
  std::vector<NamedSource> sources;
  for (Journal& journal : journals_) {
    blocks_.emplace_back(plan, journal.frames());
    sources.push_back({&blocks_.back(), journal.path().string()});
    if (journals_.size() > most_open) sources.back().pause = [&journal] { journal.pause(); };
  }
  return sources;
}

void check_program(const Facts& facts, const Loaded& study, const std::string& name) {
  const Facts here = journal_facts(study, overrides_in(facts), std::nullopt);
  if (const auto found = disagreement(facts, here, false))
    throw Error(ExitCode::data,
                name + ": was not written by this plim, on a machine like this, of these data: " + *found);
}

std::string missing_text(const Plan& plan, const Allocation& allocation, const Gather& gather) {
  std::string text;
  std::size_t named = 0, more = 0;
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s) {
    const std::vector<BlockRange> missing = gather.missing({s, 0, blocks_of(plan, allocation, s)});
    if (missing.empty()) continue;
    if (++named > most_scenarios) {
      ++more;
      continue;
    }
    text += (text.empty() ? "" : "; ") + name_of(plan.scenarios[s]) + ": ";
    for (std::size_t i = 0; i < std::min(missing.size(), most_stretches); ++i)
      text += (i > 0 ? ", " : "") + stretch_text(missing[i]);
    if (missing.size() > most_stretches) text += " and more";
  }
  if (more > 0) text += "; and of " + std::to_string(more) + " more scenarios";
  return text;
}

}  // namespace plim
