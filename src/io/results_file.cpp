#include "plim/io/results_file.hpp"

#include <algorithm>
#include <cmath>

#include <boost/version.hpp>

#include "checks_group.hpp"
#include "confined.hpp"
#include "plim/core/build_info.hpp"
#include "plim/core/digest.hpp"
#include "plim/core/name.hpp"
#include "plim/core/version.hpp"
#include "plim/io/h5.hpp"

namespace plim {
namespace {

std::string libraries() {
  return "Boost " + std::to_string(BOOST_VERSION / 100000) + "." +
         std::to_string(BOOST_VERSION / 100 % 1000) + "." + std::to_string(BOOST_VERSION % 100) + ", HDF5 " +
         h5::library_version();
}

void write_root(const h5::Group& root, const Results& results, const Provenance& provenance) {
  const BuildInfo& build = build_info();
  root.attribute("filetype", std::string("plim-results"));
  root.attribute("format_version", std::int64_t{format_version});
  root.attribute("plim_version", std::string(version));
  root.attribute("git_commit", std::string(build.git_commit));
  root.attribute("git_dirty", std::int64_t{build.git_dirty ? 1 : 0});
  root.attribute("Conventions", std::string("CF-1.8 plim-1.0"));
  root.attribute("title", harmless(results.title));
  root.attribute("config_toml", provenance.config_toml);
  root.attribute("config_resolved", provenance.config_resolved);
  root.attribute("config_hash", hex(sha256(provenance.config_resolved)));
  root.attribute("overrides", provenance.overrides);
  root.attribute("seed", std::to_string(results.seed));
  root.attribute("rng", std::string("philox4x32-10"));
  root.attribute("stream_version", std::int64_t{stream_version});
  root.attribute("block_size", static_cast<std::int64_t>(results.block));
  root.attribute("replicates", static_cast<std::int64_t>(results.replicates));
  if (results.is_partial()) {
    root.attribute("partial", std::int64_t{1});
    root.attribute("replicates_asked", static_cast<std::int64_t>(results.asked));
  }
  root.attribute("libraries", libraries());
  root.attribute("compiler", std::string(build.compiler));
  root.attribute("build_flags", std::string(build.flags));
  root.attribute("libm_sentinel", libm_sentinel());
}

/// Names of classes and values of grids come from anywhere; those that a study gives itself are refused.
h5::Texts all_harmless(h5::Texts all) {
  for (std::string& text : all) text = harmless(text);
  return all;
}

/// About how many bytes the file has.
std::size_t bytes_of(const Results& results) {
  std::size_t numbers = 0;
  for (const GroupResults& r : results.groups) {
    numbers += r.kept_values.size() + r.failures.size();
    for (const MeasureArrays& m : r.measures) numbers += 3 * m.value.size();
    for (const TheoryArrays& t : r.theory) numbers += 2 * t.value.size();
  }
  return results.blocks.size() + 15'000 + 42'000 * results.groups.size() + 600 * results.checks.size() +
         8 * numbers;
}

/// Writes one estimate into its group.
class GroupWriter {
 public:
  GroupWriter(h5::Group group, const GroupResults& results) : group_(std::move(group)), r_(results) {}

  void operator()() {
    group_.attribute("of", r_.of);
    group_.attribute("unit", r_.unit);
    group_.attribute("model", r_.model);
    write_axes();
    write_levels();
    for (const MeasureArrays& m : r_.measures) write_measure(m);
    for (const TheoryArrays& t : r_.theory) write_theory(t);
    group_.array("theory_of", full_, std::span<const std::uint8_t>(r_.theory_of),
                 h5::Texts{"all_replicates", "replicates_with_an_estimate"});
    h5::Texts with_status = full_;
    with_status.push_back("status");
    group_.array("failures", with_status, std::span<const std::int64_t>(r_.failures),
                 {{"units", "1"}, {"long_name", "replicates by status"}, {"coordinates", coordinates_}});
    if (r_.kept == 0) return;
    h5::Texts with_trajectory = full_;
    with_trajectory.insert(with_trajectory.begin(), "trajectory");
    group_.array(
        "trajectory_value", with_trajectory, std::span<const double>(r_.kept_values),
        {{"units", r_.unit}, {"long_name", "estimate of one replicate"}, {"coordinates", coordinates_}});
  }

 private:
  void write_axes() {
    for (const Axis& axis : r_.axes) {
      if (axis.numbers.empty()) {
        group_.axis(axis.name, all_harmless(axis.strings));
      } else {
        group_.axis(axis.name, std::span<const double>(axis.numbers));
      }
      full_.push_back(axis.name);
    }
    write_sizes();
    group_.axis("series", r_.series);
    truth_axes_ = full_;
    truth_axes_.push_back("series");
    if (!r_.n_axis) full_.push_back("n");
    full_.push_back("series");
    if (r_.kept > 0) {
      std::vector<std::int64_t> replicates(r_.kept);
      for (std::size_t i = 0; i < replicates.size(); ++i) replicates[i] = static_cast<std::int64_t>(i);
      group_.axis("trajectory", std::span<const std::int64_t>(replicates),
                  {{"units", "1"}, {"long_name", "replicate"}});
    }
    group_.axis("status", h5::Texts(status_names.begin(), status_names.end()));
    group_.array("series_label", {"series"}, r_.labels);
    group_.array("estimator", {"series"}, r_.estimators);
    group_.array("output", {"series"}, r_.outputs);
    group_.array("truth", truth_axes_, std::span<const double>(r_.truth),
                 {{"units", r_.unit}, {"long_name", "exact value"}, {"coordinates", coordinates_}});
  }

  /// An axis of its own, or numbers along the axis, or the two, that n moves with.
  void write_sizes() {
    const std::span<const std::int64_t> sizes(r_.sizes);
    const h5::TextAttributes facts = {{"units", "1"}, {"long_name", "sample size"}};
    if (!r_.n_axis) return group_.axis("n", sizes, facts);
    const std::string& along = r_.axes[*r_.n_axis].name;
    group_.attribute(n_along, along);
    h5::Texts axes = {along};
    if (r_.n_across) {
      axes.insert(axes.begin(), r_.axes[*r_.n_across].name);
      group_.attribute(n_across, axes.front());
    }
    group_.array("n", axes, sizes, facts);
    coordinates_ += " n";
  }

  /// One level is an attribute of what it is the level of; levels of a grid are an array.
  void write_levels() {
    if (r_.levels.empty()) return;
    const auto other = [this](double level) { return level != r_.levels.front(); };
    if (std::none_of(r_.levels.begin(), r_.levels.end(), other)) {
      level_ = r_.levels.front();
      return;
    }
    h5::Texts axes;
    for (const Axis& axis : r_.axes) axes.push_back(axis.name);
    group_.array(nominal_level, axes, std::span<const double>(r_.levels),
                 {{"units", "1"}, {"long_name", "nominal level of the intervals"}});
  }

  void write_measure(const MeasureArrays& m) {
    const std::string name = m.measure->name, units = unit_of(m.measure->scaling, r_.unit);
    const bool bound = m.measure->bound_of != nullptr;
    const bool with_level = level_ && m.measure->needs_interval;
    group_.array(name, full_, std::span<const double>(m.value),
                 {{"units", units},
                  {"long_name", m.measure->long_name},
                  {"ancillary_variables",
                   bound ? std::string(m.measure->bound_of) + "_count" : name + "_mcse " + name + "_count"},
                  {"coordinates", coordinates_}},
                 with_level ? h5::RealAttributes{{nominal_level, *level_}} : h5::RealAttributes{});
    if (bound) return;
    group_.array(name + "_mcse", full_, std::span<const double>(m.mcse),
                 {{"units", units},
                  {"long_name", "Monte Carlo standard error of " + name},
                  {"coordinates", coordinates_}});
    group_.array(name + "_count", full_, std::span<const std::int64_t>(m.count),
                 {{"units", "1"}, {"long_name", "denominator of " + name}, {"coordinates", coordinates_}});
  }

  void write_theory(const TheoryArrays& t) {
    const std::string name = t.measure + "_theory";
    group_.array(name, full_, std::span<const double>(t.value),
                 {{"units", r_.unit},
                  {"long_name", "prediction of " + t.measure},
                  {"ancillary_variables", name + "_kind " + name + "_source theory_of"},
                  {"coordinates", coordinates_}});
    group_.array(name + "_kind", full_, std::span<const std::uint8_t>(t.kind),
                 h5::Texts{"none", "exact", "leading"});
    group_.array(name + "_source", full_, t.source);
  }

  h5::Group group_;
  const GroupResults& r_;
  h5::Texts full_, truth_axes_;
  std::optional<double> level_;  // of all intervals
  std::string coordinates_ = "estimator output";
};

h5::Group write_population(const h5::Group& sample, const PopulationFacts& facts) {
  h5::Group group = sample.group(facts.population);
  group.attribute("law", harmless(facts.law));
  group.attribute("key", facts.keys);
  group.attribute("route", facts.route);
  group.attribute("data_sha256", facts.data_sha256);
  if (facts.K == 0) return group;
  group.attribute("K", static_cast<std::int64_t>(facts.K));
  if (facts.classes.empty()) return group;
  group.axis("class", all_harmless(facts.classes));
  group.array("probability", {"class"}, std::span<const double>(facts.probabilities),
              {{"units", "1"}, {"long_name", "probability of the class"}});
  return group;
}

void fill(const h5::Group& root, const Results& results, const Provenance& provenance) {
  write_root(root, results, provenance);
  std::optional<h5::Group> sample, population;
  auto facts = results.populations.begin();
  const GroupResults* last = nullptr;
  for (const GroupResults& r : results.groups) {
    const bool new_sample = last == nullptr || last->sample != r.sample;
    const bool new_population = new_sample || last->population != r.population;
    if (last != nullptr && new_population) ++facts;
    if (new_sample) {
      sample = root.group(r.sample);
      sample->attribute("route", facts->route);
      sample->attribute("path", facts->path);
      sample->attribute("forced_by", facts->forced_by);
    }
    if (new_population) population = write_population(*sample, *facts);
    GroupWriter(population->group(r.estimate), r)();
    last = &r;
  }
  if (!results.checks.empty()) write_checks(root.group("checks"), results.checks);
  if (!results.blocks.empty())
    root.group("blocks").bytes("frames", results.blocks,
                               {{"units", "1"}, {"long_name", "what every block came to, as in a journal"}});
}

}  // namespace

std::string libm_sentinel() {
  std::string bytes;
  const auto add = [&bytes](double x) { bytes.append(reinterpret_cast<const char*>(&x), sizeof x); };
  for (int i = 1; i <= 250; ++i) {
    const double x = i * 0.37;
    add(std::log(x));
    add(std::exp(x / 10));
    add(std::pow(x, 1.1));
    add(std::lgamma(x));
  }
  return hex(sha256(bytes));
}

// The library ends the program, or crashes, where memory that it asks for is not there: then it is not this
// program.
void write_results(const std::filesystem::path& path, const Results& results, const Provenance& provenance) {
  const std::size_t expected = bytes_of(results);
  const std::string purpose = "making the result file of about " + std::to_string(expected >> 10) + " KB";
  h5::write_file(path, made_apart(purpose, expected, [&](const Write& write) {
                   h5::Writer writer(expected);
                   fill(writer.root(), results, provenance);
                   write(writer.image());
                 }));
}

}  // namespace plim
