#include "plim/study/run_folder.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>

#include "plim/core/error.hpp"
#include "plim/io/output.hpp"
#include "plim/study/journal_facts.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

constexpr const char *study_name = "study", *result_name = "complete", *units_fact = "units",
                     *goes_on_text = "goes on";
constexpr const char *journal_extension = ".journal", *round_prefix = "round-";
constexpr std::uint64_t most_units = 1'000'000;
constexpr std::size_t longest_text = 8192;
constexpr int most_tries = 4;

fs::path study_of(const fs::path& folder) { return folder / study_name; }

fs::path round_of(const fs::path& folder, std::size_t round) {
  return folder / (round_prefix + std::to_string(round));
}

/// The beginning of a file; of other things, which one might wait for, nothing.
std::optional<std::string> text_of(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string text(longest_text, '\0');
  if (!file.read(text.data(), static_cast<std::streamsize>(text.size())) && !file.eof()) return std::nullopt;
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

/// True of a folder that holds nothing but what another program is about to make there.
bool is_free(const fs::path& folder) {
  return std::all_of(fs::directory_iterator(folder), fs::directory_iterator(), [](const auto& entry) {
    return entry.path().filename().string().front() == '.' || entry.path().filename() == study_name;
  });
}

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// By the numbers of their workers.
std::map<std::uint64_t, fs::path> journals_in(const fs::path& folder) {
  std::map<std::uint64_t, fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto worker = whole_number(entry.path().stem().string());
    if (worker && entry.path().extension() == journal_extension) found.emplace(*worker, entry.path());
  }
  return found;
}

/// True of what workers and OutputFile leave beside claims: journals, rounds, files about to be named.
bool is_left(const std::string& name) {
  const auto is = [&name](const std::string& prefix, const std::string& suffix) {
    return name.size() > prefix.size() + suffix.size() && name.starts_with(prefix) && name.ends_with(suffix);
  };
  const fs::path path(name);
  return is(".plim-", ".tmp") ||
         (is(round_prefix, "") && whole_number(name.substr(std::string(round_prefix).size()))) ||
         (path.extension() == journal_extension && whole_number(path.stem().string()));
}

}  // namespace

RunFolder::RunFolder(fs::path folder, Facts facts, const std::function<std::uint64_t()>& units,
                     const char* advice)
    : folder_(std::move(folder)) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw Error(ExitCode::cannot_create, folder_.string() + ": cannot be made: " + error.message());
  if (!is_one(folder_)) {
    if (!is_free(folder_) && !is_one(folder_))  // which another worker may have made it meanwhile
      throw Error(ExitCode::cannot_create,
                  folder_.string() + ": is not empty, and no folder of a run; " + advice);
    facts.emplace_back(units_fact, std::to_string(units()));
    OutputFile study(study_of(folder_));
    study.write(frame_of(FrameKind::header, bytes_of(facts)));
    try {
      study.commit(false);
    } catch (const Error&) {
      if (!is_one(folder_)) throw;  // else another worker was first
    }
  }
  facts_ = Journal(study_of(folder_)).header();
  check(facts, advice);
}

RunFolder::RunFolder(fs::path folder) : folder_(std::move(folder)) {
  facts_ = Journal(study_of(folder_)).header();
}

bool RunFolder::is_one(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(study_of(folder), error);
}

void RunFolder::check(const Facts& facts, const char* advice) const {
  if (const auto found = disagreement(facts_, facts, false))
    throw Error(ExitCode::cannot_create,
                folder_.string() + ": is the folder of another run: " + *found + "; " + advice);
  const std::string &rounds_there = fact(facts_, rounds_fact), &rounds_here = fact(facts, rounds_fact);
  if (rounds_there != rounds_here)
    throw Error(ExitCode::cannot_create, folder_.string() + ": its workers have the rounds \"" +
                                             rounds_there + "\", and this one \"" + rounds_here + "\"");
  const std::string &there = fact(facts_, out_fact), &here = fact(facts, out_fact);
  const auto named = [](const std::string& out) { return out.empty() ? "the folder itself" : out; };
  if (there != here)
    throw Error(ExitCode::cannot_create, folder_.string() + ": its workers write the result to " +
                                             named(there) + " (--out), and this one would to " + named(here));
}

std::uint64_t RunFolder::units() const {
  const auto units = whole_number(fact(facts_, units_fact));
  if (!units || *units == 0 || *units > most_units)
    throw Error(ExitCode::data, study_of(folder_).string() + ": says that there are \"" +
                                    fact(facts_, units_fact) + "\" units of work");
  return *units;
}

fs::path RunFolder::journal_of(std::uint64_t worker) const {
  return folder_ / (std::to_string(worker) + journal_extension);
}

std::uint64_t RunFolder::last_journal() const {
  const auto journals = journals_in(folder_);
  return journals.empty() ? 0 : journals.rbegin()->first;
}

std::vector<fs::path> RunFolder::journals() const {
  if (const auto out = result())
    throw Error(ExitCode::no_input,
                folder_.string() + ": is complete, its journals are gone: the result is in " + out->string());
  std::vector<fs::path> journals = {study_of(folder_)};
  for (const auto& [worker, path] : journals_in(folder_)) journals.push_back(path);
  return journals;
}

void RunFolder::decide(std::size_t round, bool goes_on) {
  OutputFile file(round_of(folder_, round));
  file.write(goes_on ? goes_on_text : "ends");
  file.commit();
}

std::optional<bool> RunFolder::goes_on(std::size_t round) const {
  const auto text = text_of(round_of(folder_, round));
  return text ? std::optional(*text == goes_on_text) : std::nullopt;
}

std::optional<fs::path> RunFolder::result() const {
  const auto text = text_of(folder_ / result_name);
  return text ? std::optional<fs::path>(folder_ / *text) : std::nullopt;
}

void RunFolder::complete(const fs::path& result) {
  OutputFile mark(folder_ / result_name);
  mark.write(result.string());
  mark.commit();
  clear();
}

/// Others may do the same at the same time, and some may not know yet that the run is complete.
void RunFolder::clear() const noexcept try {
  std::error_code error;
  if (const auto out = result(); !out || !fs::is_regular_file(*out, error)) return;
  std::vector<fs::path> left;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (is_left(entry.path().filename().string())) left.push_back(entry.path());
  }
  for (const fs::path& path : left) fs::remove(path, error);
  for (const char* name : {"claims", "done", "workers"}) {
    int tried = 0;
    do {
      fs::remove_all(folder_ / name, error);
    } while (error && ++tried < most_tries);
  }
} catch (...) {  // what cannot be taken away does no harm
}

void RunFolder::remove(const fs::path& folder) {
  std::error_code ignored;
  if (!is_one(folder)) return;
  for (const auto& [worker, path] : journals_in(folder)) fs::remove(path, ignored);
  std::vector<fs::path> unfinished;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(unfinished_prefix)) unfinished.push_back(entry.path());
  }
  for (const fs::path& path : unfinished) fs::remove(path, ignored);
  fs::remove(study_of(folder), ignored);
  fs::remove(folder, ignored);
}

}  // namespace plim
