#include "plim/plan/plan_size.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plim/catalogue/measure.hpp"

namespace plim {
namespace {

constexpr double file_copies = 3;

/// How often what grows with the replicates is held at most: in the forest, while two of its nodes are
/// merged, and in the total.
constexpr double grown_copies = 3;
/// What is left of the accumulators of a block when the zeros among them are left out, about.
constexpr double packed = 0.6;
constexpr double frame_bytes = 64;
/// How often kept blocks are held beside the file: as they come in, put together, and those of an earlier
/// result.
constexpr double kept_copies = 4;
constexpr double entry_bytes = 128;  // of the place of a kept block among the others
constexpr double own_bytes = 512;    // of what a measure gathers itself before it grows

/// Bytes by which the accumulators of measures grow in a run.
double grown_bytes(const ScenarioPlan& s, std::uint64_t replicates) {
  double each = 0;
  for (const OwnPlan& own : s.gathered) each += own.accumulator.each;
  return grown_copies * each * static_cast<double>(replicates);
}

/// Bytes of the accumulators of one block.
double record_bytes(const ScenarioPlan& s) {
  double bytes = static_cast<double>(s.sizes.size() * s.series.size() * sizeof(SeriesStats) +
                                     s.identities.size() * sizeof(LargestDifference)) +
                 own_bytes * static_cast<double>(s.gathered.size());
  for (const PoolPlan& pool : s.pooled) bytes += 8 * static_cast<double>(law_of(pool, s).size());
  for (const JointPlan& joint : s.joints) {
    const double d = static_cast<double>(joint.variables.size());
    bytes += sizeof(JointStats) + 8 * (2 * d + d * (d + 1) / 2);
  }
  return bytes;
}

double blocks_of(const Plan& plan) {
  return std::ceil(static_cast<double>(plan.replicates) / static_cast<double>(plan.block));
}

/// Bytes of the blocks that a result keeps.
double kept_block_bytes(const Plan& plan) {
  double bytes = 0;
  for (const ScenarioPlan& s : plan.scenarios)
    bytes += plan.keep_blocks ? blocks_of(plan) * (packed * record_bytes(s) + frame_bytes) : 0;
  return bytes;
}

}  // namespace

double file_bytes(const Plan& plan) {
  const auto measures =
      static_cast<std::size_t>(std::count_if(plan.measures.begin(), plan.measures.end(), [](const auto& m) {
        return m->in_files() && m->compute_own == nullptr;
      }));
  double of_cells = 0;
  for (const GroupPlan& g : plan.groups) {
    const ScenarioPlan& s = plan.scenarios[g.points.front().scenario];
    const double cells = static_cast<double>(g.points.size() * s.sizes.size() * g.series);
    of_cells +=
        cells * 8.0 * static_cast<double>(3 * (measures + g.asked.size()) + status_count + 12 + plan.kept);
  }
  const double checks = plan.checks.empty() ? 0 : 19e3 + 600 * static_cast<double>(plan.checks.size());
  return 15e3 + 42e3 * static_cast<double>(plan.groups.size()) + checks + of_cells + kept_block_bytes(plan);
}

double memory_bytes(const Plan& plan, int threads) {
  double largest = 0, totals = 0;
  for (const ScenarioPlan& s : plan.scenarios) {
    largest = std::max(largest, static_cast<double>(thread_bytes(s)));
    const double row = static_cast<double>(s.sizes.size() * s.series.size());
    totals += record_bytes(s) * (3.0 + threads) + row * 8.0 * static_cast<double>(plan.kept) +
              grown_bytes(s, plan.replicates);
  }
  if (plan.keep_blocks)
    totals += kept_copies * kept_block_bytes(plan) +
              entry_bytes * blocks_of(plan) * static_cast<double>(plan.scenarios.size());
  return largest * threads + totals + file_copies * file_bytes(plan);
}

int threads_within(const Plan& plan, int threads, double bytes) {
  // What a run takes is linear in its threads.
  const double one = memory_bytes(plan, 1), each = memory_bytes(plan, 2) - one;
  if (one + each * (threads - 1) <= bytes) return threads;
  return std::clamp(1 + static_cast<int>((bytes - one) / each), 1, threads);
}

std::string bytes_text(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} KB", bytes / 1e3);
  return bytes < 1e9 ? fmt::format("{:.1f} MB", bytes / 1e6) : fmt::format("{:.2f} GB", bytes / 1e9);
}

}  // namespace plim
