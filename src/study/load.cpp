#include "plim/study/load.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "plim/grammar/parse.hpp"
#include "plim/plan/planner.hpp"

namespace plim {
namespace {

/// A grid repeats one fault at each of its points; once is enough.
void keep_one_of_each(std::vector<Fault>& faults) {
  std::set<std::string> said;
  const auto again = [&said](const Fault& fault) { return !said.insert(render(fault)).second; };
  faults.erase(std::remove_if(faults.begin(), faults.end(), again), faults.end());
}

/// Adds what is wrong with the laws of the populations that are faultless so far: planning, which says it
/// else, does not come to a study with faults. What a file holds is left to it.
void check_populations(const Loaded& loaded, const Catalogue& catalogue, Faults& faults) {
  const std::vector<Fault> before = faults.list();
  for (const PopulationSpec& population : loaded.spec.populations) {
    const std::string path = "population." + population.name;
    const bool faulty = std::any_of(before.begin(), before.end(), [&path](const Fault& fault) {
      return fault.key == path || fault.key.rfind(path + ".", 0) == 0;
    });
    if (faulty || population.law == "file" || population.is_pair() ||
        population.parameters.count("fit.path") > 0)
      continue;
    make_populations(population, catalogue, loaded.raw.path.parent_path(), faults);
  }
}

/// Reads the tree of a study and plans it.
void plan_loaded(Loaded& loaded, const Catalogue& catalogue, const PlanOptions& options, Faults& faults) {
  if (faults.empty()) loaded.spec = parse_study(loaded.raw.root, catalogue, faults);
  if (faults.empty()) {
    loaded.plan = make_plan(loaded.spec, catalogue, loaded.raw.path.parent_path(), options, faults);
    loaded.allocation = equal_allocation(loaded.plan, loaded.spec.replicates);
  } else if (loaded.raw.root.table() != nullptr) {
    check_populations(loaded, catalogue, faults);
  }
  loaded.faults = std::move(faults.list());
  sort_faults(loaded.faults);
  keep_one_of_each(loaded.faults);
}

/// Applies the words of the command line and plans what that gives; `name` stands in the places of faults.
Loaded load_raw(RawStudy raw, const std::string& name, const Strings& overrides, const Catalogue& catalogue,
                const PlanOptions& options, Faults& faults) {
  Loaded loaded{std::move(raw), {}, {}, {}, {}};
  if (faults.empty()) {
    for (const std::string& override : overrides) apply_override(loaded.raw, override);
    loaded.raw.root.where.file = name;
  }
  plan_loaded(loaded, catalogue, options, faults);
  return loaded;
}

}  // namespace

Loaded load_study(const std::string& path, const Strings& overrides, const Catalogue& catalogue,
                  const PlanOptions& options) {
  Faults faults;
  RawStudy raw = read_toml(path, faults.list());
  return load_raw(std::move(raw), path, overrides, catalogue, options, faults);
}

Loaded load_text(const std::string& text, const std::filesystem::path& path, const Strings& overrides,
                 const Catalogue& catalogue, const PlanOptions& options) {
  Faults faults;
  const std::string name = path.filename().string();
  RawStudy raw{parse_toml(text, name, faults.list()), text, path, {}};
  return load_raw(std::move(raw), name, overrides, catalogue, options, faults);
}

}  // namespace plim
