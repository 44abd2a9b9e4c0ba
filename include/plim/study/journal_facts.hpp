#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "plim/io/journal.hpp"
#include "plim/io/results_file.hpp"
#include "plim/study/load.hpp"

namespace plim {

/// The fact that tells programs of one commit apart.
inline constexpr const char* build_id_name = "build_id";

/// One of so many parts of a run, counted from 1.
struct Shard {
  std::uint64_t index = 1, count = 1;
};
/// "2/7".
std::string shard_text(const Shard& shard);
/// Reads "2/7". Throws Error(usage) if it is none.
Shard shard_of(const std::string& text);
/// The blocks of a part: a stretch of each scenario, in turn for scenarios with few.
BlockRange part_of(const Shard& shard, std::size_t scenario, std::uint64_t blocks);

/// What a result says of its study.
Provenance provenance_of(const Loaded& study, const Strings& overrides);

/// What a journal says of its run: the study, its files and options, and everything that its numbers depend
/// on.
Facts journal_facts(const Loaded& study, const Strings& overrides, const std::optional<Shard>& shard);

/// Where two runs differ whose blocks may then not be mixed, with both values; nothing if they may.
/// `same_shard`: also if they are of different parts.
std::optional<std::string> disagreement(const Facts& there, const Facts& here, bool same_shard);
/// The same of programs and machines alone.
std::optional<std::string> other_program(const Facts& there, const Facts& here);

/// The study of a journal, planned again; its data are looked for beside `study`, or, if that is empty, where
/// they were. Throws Error(data) if this program does not understand it.
Loaded load_again(const Facts& facts, const std::filesystem::path& folder, const Catalogue& catalogue);
Strings overrides_in(const Facts& facts);

}  // namespace plim
