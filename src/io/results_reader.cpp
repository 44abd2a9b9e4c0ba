#include "plim/io/results_reader.hpp"

#include <algorithm>

#include "checks_group.hpp"
#include "plim/core/digest.hpp"
#include "plim/core/error.hpp"
#include "plim/core/version.hpp"
#include "plim/grammar/layout.hpp"
#include "plim/io/h5.hpp"
#include "plim/io/results_file.hpp"

namespace plim {
namespace {

constexpr const char* root_facts[] = {
    "title", "plim_version", "git_commit", "config_toml", "config_resolved", "config_hash",  "overrides",
    "seed",  "rng",          "libraries",  "compiler",    "build_flags",     "libm_sentinel"};
constexpr const char* root_numbers[] = {"format_version", "stream_version",   "block_size", "replicates",
                                        "partial",        "replicates_asked", "git_dirty"};

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

std::size_t product(std::size_t a, std::size_t b, const std::string& at) {
  std::size_t result = 0;
  if (__builtin_mul_overflow(a, b, &result)) throw Error(ExitCode::data, at + ": has too long axes");
  return result;
}

/// The values, or Error(data) unless there are as many as their axes say.
template <class T>
std::vector<T> sized(std::vector<T> values, std::size_t size, const std::string& name) {
  if (values.size() == size) return values;
  throw Error(ExitCode::data, name + ": has " + std::to_string(values.size()) + " values, but its axes " +
                                  std::to_string(size));
}

/// Numbers from 0 to below `count` that stand for words.
std::vector<std::uint8_t> flags(const h5::Reader& file, const std::string& name, std::size_t size,
                                std::int64_t count) {
  std::vector<std::uint8_t> values;
  for (const std::int64_t value : sized(file.integers(name), size, name)) {
    if (value < 0 || value >= count)
      throw Error(ExitCode::data, name + ": holds a number that means nothing");
    values.push_back(static_cast<std::uint8_t>(value));
  }
  return values;
}

/// The measures, and where some are of a number those that the group has of them.
Measures measures_in(const h5::Reader& file, const std::string& at, const Measures& measures) {
  Measures all;
  const std::vector<std::string> names = file.arrays(at);
  for (const auto& m : measures) {
    if (m->argument.name == nullptr) {
      all.push_back(m);
      continue;
    }
    for (const std::string& name : names) {
      if (auto found = find_measure({m}, name); found != nullptr && found->name != m->name)
        all.push_back(std::move(found));
    }
  }
  return all;
}

/// The nominal levels of the intervals of a group; none if it has no intervals, or an older plim wrote it.
std::vector<double> read_levels(const h5::Reader& file, const std::string& at, const GroupResults& r,
                                std::size_t points) {
  const std::string all = at + "/" + nominal_level;
  if (file.has(all)) return sized(file.doubles(all), points, all);
  for (const MeasureArrays& m : r.measures) {
    if (!m.measure->needs_interval) continue;
    if (const std::optional<double> level = file.real(at + "/" + m.measure->name, nominal_level))
      return std::vector<double>(points, *level);
  }
  return {};
}

GroupResults read_group(const h5::Reader& file, const std::string& at, const Measures& measures,
                        GroupHeading heading) {
  GroupResults r;
  static_cast<GroupHeading&>(r) = std::move(heading);
  r.of = file.text(at, "of").value_or("");
  r.unit = file.text(at, "unit").value_or("1");
  r.axes = read_axes(file, at);
  r.sizes = file.integers(at + "/n");
  if (const std::optional<std::string> along = file.text(at, n_along)) {
    const auto same = [&along](const Axis& axis) { return axis.name == *along; };
    const auto axis = std::find_if(r.axes.begin(), r.axes.end(), same);
    if (axis == r.axes.end() || axis->size() != r.sizes.size())
      throw Error(ExitCode::data, at + ": n is along " + *along + ", which is no axis of as many points");
    r.n_axis = static_cast<std::size_t>(axis - r.axes.begin());
  }
  r.series = file.texts(at + "/series");
  std::size_t points = 1;
  for (const Axis& axis : r.axes) points = product(points, axis.size(), at);
  const std::size_t curves = product(points, r.series.size(), at),
                    cells = product(curves, r.sizes_each(), at);
  const auto reals = [&](const std::string& name, std::size_t size) {
    return sized(file.doubles(at + "/" + name), size, at + "/" + name);
  };
  // What a file of an older plim may lack.
  const auto of_series = [&](const std::string& name, std::vector<std::string> otherwise) {
    const std::string path = at + "/" + name;
    return file.has(path) ? sized(file.texts(path), r.series.size(), path) : std::move(otherwise);
  };
  r.labels = of_series("series_label", r.series);
  r.estimators = of_series("estimator", r.series);
  r.outputs = of_series("output", std::vector<std::string>(r.series.size()));
  r.model = file.text(at, "model").value_or("");
  r.truth = reals("truth", curves);
  if (cells == 0) throw Error(ExitCode::data, at + ": has an empty axis");
  for (const auto& m : measures_in(file, at, measures)) {
    const std::string name = m->name;
    if (file.has(at + "/" + name)) {
      const bool bound = m->bound_of != nullptr;
      const std::string count = at + "/" + (bound ? m->bound_of : name) + "_count";
      r.measures.push_back({m, reals(name, cells),
                            bound ? std::vector<double>(cells, not_given) : reals(name + "_mcse", cells),
                            sized(file.integers(count), cells, count)});
    }
    if (!file.has(at + "/" + name + "_theory")) continue;
    r.theory.push_back(
        {name, reals(name + "_theory", cells), flags(file, at + "/" + name + "_theory_kind", cells, 3), {}});
  }
  r.levels = read_levels(file, at, r, points);
  if (file.has(at + "/theory_of")) r.theory_of = flags(file, at + "/theory_of", cells, 2);
  r.theory_of.resize(cells);  // files without it speak of all
  r.failures = sized(file.integers(at + "/failures"), product(cells, status_count, at), at + "/failures");
  if (file.has(at + "/trajectory_value")) {
    r.kept = file.integers(at + "/trajectory").size();
    r.kept_values = reals("trajectory_value", product(cells, r.kept, at));
  }
  return r;
}

/// A file of another version may hold what this program would read as something else.
void check_format(const std::optional<std::int64_t>& found) {
  if (found && *found >= oldest_format && *found <= format_version) return;
  throw Error(ExitCode::data, (found ? "is a result of format version " + std::to_string(*found)
                                     : std::string("has no format version")) +
                                  "; this plim reads versions " + std::to_string(oldest_format) + " to " +
                                  std::to_string(format_version));
}

std::map<std::string, std::string> read_facts(const h5::Reader& file) {
  std::map<std::string, std::string> facts;
  for (const char* name : root_facts) facts[name] = file.text("/", name).value_or("");
  for (const char* name : root_numbers) {
    const std::optional<std::int64_t> value = file.integer("/", name);
    facts[name] = value ? std::to_string(*value) : "";
  }
  return facts;
}

StoredResults read_stored(const h5::Reader& file, const Measures& measures) {
  if (file.text("/", "filetype") != "plim-results")
    throw Error(ExitCode::data, "is an HDF5 file, but not a result of plim");
  check_format(file.integer("/", "format_version"));
  StoredResults stored;
  stored.digest = sha256(file.bytes());
  stored.facts = read_facts(file);
  const auto number = [&file](const char* name) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, file.integer("/", name).value_or(0)));
  };
  stored.title = stored.facts["title"];
  stored.block = number("block_size");
  stored.replicates = number("replicates");
  stored.asked = std::max(stored.replicates, number("replicates_asked"));
  if (file.has("/checks/verdict")) stored.checks = read_checks(file, "/checks");
  for (const std::string& sample : file.groups("/")) {
    if (is_taken_at_root(sample)) continue;
    for (const std::string& population : file.groups("/" + sample)) {
      const std::string at = "/" + sample + "/" + population;
      const auto said = [&](const char* name) { return file.text(at, name).value_or(""); };
      PopulationFacts& facts = stored.populations.emplace_back();
      facts.sample = sample;
      facts.population = population;
      facts.law = said("law");
      facts.route = said("route");
      facts.keys = said("key");
      facts.data_sha256 = said("data_sha256");
      for (const std::string& estimate : file.groups(at)) {
        GroupHeading heading;
        heading.sample = sample;
        heading.population = population;
        heading.estimate = estimate;
        stored.groups.push_back(read_group(file, at + "/" + estimate, measures, std::move(heading)));
      }
    }
  }
  return stored;
}

}  // namespace

StoredBlocks read_blocks(const std::filesystem::path& path) {
  const h5::Reader file(path);
  StoredBlocks blocks;
  blocks.facts = read_facts(file);
  if (file.has("/blocks") && file.has("/blocks/frames")) blocks.frames = file.raw_bytes("/blocks/frames");
  return blocks;
}

StoredResults read_results(const std::filesystem::path& path, const Measures& measures, bool verified) {
  const h5::Reader file(path, verified);
  try {
    return read_stored(file, measures);
  } catch (const Error& error) {
    // The bytes are in memory: whatever cannot be read of them is wrong in itself.
    throw Error(ExitCode::data, path.string() + ": " + error.what());
  }
}

}  // namespace plim
