#include "plim/io/results_file.hpp"

#include <cmath>
#include <set>

#include <boost/version.hpp>

#include "checks_group.hpp"
#include "plim/core/build_info.hpp"
#include "plim/core/digest.hpp"
#include "plim/core/version.hpp"
#include "plim/io/h5.hpp"
#include "plim/plan/plan_size.hpp"

namespace plim {
namespace {

constexpr std::size_t most_labels = 32;  // beyond, a law is known by its key and its data's hash

std::string join(const std::vector<std::string>& parts, const char* separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

std::string libraries() {
  return "Boost " + std::to_string(BOOST_VERSION / 100000) + "." +
         std::to_string(BOOST_VERSION / 100 % 1000) + "." + std::to_string(BOOST_VERSION % 100) + ", HDF5 " +
         h5::library_version();
}

void write_root(const h5::Group& root, const Plan& plan, const Provenance& provenance) {
  const BuildInfo& build = build_info();
  root.attribute("filetype", std::string("plim-results"));
  root.attribute("format_version", std::int64_t{format_version});
  root.attribute("plim_version", std::string(version));
  root.attribute("git_commit", std::string(build.git_commit));
  root.attribute("git_dirty", std::int64_t{build.git_dirty ? 1 : 0});
  root.attribute("Conventions", std::string("CF-1.8 plim-1.0"));
  root.attribute("title", plan.title);
  root.attribute("config_toml", provenance.config_toml);
  root.attribute("config_resolved", provenance.config_resolved);
  root.attribute("config_hash", hex(sha256(provenance.config_resolved)));
  root.attribute("overrides", provenance.overrides);
  root.attribute("seed", std::to_string(plan.seed));
  root.attribute("rng", std::string("philox4x32-10"));
  root.attribute("stream_version", std::int64_t{stream_version});
  root.attribute("block_size", static_cast<std::int64_t>(plan.block));
  root.attribute("replicates", static_cast<std::int64_t>(plan.replicates));
  root.attribute("libraries", libraries());
  root.attribute("compiler", std::string(build.compiler));
  root.attribute("build_flags", std::string(build.flags));
  root.attribute("libm_sentinel", libm_sentinel());
}

/// Writes one estimate into its group.
class GroupWriter {
 public:
  GroupWriter(h5::Group group, const GroupResults& results) : group_(std::move(group)), r_(results) {}

  void operator()() {
    group_.attribute("of", r_.plan->of);
    group_.attribute("unit", r_.plan->unit);
    group_.attribute("model", r_.plan->model);
    write_axes();
    for (const MeasureArrays& m : r_.measures) write_measure(m);
    for (const TheoryArrays& t : r_.theory) write_theory(t);
    group_.array("theory_of", full_, std::span<const std::uint8_t>(r_.theory_of),
                 h5::Texts{"all_replicates", "replicates_with_an_estimate"});
    h5::Texts with_status = full_;
    with_status.push_back("status");
    group_.array(
        "failures", with_status, std::span<const std::int64_t>(r_.failures),
        {{"units", "1"}, {"long_name", "replicates by status"}, {"coordinates", "estimator output"}});
    if (r_.kept == 0) return;
    h5::Texts with_trajectory = full_;
    with_trajectory.insert(with_trajectory.begin(), "trajectory");
    group_.array("trajectory_value", with_trajectory, std::span<const double>(r_.kept_values),
                 {{"units", r_.plan->unit},
                  {"long_name", "estimate of one replicate"},
                  {"coordinates", "estimator output"}});
  }

 private:
  void write_axes() {
    for (const Axis& axis : r_.plan->axes) {
      if (axis.numbers.empty()) {
        group_.axis(axis.name, axis.strings);
      } else {
        group_.axis(axis.name, std::span<const double>(axis.numbers));
      }
      full_.push_back(axis.name);
    }
    group_.axis("n", std::span<const std::int64_t>(r_.sizes), {{"units", "1"}, {"long_name", "sample size"}});
    group_.axis("series", r_.series);
    truth_axes_ = full_;
    truth_axes_.push_back("series");
    full_.insert(full_.end(), {"n", "series"});
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
    group_.array(
        "truth", truth_axes_, std::span<const double>(r_.truth),
        {{"units", r_.plan->unit}, {"long_name", "exact value"}, {"coordinates", "estimator output"}});
  }

  std::string units_of(Scaling scaling) const {
    if (scaling == Scaling::none || r_.plan->unit == "1") return "1";
    return scaling == Scaling::square ? r_.plan->unit + "2" : r_.plan->unit;
  }

  void write_measure(const MeasureArrays& m) {
    const std::string name = m.measure->name, units = units_of(m.measure->scaling);
    group_.array(name, full_, std::span<const double>(m.value),
                 {{"units", units},
                  {"long_name", m.measure->long_name},
                  {"ancillary_variables", name + "_mcse " + name + "_count"},
                  {"coordinates", "estimator output"}});
    group_.array(name + "_mcse", full_, std::span<const double>(m.mcse),
                 {{"units", units},
                  {"long_name", "Monte Carlo standard error of " + name},
                  {"coordinates", "estimator output"}});
    group_.array(
        name + "_count", full_, std::span<const std::int64_t>(m.count),
        {{"units", "1"}, {"long_name", "denominator of " + name}, {"coordinates", "estimator output"}});
  }

  void write_theory(const TheoryArrays& t) {
    const std::string name = t.measure + "_theory";
    group_.array(name, full_, std::span<const double>(t.value),
                 {{"units", r_.plan->unit},
                  {"long_name", "prediction of " + t.measure},
                  {"ancillary_variables", name + "_kind " + name + "_source theory_of"},
                  {"coordinates", "estimator output"}});
    group_.array(name + "_kind", full_, std::span<const std::uint8_t>(t.kind),
                 h5::Texts{"none", "exact", "leading"});
    group_.array(name + "_source", full_, t.source);
  }

  h5::Group group_;
  const GroupResults& r_;
  h5::Texts full_, truth_axes_;
};

/// The facts of a population, once for all estimates on it.
h5::Group write_population(const h5::Group& sample, const Plan& plan, const GroupPlan& first) {
  h5::Group group = sample.group(first.population);
  const ScenarioPlan& scenario = plan.scenarios[first.points.front().scenario];
  std::vector<std::string> laws, keys;
  std::set<std::size_t> seen;
  for (const GroupPoint& point : first.points) {
    if (!seen.insert(point.scenario).second) continue;
    laws.push_back(plan.scenarios[point.scenario].population->readable());
    keys.push_back(key_text(plan.scenarios[point.scenario]));
  }
  group.attribute("law", join(laws, "; "));
  group.attribute("key", join(keys, "; "));
  group.attribute("route", route_text(scenario));
  group.attribute("data_sha256", scenario.population->data_sha256());
  const std::span<const double> p = scenario.population->probabilities();
  if (p.empty()) return group;
  group.attribute("K", static_cast<std::int64_t>(p.size()));
  if (p.size() > most_labels || laws.size() > 1) return group;
  const std::span<const std::string> labels = scenario.population->labels();
  h5::Texts classes(labels.begin(), labels.end());
  for (std::size_t k = classes.size(); k < p.size(); ++k) classes.push_back(std::to_string(k));
  group.axis("class", classes);
  group.array("probability", {"class"}, p, {{"units", "1"}, {"long_name", "probability of the class"}});
  return group;
}

}  // namespace

std::string key_text(const ScenarioPlan& scenario) {
  std::vector<std::string> keys;
  for (const Key key : scenario.keys) {
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(key.bits));
    keys.emplace_back(text);
  }
  return join(keys, " ");
}

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

std::string route_text(const ScenarioPlan& scenario) {
  std::int64_t before = 0, largest = 0, at = 0;
  for (const std::int64_t n : scenario.sizes) {
    if (n - before > largest) {
      largest = n - before;
      at = n;
    }
    if (scenario.nested) before = n;
  }
  return std::string(route_name(scenario.route)) + ":" +
         scenario.population->method(scenario.route, at - largest, at);
}

void write_results(const std::filesystem::path& path, const Plan& plan,
                   const std::vector<GroupResults>& results, const std::vector<CheckResult>& checks,
                   const Provenance& provenance) {
  h5::Writer writer(path, static_cast<std::size_t>(file_bytes(plan)));
  {
    const h5::Group root = writer.root();
    write_root(root, plan, provenance);
    std::optional<h5::Group> sample, population;
    const GroupPlan* last = nullptr;
    for (const GroupResults& r : results) {
      const GroupPlan& group = *r.plan;
      const ScenarioPlan& scenario = plan.scenarios[group.points.front().scenario];
      const bool new_sample = last == nullptr || last->sample != group.sample;
      if (new_sample) {
        sample = root.group(group.sample);
        sample->attribute("route", route_text(scenario));
        sample->attribute("path", std::string(scenario.nested ? "nested" : "independent"));
        sample->attribute("forced_by", scenario.forced_by);
      }
      if (new_sample || last->population != group.population)
        population = write_population(*sample, plan, group);
      GroupWriter(population->group(group.estimate), r)();
      last = &group;
    }
    if (!checks.empty()) write_checks(root.group("checks"), checks);
  }
  writer.commit();
}

}  // namespace plim
