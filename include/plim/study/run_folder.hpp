#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "plim/io/journal.hpp"

namespace plim {

/// In the facts of a folder: the result, where the workers were told one, and their rounds, if they have any.
inline constexpr const char *out_fact = "out", *rounds_fact = "rounds";

/// A folder in which programs share one run: what it is of, their claims, and a journal of each.
class RunFolder {
 public:
  /// Opens the folder of a run, or makes it for a run in so many units. `facts`: what a journal of this run
  /// says. Throws Error(cannot_create) with that advice if it is of another run, or holds other things.
  RunFolder(std::filesystem::path folder, Facts facts, const std::function<std::uint64_t()>& units,
            const char* advice = "name another by --join");
  /// Opens one that is there: Error(no_input) or Error(data) if it is none.
  explicit RunFolder(std::filesystem::path folder);
  static bool is_one(const std::filesystem::path& folder);

  const std::filesystem::path& path() const noexcept { return folder_; }
  const Facts& facts() const noexcept { return facts_; }
  std::uint64_t units() const;
  std::filesystem::path journal_of(std::uint64_t worker) const;
  /// The highest number of a worker who has a journal; 0 if none has.
  std::uint64_t last_journal() const;
  /// What says what the run is of, which is a journal without blocks, and those that there are, by their
  /// workers' numbers. Throws Error(no_input) if the run is complete.
  std::vector<std::filesystem::path> journals() const;

  /// Notes if the run goes on after a round, counted from 0; and what was noted.
  void decide(std::size_t round, bool goes_on);
  std::optional<bool> goes_on(std::size_t round) const;

  /// The result of the run, if it is complete.
  std::optional<std::filesystem::path> result() const;
  /// The run is complete and in that result, a relative name is one in the folder: takes away all but what
  /// says so.
  void complete(const std::filesystem::path& result);
  /// Takes away what workers of a complete run have left, unless its result is gone.
  void clear() const noexcept;
  /// Takes a folder and its journals away; what else is in it stays, and so then does the folder. What is no
  /// such folder is left alone.
  static void remove(const std::filesystem::path& folder);

 private:
  void check(const Facts& facts, const char* advice) const;

  std::filesystem::path folder_;
  Facts facts_;
};

}  // namespace plim
