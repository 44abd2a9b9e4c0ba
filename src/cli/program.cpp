#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <iostream>
#include <pthread.h>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <system_error>

#include "commands.hpp"
#include "harmless_buffer.hpp"
#include "plim/cli/main.hpp"
#include "plim/core/name.hpp"
#include "plim/core/suggest.hpp"
#include "plim/core/version.hpp"
#include "plim/grammar/parse.hpp"

namespace plim {
namespace {

const std::vector<cli::Command> commands = {
    {"run", "plan and run a study, write its HDF5 file, print the summary", cli::run_command},
    {"status", "how far a run is, while it runs or after it was interrupted", cli::status_command},
    {"result", "what an interrupted run has done so far, as a result file", cli::result_command},
    {"merge", "the parts of a run that was run in shards, as one result", cli::merge_command},
    {"submit", "a study as jobs of Slurm: an array of shards and their merge", cli::submit_command},
    {"validate", "report every fault of a study", cli::validate_command},
    {"list", "what a study can name: families, estimators, keys, ...", cli::list_command},
    {"sample", "draws from a family or a file", cli::sample_command},
    {"estimate", "estimators on your own data: numbers, counts, symbols or a text", cli::estimate_command},
    {"evaluate", "honest errors of losses and scores of models, and which one is better",
     cli::evaluate_command},
    {"describe", "a law: density, cdf, quantiles, moments, entropy, information", cli::describe_command},
    {"inspect", "provenance and summary of a result file", cli::inspect_command},
    {"export", "the numbers of a result file as a tidy table: csv or JSON", cli::export_command},
    {"replay", "one replicate of a result file again: its sample and each estimate", cli::replay_command},
    {"diff", "what differs between two result files, in Monte Carlo errors", cli::diff_command},
};

void print_overview(std::ostream& out) {
  out << "plim " << version << ": how fast, and how well, does an estimator converge?\n\n"
      << "usage: plim COMMAND ... (plim COMMAND --help says more)\n\n";
  for (const cli::Command& c : commands)
    out << "  " << c.name << std::string(10 - std::string(c.name).size(), ' ') << c.summary << "\n";
}

ExitCode dispatch(const cli::Words& words, const std::function<Catalogue()>& make_catalogue, Team* team) {
  if (words.empty()) {
    print_overview(std::cerr);
    return ExitCode::usage;
  }
  if (words[0] == "help" && words.size() == 2 && words[1].substr(0, 1) != "-")
    return dispatch({words[1], "--help"}, make_catalogue, team);
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    print_overview(std::cout);
    return ExitCode::done;
  }
  if (words[0] == "--version") {
    std::cout << "plim " << version << "\n";
    return ExitCode::done;
  }
  if (team != nullptr) {
    if (words[0] != "run") throw Error(ExitCode::usage, "ranks have the command run alone; plim has all");
    return cli::run_command({words.begin() + 1, words.end()}, make_catalogue(), team);
  }
  std::vector<std::string> names;
  for (const cli::Command& c : commands) {
    if (words[0] == c.name) return c.run({words.begin() + 1, words.end()}, make_catalogue());
    names.emplace_back(c.name);
  }
  const std::string near = suggest(words[0], names);
  throw Error(ExitCode::usage,
              "unknown command \"" + words[0] + "\"" +
                  (near.empty() ? "; plim --help lists them" : " (did you mean \"" + near + "\"?)"));
}

/// A message of one or more lines; names in it may come from anywhere.
void print_error(const std::string& message) {
  std::istringstream lines("plim: " + message);
  for (std::string line; std::getline(lines, line);) std::cerr << printable(line) << "\n";
}

/// Says without allocating that there is no memory, and how much there was.
void print_out_of_memory(const char* what) noexcept {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const char* told = std::strcmp(what, std::bad_alloc().what()) == 0 ? "out of memory" : what;
  std::fprintf(stderr, "plim: %s (%ld MB were in use at most)\n", told, usage.ru_maxrss / 1024);
}

/// A bad_alloc where none can be caught, as in a destructor, is out of memory too; all else aborts.
[[noreturn]] void end_program() {
  try {
    if (const std::exception_ptr error = std::current_exception()) std::rethrow_exception(error);
  } catch (const std::bad_alloc& error) {
    print_out_of_memory(error.what());
    std::_Exit(static_cast<int>(ExitCode::resources));
  } catch (...) {
  }
  std::abort();
}

/// Before static objects are made, which allocate too.
[[gnu::constructor(101)]] void end_by_own_means() { std::set_terminate(end_program); }

/// The stack of this thread grows up to the limit at hand, which may be raised as far as the hard one.
void need_stack() {
  constexpr rlim_t least = rlim_t{512} << 10, usual = rlim_t{8} << 20;
  rlimit stack{};
  if (::getrlimit(RLIMIT_STACK, &stack) != 0 || stack.rlim_cur >= least) return;
  stack.rlim_cur = std::min(stack.rlim_max, usual);
  if (stack.rlim_cur < least || ::setrlimit(RLIMIT_STACK, &stack) != 0)
    throw Error(ExitCode::resources, "a stack of " + std::to_string(stack.rlim_cur >> 10) +
                                         " KB (ulimit -s) is too small; plim needs 512");
  pthread_attr_t attributes;  // threads made from now on
  ::pthread_attr_init(&attributes);
  ::pthread_attr_setstacksize(&attributes, stack.rlim_cur);
  ::pthread_setattr_default_np(&attributes);
  ::pthread_attr_destroy(&attributes);
}

}  // namespace

int run_main(int argc, const char* const* argv, const std::function<Catalogue()>& make_catalogue,
             Team* team) {
  const HarmlessBuffer out(std::cout), err(std::cerr);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit of file sizes is an error of writing like any other
  ExitCode code = ExitCode::bug;
  try {
    need_stack();
    code = dispatch({argv + 1, argv + argc}, make_catalogue, team);
    std::cout.flush();
    if (!std::cout) throw Error(ExitCode::io, "cannot write to the standard output");
  } catch (const Error& error) {
    print_error(error.what());
    code = error.code();
  } catch (const std::bad_alloc& error) {
    print_out_of_memory(error.what());
    code = ExitCode::resources;
  } catch (const std::system_error& error) {
    // What the system refuses where there are no better words for it, as to say what folder this is.
    print_error(error.what());
    code = ExitCode::io;
  } catch (const std::exception& error) {
    print_error(std::string("a bug: ") + error.what());
    code = ExitCode::bug;
  }
  return static_cast<int>(code);
}

}  // namespace plim
