// How often is a verdict wrong? Runs the study of studies of verdicts/ and prints its tables:
//
//   build/bench/bench/plim_verdict_errors [RUNS up to 400 replicates] [RUNS at 4000] [RUNS of each mutant]
//                                         [CELLS.md]
//
// (1000, 300, 100 if absent). CELLS.md gets every single cell. Exit code 1 if a rate of wrong verdicts is
// above the level, or power is less than wanted.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>

#include "verdicts/report.hpp"

namespace {

using plim::Executor;
using namespace plim::verdicts;

std::int64_t argument(int argc, char** argv, int i, std::int64_t otherwise) {
  return argc > i ? std::atoll(argv[i]) : otherwise;
}

bool write(const char* path, const std::string& text) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path, "wb"), std::fclose);
  return file && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
}

}  // namespace

int main(int argc, char** argv) {
  Sizes sizes;
  sizes.few = argument(argc, argv, 1, sizes.few);
  sizes.many = argument(argc, argv, 2, sizes.many);
  sizes.mutants = argument(argc, argv, 3, sizes.mutants);
  const Executor executor;
  std::vector<Counted> all;
  for (const Design& design : all_designs()) {
    const auto begin = std::chrono::steady_clock::now();
    all.push_back(measure(design, sizes, executor));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::fputs(fmt::format("{}: {:.1f} s\n", design.name, took.count()).c_str(), stderr);
  }
  const Findings findings = findings_of(all);
  std::puts((table_of_rates(all) + "\n" + table_of_power(all) + text_of(findings)).c_str());
  if (argc > 4 && !write(argv[4], table_of_cells(all))) {
    std::fputs("plim_verdict_errors: cannot write the cells\n", stderr);
    return 74;
  }
  return findings.any() ? 1 : 0;
}
