#include "slurm_script.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "plim/core/error.hpp"
#include "plim/core/name.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* shebang = "#!/bin/bash";
constexpr const char* script_mark = "# Jobs of Slurm, written by plim submit.";

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What Slurm shows of a job.
std::string job_name(const fs::path& out) {
  std::string name = "plim-" + out.stem().string();
  for (char& c : name) {
    if (!is_letter_or_digit(c) && c != '.' && c != '-') c = '_';
  }
  return name.substr(0, 64);
}

/// NAME of NAME.h5, with its folder.
std::string stem_of(const fs::path& out) { return (out.parent_path() / out.stem()).string(); }

/// The option that names the log of a job; none where Slurm would take the name for another one.
std::string log_option(const fs::path& out, const std::string& number) {
  const std::string stem = stem_of(out);
  if (stem.find('\\') != std::string::npos) return "";
  std::string name;
  for (const char c : stem) name += c == '%' ? "%%" : std::string(1, c);
  return " " + shell_word("--output=" + name + ".slurm-" + number + ".out");
}

std::string script_head(const SlurmJobs& jobs) {
  std::string text = fmt::format(
      "{}\n{}\n# bash THIS submits the shards of a study as an array, and a merge of them.\n"
      "#SBATCH --job-name={}\n#SBATCH --nodes=1\n#SBATCH --ntasks=1\n#SBATCH --cpus-per-task={}\n",
      shebang, script_mark, job_name(jobs.out), jobs.threads);
  const std::pair<const char*, std::string> rows[] = {
      {"time", jobs.time}, {"partition", jobs.partition}, {"account", jobs.account}, {"mem", jobs.memory}};
  for (const auto& [option, words] : rows) {
    if (!words.empty()) text += fmt::format("#SBATCH --{}={}\n", option, words);
  }
  return text + fmt::format("#SBATCH --signal=B:USR1@{}\n#SBATCH --requeue\n#SBATCH --open-mode=append\n",
                            jobs.signal_before);
}

std::string script_names(const SlurmJobs& jobs) {
  std::string run = shell_word(jobs.study.string());
  for (const std::string& setting : jobs.overrides) run += " " + shell_word("--set=" + setting);
  return fmt::format("\nplim={}\nstem={}  # of the shards' journals\nshards={}\nstudy=({})\n",
                     shell_word(jobs.program.string()), shell_word(stem_of(jobs.out)), jobs.shards, run);
}

std::string script_functions(const SlurmJobs& jobs) {
  return R"(
# The array and its merge; a merge that can no longer begin is given up.
submit() {
  local script=$0 shards_job merge_job
  [[ $script == */* ]] || script=./$script
  shards_job=$(sbatch --parsable "--array=1-$shards)" +
         (jobs.at_once > 0 ? "%" + std::to_string(jobs.at_once) : "") + "\"" + log_option(jobs.out, "%A_%a") +
         R"( "$script" shard) || exit
  shards_job=${shards_job%%;*}
  echo "job $shards_job: shards 1 to $shards"
  merge_job=$(sbatch --parsable "--dependency=afterok:$shards_job" --kill-on-invalid-dep=yes)" +
         log_option(jobs.out, "%j") + R"( "$script" merge) || exit
  echo "job ${merge_job%%;*}: their merge, when all are done"
}

# One shard, until it is done or its time is nearly over: plim then ends with 75, and the task goes on from its
# journal in another turn. 138 is a USR1 that came before plim could hear it, or twice. Where Slurm ends the
# task itself it sends TERM to plim too, and decides what comes after.
shard() {
  local id=$SLURM_ARRAY_TASK_ID child= stop= ended= again=1 code=
  trap 'again=1 stop=1; [[ -z $child ]] || kill -USR1 "$child" 2> /dev/null' USR1
  trap 'again=1 ended=1' TERM
  "$plim" run "${study[@]}" --shard "$id/$shards" --out "$stem.shard-$id-of-$shards.journal" &
  child=$!
  [[ -z $stop ]] || kill -USR1 "$child"
  while [[ -n $again ]]; do  # a signal ends the wait, not plim
    again=
    wait "$child"
    code=$?
  done
  if [[ ( $code == 75 || $code == 138 ) && -z $ended ]]; then
    echo "shard $id of $shards: goes on in another turn"
    scontrol requeue "${SLURM_ARRAY_JOB_ID}_$id" || echo "it cannot be queued again: submit this script once more"
  fi
  exit "$code"
}

merge() {
  local journals=() id
  for ((id = 1; id <= shards; ++id)); do journals+=("$stem.shard-$id-of-$shards.journal"); done
  trap '' USR1
  exec "$plim" merge )" +
         shell_word(jobs.out.string()) + " \"${journals[@]}\"" + (jobs.force ? " --force" : "") +
         "\n}\n\ncase ${1:-} in\n  shard | merge) \"$1\" ;;\n  *) submit ;;\nesac\n";
}

/// Digits as a number; nothing if they are none.
std::optional<std::uint64_t> count_in(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || number > 1'000'000)
    return std::nullopt;
  return number;
}

/// Seconds of the numbers of a time limit; nothing if one of them is none, or there are more than it can
/// have.
std::optional<std::uint64_t> seconds_in(std::string_view text) {
  std::uint64_t seconds = 0;
  const std::size_t dash = text.find('-');
  const bool days = dash != std::string_view::npos;
  if (days) {
    const auto number = count_in(text.substr(0, dash));
    if (!number) return std::nullopt;
    seconds = *number * 86400;
    text.remove_prefix(dash + 1);
  }
  std::vector<std::uint64_t> numbers;
  for (bool more = true; more;) {
    const std::size_t colon = text.find(':');
    more = colon != std::string_view::npos;
    const auto number = count_in(text.substr(0, colon));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    if (more) text.remove_prefix(colon + 1);
  }
  if (numbers.size() > 3) return std::nullopt;
  std::uint64_t unit = days || numbers.size() == 3 ? 3600 : 60;  // of the first
  for (const std::uint64_t number : numbers) {
    seconds += number * unit;
    unit /= 60;
  }
  return seconds;
}

}  // namespace

std::string shell_word(const std::string& word) {
  const auto plain = [](char c) {
    return is_letter_or_digit(c) || std::string_view("_-./=:,+@%").find(c) != std::string::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
  const bool escaped = printable(word) != word;
  std::string quoted = escaped ? "$'" : "'";
  for (const char c : word) {
    if (escaped && (c < ' ' || c > '~' || c == '\\' || c == '\'')) {
      quoted += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    } else {
      quoted += c == '\'' ? "'\\''" : std::string(1, c);
    }
  }
  return quoted + "'";
}

std::uint64_t slurm_seconds(const std::string& text) {
  const std::optional<std::uint64_t> seconds = seconds_in(text);
  if (!seconds || *seconds == 0)
    throw Error(ExitCode::usage,
                "--time is \"" + text +
                    "\", but must be a time limit of Slurm: minutes, as 90, minutes:seconds, "
                    "hours:minutes:seconds, as 2:30:00, or days-hours, as 1-12, with :minutes "
                    "and :seconds or without");
  return *seconds;
}

fs::path slurm_script_path(const fs::path& out) { return stem_of(out) + ".slurm.sh"; }

std::string slurm_script(const SlurmJobs& jobs) {
  return script_head(jobs) + script_names(jobs) + script_functions(jobs);
}

bool is_slurm_script(const fs::path& path) {
  std::ifstream file(path);
  std::string first, second;
  return std::getline(file, first) && std::getline(file, second) && first == shebang && second == script_mark;
}

}  // namespace plim::cli
