#include "plim/plan/plan_size.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plim/catalogue/measure.hpp"

namespace plim {
namespace {

constexpr double file_copies = 3;

/// Bytes of the accumulators of one block.
double record_bytes(const ScenarioPlan& s) {
  double bytes = static_cast<double>(s.sizes.size() * s.series.size() * sizeof(SeriesStats) +
                                     s.identities.size() * sizeof(LargestDifference));
  for (const PoolPlan& pool : s.pooled) bytes += 8 * static_cast<double>(law_of(pool, s).size());
  for (const JointPlan& joint : s.joints) {
    const double d = static_cast<double>(joint.variables.size());
    bytes += sizeof(JointStats) + 8 * (2 * d + d * (d + 1) / 2);
  }
  return bytes;
}

}  // namespace

double file_bytes(const Plan& plan) {
  double cells = 0;
  for (const GroupPlan& g : plan.groups) {
    const ScenarioPlan& s = plan.scenarios[g.points.front().scenario];
    cells += static_cast<double>(g.points.size() * s.sizes.size() * g.series);
  }
  const auto measures =
      std::count_if(plan.measures.begin(), plan.measures.end(), [](const auto& m) { return m->in_files(); });
  const double per_cell = 8.0 * static_cast<double>(3 * measures + status_count + 12 + plan.kept);
  const double checks = plan.checks.empty() ? 0 : 19e3 + 600 * static_cast<double>(plan.checks.size());
  return 15e3 + 42e3 * static_cast<double>(plan.groups.size()) + checks + cells * per_cell;
}

double memory_bytes(const Plan& plan, int threads) {
  double largest = 0, totals = 0;
  for (const ScenarioPlan& s : plan.scenarios) {
    largest = std::max(largest, static_cast<double>(lane_bytes(s) * s.lanes));
    const double row = static_cast<double>(s.sizes.size() * s.series.size());
    totals += record_bytes(s) * (3.0 + threads) + row * 8.0 * static_cast<double>(plan.kept);
  }
  return largest * threads + totals + file_copies * file_bytes(plan);
}

std::string bytes_text(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} KB", bytes / 1e3);
  return bytes < 1e9 ? fmt::format("{:.1f} MB", bytes / 1e6) : fmt::format("{:.2f} GB", bytes / 1e9);
}

}  // namespace plim
