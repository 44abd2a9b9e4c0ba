#include "plim/io/results_reader.hpp"

#include <algorithm>

#include "checks_group.hpp"
#include "plim/core/error.hpp"
#include "plim/core/version.hpp"
#include "plim/grammar/layout.hpp"
#include "plim/io/h5.hpp"
#include "plim/io/results_file.hpp"

namespace plim {
namespace {

constexpr const char *blocks_group = "blocks", *kept_blocks = "blocks/frames";
constexpr const char* root_facts[] = {
    "title", "plim_version", "git_commit", "config_toml", "config_resolved", "config_hash",  "overrides",
    "seed",  "rng",          "libraries",  "compiler",    "build_flags",     "libm_sentinel"};
constexpr const char* root_numbers[] = {"format_version", "stream_version",   "block_size", "replicates",
                                        "partial",        "replicates_asked", "git_dirty"};

constexpr const char* kept_values = "trajectory_value";

/// The axes of a group: the one-dimensional arrays that come before n, in the order of the file.
std::vector<Axis> read_axes(const h5::Reader& file, const std::string& at) {
  std::vector<Axis> axes;
  for (const std::string& name : file.arrays(at)) {
    if (name == "n") return axes;
    Axis axis{name, {}, {}};
    const std::string path = at + "/" + name;
    const h5::Extents extents = {file.length(path)};
    if (extents.front() == 0) throw Error(ExitCode::data, path + ": is an empty axis");
    if (file.is_text(path)) {
      axis.strings = file.texts(path, extents);
    } else {
      axis.numbers = file.doubles(path, extents);
    }
    axes.push_back(std::move(axis));
  }
  throw Error(ExitCode::data, at + ": has no axis n; the file is not one of plim's, or damaged");
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

/// Reads one estimate from its group.
class GroupReader {
 public:
  GroupReader(const h5::Reader& file, std::string at) : file_(file), at_(std::move(at)) {}

  GroupResults operator()(const Measures& measures, GroupHeading heading) {
    static_cast<GroupHeading&>(r_) = std::move(heading);
    r_.of = file_.text(at_, "of").value_or("");
    r_.unit = file_.text(at_, "unit").value_or("1");
    r_.model = file_.text(at_, "model").value_or("");
    read_places();
    read_series();
    read_failures();
    for (const auto& m : measures_in(file_, at_, measures)) {
      // Every result has a mean, and tables fall back on it.
      if (m->column == Column::mean && !file_.has(path(m->name)))
        throw Error(ExitCode::data, path(m->name) + ": is missing");
      read_measure(m);
    }
    r_.levels = read_levels();
    const std::string theory_of = path("theory_of");
    if (file_.has(theory_of)) r_.theory_of = file_.flags(theory_of, full_, 2);
    r_.theory_of.resize(cells());  // files without it speak of all
    read_kept();
    return std::move(r_);
  }

 private:
  std::string path(const std::string& name) const { return at_ + "/" + name; }
  /// How many places [points][n][series] has; not before read_failures(), which has seen as many numbers.
  std::size_t cells() const { return r_.failures.size() / status_count; }

  void read_places() {
    r_.axes = read_axes(file_, at_);
    for (const Axis& axis : r_.axes) points_.push_back(axis.size());
    curves_ = full_ = points_;
    r_.n_axis = axis_named_by(n_along);
    r_.n_across = axis_named_by(n_across);
    if (r_.n_across && (!r_.n_axis || r_.n_across == r_.n_axis))
      throw Error(ExitCode::data, at_ + ": n is across an axis, but along none other");
    h5::Extents sizes;
    if (r_.n_across) sizes = {r_.axes[*r_.n_across].size(), r_.axes[*r_.n_axis].size()};
    if (!r_.n_across) sizes = {file_.length(path("n"))};
    r_.sizes = file_.integers(path("n"), sizes);
    if (!r_.n_axis) return full_.push_back(sizes.front());
    if (r_.sizes.size() != r_.places_of_sizes())
      throw Error(ExitCode::data,
                  at_ + ": n is along " + r_.axes[*r_.n_axis].name + ", which is no axis of as many points");
  }

  /// The axis that an attribute of the group names; nothing if there is no such attribute.
  std::optional<std::size_t> axis_named_by(const char* attribute) const {
    const std::optional<std::string> name = file_.text(at_, attribute);
    if (!name) return std::nullopt;
    const auto axis =
        std::find_if(r_.axes.begin(), r_.axes.end(), [&name](const Axis& a) { return a.name == *name; });
    if (axis == r_.axes.end())
      throw Error(ExitCode::data, at_ + ": n is along " + *name + ", which is no axis of as many points");
    return static_cast<std::size_t>(axis - r_.axes.begin());
  }

  void read_series() {
    const h5::Extents series = {file_.length(path("series"))};
    r_.series = file_.texts(path("series"), series);
    curves_.push_back(series.front());
    full_.push_back(series.front());
    // What a file of an older plim may lack.
    const auto of_series = [&](const char* name, std::vector<std::string> otherwise) {
      return file_.has(path(name)) ? file_.texts(path(name), series) : std::move(otherwise);
    };
    r_.labels = of_series("series_label", r_.series);
    r_.estimators = of_series("estimator", r_.series);
    r_.outputs = of_series("output", std::vector<std::string>(r_.series.size()));
    r_.truth = file_.doubles(path("truth"), curves_);
  }

  void read_failures() {
    h5::Extents by_status = full_;
    by_status.push_back(status_count);
    r_.failures = file_.integers(path("failures"), by_status);
    if (r_.failures.empty()) throw Error(ExitCode::data, at_ + ": has an empty axis");
  }

  void read_measure(const std::shared_ptr<const Measure>& m) {
    const std::string name = m->name, theory = path(name + "_theory");
    if (file_.has(path(name))) {
      const bool bound = m->bound_of != nullptr;
      const std::string count = path((bound ? m->bound_of : name) + "_count");
      r_.measures.push_back(
          {m, file_.doubles(path(name), full_),
           bound ? std::vector<double>(cells(), not_given) : file_.doubles(path(name + "_mcse"), full_),
           file_.integers(count, full_)});
    }
    if (file_.has(theory))
      r_.theory.push_back(
          {name, file_.doubles(theory, full_), file_.flags(theory + "_kind", full_, kinds), {}});
  }

  /// The nominal levels of the intervals; none if there are no intervals, or an older plim wrote them.
  std::vector<double> read_levels() const {
    if (file_.has(path(nominal_level))) return file_.doubles(path(nominal_level), points_);
    for (const MeasureArrays& m : r_.measures) {
      if (!m.measure->needs_interval) continue;
      if (const std::optional<double> level = file_.real(path(m.measure->name), nominal_level))
        return std::vector<double>(r_.axis_points(), *level);
    }
    return {};
  }

  void read_kept() {
    if (!file_.has(path(kept_values))) return;
    r_.kept = file_.length(path("trajectory"));
    h5::Extents extents = full_;
    extents.insert(extents.begin(), r_.kept);
    r_.kept_values = file_.doubles(path(kept_values), extents);
  }

  static constexpr std::uint8_t kinds = 3;  // of predictions: none, exact, leading

  const h5::Reader& file_;
  std::string at_;
  GroupResults r_;
  h5::Extents points_, curves_, full_;  // [points], [points][series], [points][n][series]
};

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

/// All but what is not asked for: the sources of predictions, which are long, what arrays say of themselves,
/// and kept estimates where they are not read,
/// and blocks.
h5::Wanted wanted_by(const Reading& reading) {
  return [kept = reading.kept](const std::string& path, std::string_view attribute) {
    if (path == kept_blocks) return false;
    if (attribute.empty()) return !path.ends_with("_theory_source") && (kept || !path.ends_with(kept_values));
    return std::count(path.begin(), path.end(), '/') < 3 || attribute == nominal_level;
  };
}

}  // namespace

StoredResults results_of(const h5::Reader& file, const Measures& measures) {
  if (file.text("/", "filetype") != "plim-results")
    throw Error(ExitCode::data, "is an HDF5 file, but not a result of plim");
  check_format(file.integer("/", "format_version"));
  StoredResults stored;
  stored.digest = file.digest();
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
        stored.groups.push_back(GroupReader(file, at + "/" + estimate)(measures, std::move(heading)));
      }
    }
  }
  return stored;
}

StoredBlocks read_blocks(const std::filesystem::path& path) {
  const h5::Reader file(path, true, [](const std::string& at, std::string_view attribute) {
    return attribute.empty() ? at == blocks_group || at == kept_blocks : at.empty();
  });
  StoredBlocks blocks;
  blocks.facts = read_facts(file);
  if (file.has(kept_blocks)) blocks.frames = file.bytes(kept_blocks);
  return blocks;
}

StoredResults read_results(const std::filesystem::path& path, const Measures& measures,
                           const Reading& reading) {
  const h5::Reader file(path, reading.verified, wanted_by(reading));
  try {
    return results_of(file, measures);
  } catch (const Error& error) {
    // The file has been read: whatever cannot be had of it is wrong in itself.
    throw Error(ExitCode::data, path.string() + ": " + error.what());
  }
}

}  // namespace plim
