#pragma once
#include <optional>
#include <string>

#include "plim/engine/allocation.hpp"
#include "plim/io/toml.hpp"
#include "plim/plan/planner.hpp"
#include "plim/study/words.hpp"

namespace plim {

/// A study read, checked and planned.
struct Loaded {
  RawStudy raw;
  StudySpec spec;
  Plan plan;
  Allocation allocation;
  std::vector<Fault> faults;  // sorted by place; if any, the plan is not to be used
};

/// Reads a study, applies `--set` overrides, checks it and plans it.
Loaded load_study(const std::string& path, const Strings& overrides, const Catalogue& catalogue,
                  const PlanOptions& options);

/// The same of the text of a study that stood in a file of that path, which is not looked at.
Loaded load_text(const std::string& text, const std::filesystem::path& path, const Strings& overrides,
                 const Catalogue& catalogue, const PlanOptions& options = {});

}  // namespace plim
