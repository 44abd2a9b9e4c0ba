#include "run_status.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

#include "merged_result.hpp"
#include "plim/io/output.hpp"
#include "plim/io/run_lock.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

// A worker that has something to do writes at least every two seconds.
constexpr double seconds_of_silence = 10;

bool is_journal(const fs::path& name) {
  try {
    return !Journal(name).header().empty();
  } catch (const Error&) {
    return false;
  }
}

/// What is asked about: a journal, or the result that it is to become.
fs::path journal_of(const fs::path& name) {
  std::error_code error;
  if (name.extension() == ".journal") return name;
  const fs::path journal = journal_path(place_of(name));
  if (fs::exists(journal, error)) return journal;
  if (is_journal(name)) return name;  // of a part, by a name of one's own
  if (fs::exists(name, error))
    throw Error(ExitCode::no_input,
                name.string() + ": has no journal beside it; no run of it is interrupted");
  throw Error(ExitCode::no_input, name.string() +
                                      ": there is neither a result of that name nor a journal of it; a "
                                      "run begins its journal after a second");
}

std::vector<fs::path> asked_for(const fs::path& name) {
  std::error_code error;
  return fs::is_directory(name, error) ? journals_of(name) : std::vector<fs::path>{journal_of(name)};
}

/// Who writes to a journal now; "" if nobody on this machine does.
std::string writer_of(fs::path journal) {
  const std::string of_part = holder_of(journal);
  if (!of_part.empty() || journal.extension() != ".journal") return of_part;
  return holder_of(journal.replace_extension());
}

double seconds_since(const fs::path& path) {
  std::error_code error;
  const auto written = fs::last_write_time(path, error);
  if (error) return 0;
  const std::chrono::duration<double> ago = fs::file_time_type::clock::now() - written;
  return std::max(0.0, ago.count());
}

}  // namespace

RunStatus::RunStatus(const fs::path& asked)
    : journals(asked_for(asked)),
      tally(journals.journals()),
      seconds_since_written(std::numeric_limits<double>::infinity()) {
  std::error_code error;
  shared = fs::is_directory(asked, error);
  for (std::size_t j = 0; j < journals.journals().size(); ++j) {
    const fs::path& path = journals.journals()[j].path();
    const auto& [session, blocks_a_second] = tally.sessions()[j];
    const double silent = seconds_since(path);
    seconds_since_written = std::min(seconds_since_written, silent);
    const bool works = shared && silent < seconds_of_silence && !session.empty();
    if (works) writers.push_back("process " + fact(session, "process") + " on " + fact(session, "host"));
    if (blocks_a_second && (works || !shared)) rate = rate.value_or(0) + *blocks_a_second;
  }
  if (shared) return;
  const std::string writer = writer_of(journals.journals().front().path());
  if (!writer.empty()) writers.push_back(writer);
}

std::optional<double> RunStatus::seconds_left() const {
  if (!rate || *rate <= 0) return std::nullopt;
  return static_cast<double>(tally.all() - std::min(tally.all(), tally.done())) / *rate;
}

}  // namespace plim::cli
