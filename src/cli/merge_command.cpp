#include "merged_result.hpp"
#include "round_options.hpp"
#include "run_report.hpp"

namespace plim::cli {
namespace {

namespace fs = std::filesystem;

Options journal_options(const std::string& usage, const std::string& operand) {
  Options options(usage + " [--study FOLDER] [--threads N] [--force] [--strict] [--full] [--json] [--quiet]",
                  operand);
  options.add({{"study", Takes::text, "folder of the study's data (default: where they were)", ""},
               threads_option(),
               {"force", Takes::nothing, "replace a result of another study, or one of more replicates"}});
  options.add(report_options());
  options.add_hidden(round_options());
  return options;
}

/// Reads the study of the journals again, and writes their result.
ExitCode result_of(Merging merging, const Options& options, const Catalogue& catalogue) {
  JournalSet journals(merging.journals);
  Loaded study = load_again(journals.facts(), options.text("study"), catalogue);
  check_program(journals.facts(), study, merging.journals.front().string());
  std::vector<std::string> decided;
  merging.rounds = rounds_of(options, decided);
  merging.decided = &decided;
  const ThreadChoice choice = choose_threads(options.integer_up_to("threads", most_threads));
  merging.notes = {choice.note};
  const Executor executor(choice);
  return write_merged(merging, journals, std::move(study), executor, options);
}

}  // namespace

ExitCode merge_command(const Words& words, const Catalogue& catalogue) {
  Options options = journal_options("merge OUT.h5 JOURNAL...", "OUT.h5");
  options.take_more("JOURNAL");
  if (!options.parse(words)) return ExitCode::done;
  Merging merging{{}, options.operand(), Missing::refused};
  for (const std::string& name : options.more()) {
    for (fs::path& path : journals_of(name)) merging.journals.push_back(std::move(path));
  }
  if (merging.journals.empty())
    throw Error(ExitCode::usage, "merge needs the journals of the parts, behind OUT.h5");
  return result_of(std::move(merging), options, catalogue);
}

ExitCode result_command(const Words& words, const Catalogue& catalogue) {
  Options options = journal_options("result JOURNAL | FOLDER [--out FILE.h5]", "JOURNAL");
  options.add({{"out", Takes::text, "result file (default: that of the run with .partial.h5)", ""}});
  if (!options.parse(words)) return ExitCode::done;
  const fs::path journal = options.operand();
  fs::path out = options.text("out");
  if (out.empty()) {
    out = journal.has_filename() ? journal : journal.parent_path();
    if (out.extension() == ".journal") out.replace_extension();
    out.replace_extension(".partial.h5");
  }
  return result_of({journals_of(journal), out, Missing::left_out}, options, catalogue);
}

}  // namespace plim::cli
