#include "dry_run.hpp"

#include <ostream>

#include <fmt/format.h>

#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/plan/plan_size.hpp"
#include "plim/study/cost.hpp"
#include "plim/study/samples_file.hpp"
#include "plim/verdict/results.hpp"
#include "progress.hpp"

namespace plim::cli {
namespace {

/// "10 .. 464 by alias, 1000 .. 1000000 by conditional_binomial".
std::string methods_of(const ScenarioPlan& s) {
  std::string text, method;
  std::int64_t first = 0, before = 0, last = 0;
  const auto close = [&] {
    if (method.empty()) return;
    text +=
        (text.empty() ? "" : ", ") +
        fmt::format("n = {} by {}",
                    first == last ? fmt::format("{}", first) : fmt::format("{} .. {}", first, last), method);
  };
  for (const std::int64_t n : s.sizes) {
    const std::string now = s.population->method(s.route, s.nested ? before : 0, n);
    if (now != method) {
      close();
      method = now;
      first = n;
    }
    last = before = n;
  }
  close();
  return text;
}

void print_scenario(std::ostream& out, const ScenarioPlan& s) {
  out << "  " << s.names->sample << " from " << s.names->population << " = " << s.population->readable()
      << "\n"
      << "    route " << route_text(s) << (s.nested ? ", nested" : ", independent") << ": " << methods_of(s)
      << "\n";
  if (!s.names->forced_by.empty()) out << "    drawn one by one because of " << s.names->forced_by << "\n";
  out << "    " << in_number(s.sizes.size(), "size") << ", " << s.series.size() << " series, "
      << in_number(s.lanes, "replicate") << " in lanes\n";
}

std::string pilots_text(std::size_t pilots, std::size_t scenarios) {
  return pilots == scenarios ? "a pilot of each scenario"
                             : fmt::format("pilots of {} of them, at most eight of a kind", pilots);
}

std::string samples_line(const Plan& plan, std::uint64_t replicates) {
  if (plan.samples == "none") return "";
  return "samples: about " + bytes_text(samples_bytes(plan, replicates)) + " of " + plan.samples + "\n";
}

}  // namespace

void print_dry_run(std::ostream& out, const Plan& plan, const Allocation& allocation,
                   const Executor& executor) {
  out << printable(plan.title) << "\n" << in_number(plan.scenarios.size(), "scenario") << ":\n";
  for (const ScenarioPlan& s : plan.scenarios) print_scenario(out, s);
  const RunCost cost = pilot_cost(plan, allocation, executor);
  for (const std::string& note : plan.notes) out << "note: " << note << "\n";
  out << fmt::format("{} in {} of {} per scenario\n", in_number(allocation.replicates.front(), "replicate"),
                     in_number(blocks_of(plan, allocation, 0), "block"), plan.block)
      << fmt::format("threads: {} ({})\n", executor.threads(), executor.threads_from()) << "memory: about "
      << bytes_text(memory_bytes(plan, executor.threads())) << "\n"
      << "output: about " << bytes_text(file_bytes(plan)) << "\n"
      << samples_line(plan, allocation.replicates.front())
      << fmt::format("time: about {} on {} thread{} (by {})\n", duration(cost.seconds), executor.threads(),
                     executor.threads() == 1 ? "" : "s", pilots_text(cost.pilots, plan.scenarios.size()));
}

}  // namespace plim::cli
