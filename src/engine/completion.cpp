#include "plim/engine/completion.hpp"

#include <algorithm>
#include <utility>

namespace plim {

std::vector<bool> needed_for(const ScenarioPlan& s, const std::vector<std::size_t>& parts) {
  const std::size_t row = s.series.size(), cells = s.sizes.size() * row;
  std::vector<bool> needed(s.sizes.size() * s.estimators.size());
  const auto need = [&](std::size_t size, std::size_t use) {
    needed[size * s.estimators.size() + use] = true;
  };
  const auto need_series = [&](std::size_t size, std::size_t series) {
    const SeriesPlan& plan = s.series[series];
    need(size, plan.use);
    if (plan.drawn_truth) need(size, plan.drawn_truth->use);
    if (plan.control) need(size, s.controls[*plan.control].place.use);
  };
  for (std::size_t part : parts) {
    // In the order of the parts of a layout.
    if (part < cells) {
      need_series(part / row, part % row);
    } else if ((part -= cells) < s.joints.size()) {
      for (const JointVariable& v : s.joints[part].variables) {
        need_series(v.size, v.series);
        need_series(v.size, v.other);
      }
    } else if ((part -= s.joints.size()) < s.identities.size()) {
      need_series(s.identities[part].size, s.identities[part].series);
      need_series(s.identities[part].size, s.identities[part].other);
    } else if ((part -= s.identities.size()) < s.pooled.size()) {
      continue;  // counts need no estimator
    } else if ((part -= s.pooled.size()) < s.gathered.size()) {
      need_series(s.gathered[part].size, s.gathered[part].series);
    } else {
      part -= s.gathered.size();
      need_series(part / row, part % row);
    }
  }
  return needed;
}

void complete(BlockMap::Read& block, BlockRecord&& fresh) {
  Record &old = block.record.stats, &now = fresh.stats;
  const std::vector<std::size_t>& missing = block.missing;
  std::size_t at = 0;
  const auto take = [&](auto& parts, auto& from) {
    for (std::size_t i = 0; i < parts.size(); ++i, ++at) {
      if (std::binary_search(missing.begin(), missing.end(), at)) parts[i] = std::move(from[i]);
    }
  };
  take(old.series, now.series);
  take(old.joints, now.joints);
  take(old.largest, now.largest);
  take(old.pooled, now.pooled);
  take(old.own, now.own);
  const std::size_t row = old.series.size();
  for (std::size_t i = 0; i < fresh.kept.size(); ++i) {
    if (std::binary_search(missing.begin(), missing.end(), at + i % row))
      block.record.kept[i] = fresh.kept[i];
  }
}

}  // namespace plim
