#include "plim/io/results_reader.hpp"

#include "checks_group.hpp"
#include "plim/core/error.hpp"
#include "plim/io/h5.hpp"

namespace plim {
namespace {

constexpr const char* root_facts[] = {
    "title", "plim_version", "git_commit", "config_toml", "config_resolved", "config_hash",  "overrides",
    "seed",  "rng",          "libraries",  "compiler",    "build_flags",     "libm_sentinel"};
constexpr const char* root_numbers[] = {"format_version", "stream_version", "block_size", "replicates",
                                        "git_dirty"};

/// The axes of a group: the one-dimensional arrays that come before n, in the order of the file.
std::vector<Axis> read_axes(const h5::Reader& file, const std::string& at) {
  std::vector<Axis> axes;
  for (const std::string& name : file.arrays(at)) {
    if (name == "n") return axes;
    Axis axis{name, {}, {}};
    const std::string path = at + "/" + name;
    if (file.is_text(path)) {
      axis.strings = file.texts(path);
    } else {
      axis.numbers = file.doubles(path);
    }
    axes.push_back(std::move(axis));
  }
  throw Error(ExitCode::data, at + ": has no axis n; the file is not one of plim's, or damaged");
}

GroupResults read_group(const h5::Reader& file, const std::string& at, GroupPlan& plan) {
  plan.of = file.text(at, "of").value_or("");
  plan.unit = file.text(at, "unit").value_or("1");
  plan.axes = read_axes(file, at);
  std::size_t points = 1;
  for (const Axis& axis : plan.axes) points *= axis.size();
  plan.points.resize(points);
  GroupResults r;
  r.plan = &plan;
  r.sizes = file.integers(at + "/n");
  r.series = file.texts(at + "/series");
  r.labels = file.has(at + "/series_label") ? file.texts(at + "/series_label") : r.series;
  if (r.labels.size() != r.series.size())
    throw Error(ExitCode::data, at + "/series_label: has not one label a series");
  r.truth = file.doubles(at + "/truth");
  for (const Measure& m : measures()) {
    const std::string path = at + "/" + m.name;
    if (file.has(path)) {
      r.measures.push_back(
          {&m, file.doubles(path), file.doubles(path + "_mcse"), file.integers(path + "_count")});
    }
    if (!file.has(path + "_theory")) continue;
    TheoryArrays theory{m.name, file.doubles(path + "_theory"), {}, {}};
    for (const std::int64_t kind : file.integers(path + "_theory_kind"))
      theory.kind.push_back(static_cast<std::uint8_t>(kind));
    r.theory.push_back(std::move(theory));
  }
  if (file.has(at + "/theory_of")) {
    for (const std::int64_t of : file.integers(at + "/theory_of"))
      r.theory_of.push_back(static_cast<std::uint8_t>(of));
  }
  r.theory_of.resize(points * r.sizes.size() * r.series.size());  // files without it speak of all
  r.failures = file.integers(at + "/failures");
  if (r.failures.size() != points * r.sizes.size() * r.series.size() * status_count)
    throw Error(ExitCode::data, at + "/failures: has not one number a cell and status");
  if (file.has(at + "/trajectory_value")) {
    r.kept = file.integers(at + "/trajectory").size();
    r.kept_values = file.doubles(at + "/trajectory_value");
  }
  return r;
}

}  // namespace

StoredResults read_results(const std::filesystem::path& path, bool verified) {
  const h5::Reader file(path, verified);
  if (file.text("/", "filetype") != "plim-results") {
    throw Error(ExitCode::data, path.string() + ": is an HDF5 file, but not a result of plim");
  }
  StoredResults stored;
  for (const char* name : root_facts) stored.facts[name] = file.text("/", name).value_or("");
  for (const char* name : root_numbers) {
    const std::optional<std::int64_t> value = file.integer("/", name);
    stored.facts[name] = value ? std::to_string(*value) : "";
  }
  if (file.has("/checks/verdict")) stored.checks = read_checks(file, "/checks");
  for (const std::string& sample : file.groups("/")) {
    if (sample == "checks") continue;
    for (const std::string& population : file.groups("/" + sample)) {
      const std::string at = "/" + sample + "/" + population;
      const auto said = [&](const char* name) { return file.text(at, name).value_or(""); };
      stored.populations.push_back(
          {sample, population, said("law"), said("route"), said("key"), said("data_sha256")});
      for (const std::string& estimate : file.groups(at)) {
        GroupPlan& plan = stored.plans.emplace_back();
        plan.sample = sample;
        plan.population = population;
        plan.estimate = estimate;
        stored.results.push_back(read_group(file, at + "/" + estimate, plan));
      }
    }
  }
  return stored;
}

}  // namespace plim
