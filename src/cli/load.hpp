#pragma once
#include <optional>
#include <string>

#include "commands.hpp"
#include "plim/io/toml.hpp"
#include "plim/study/planner.hpp"

namespace plim::cli {

/// A study read, checked and planned.
struct Loaded {
  RawStudy raw;
  StudySpec spec;
  Plan plan;
  std::vector<Fault> faults;  // sorted by place; if any, the plan is not to be used
};

/// Reads a study, applies `--set` overrides, checks it and plans it.
Loaded load_study(const std::string& path, const Words& overrides, const Catalogue& catalogue,
                  const PlanOptions& options);

}  // namespace plim::cli
