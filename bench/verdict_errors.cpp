// How often is a verdict wrong? Runs the study of studies of verdict_study.hpp and prints its table:
//
//   build/bench/bench/plim_verdict_errors [RUNS at 400 replicates] [RUNS at 4000] [RUNS of each mutant]
//
// (1000, 500, 100 if absent: 72 s on one thread of a Zen 5). Shares are followed by their Clopper-Pearson
// limits of confidence 99 %.
#include <cstdio>
#include <cstdlib>

#include "plim/numeric/special.hpp"
#include "verdict_study.hpp"

namespace {

using namespace plim;
using namespace plim::verdict_study;

std::string share(std::int64_t hits, std::int64_t runs) {
  const double x = static_cast<double>(hits), n = static_cast<double>(runs);
  const double lower = hits > 0 ? special::beta_quantile(x, n - x + 1, 0.005) : 0;
  const double upper = hits < runs ? special::beta_quantile(x + 1, n - x, 0.995) : 1;
  return fmt::format("{:.1f} % [{:.1f}, {:.1f}]", 100 * x / n, 100 * lower, 100 * upper);
}

std::int64_t argument(int argc, char** argv, int i, std::int64_t otherwise) {
  return argc > i ? std::atoll(argv[i]) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t few = argument(argc, argv, 1, 1000), many = argument(argc, argv, 2, 500),
                     wrong = argument(argc, argv, 3, 100);
  const Executor executor;
  std::puts(
      "| law | path | R | mutant | runs | refuted | confirmed | refuted by bias, counts, law, rate, spread, "
      "spread "
      "rate |");
  std::puts("|---|---|---|---|---|---|---|---|");
  for (const char* path : {"nested", "independent"}) {
    for (const Law& law : laws()) {
      for (const std::uint64_t replicates : {400U, 4000U}) {
        for (std::size_t m = 0; m < mutants.size(); ++m) {
          const bool null = mutants[m] == Mutant::none;
          if (!null && path[0] == 'i') continue;
          Design design;
          design.replicates = replicates;
          design.path = path;
          const std::int64_t runs = !null ? wrong : replicates == 400 ? few : many;
          const Tally t = run_many(law, design, mutants[m], runs, 1 + 1000000 * m, executor);
          std::string by;
          for (const std::int64_t x : t.refuted_by) by += (by.empty() ? "" : ", ") + std::to_string(x);
          std::printf("| %s | %s | %llu | %s | %lld | %s | %s | %s |\n", law.name, path,
                      static_cast<unsigned long long>(replicates), mutant_names[m],
                      static_cast<long long>(t.runs), share(t.refuted, t.runs).c_str(),
                      share(t.confirmed, t.runs).c_str(), by.c_str());
          std::fflush(stdout);
        }
      }
    }
  }
}
