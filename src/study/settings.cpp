#include "plim/study/settings.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "plim/core/number.hpp"
#include "plim/core/suggest.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr double log_ten = 2.30258509299404568402;
constexpr std::int64_t largest_size = std::int64_t{1} << 53;
constexpr std::size_t most_points = 1000000;

/// A list as a vector of numbers or of strings.
std::optional<Value> vector_of(const Node& node) {
  std::vector<double> numbers;
  std::vector<std::string> texts;
  for (const Node& item : *node.array()) {
    if (const std::optional<double> x = number_of(item)) {
      numbers.push_back(*x);
    } else if (const std::string* text = item.text()) {
      texts.push_back(*text);
    } else {
      return std::nullopt;
    }
  }
  if (!texts.empty()) return numbers.empty() ? std::optional<Value>(texts) : std::nullopt;
  return Value{numbers};
}

std::optional<Value> value_of(const Node& node) {
  if (node.array() != nullptr) return vector_of(node);
  if (const auto* b = std::get_if<bool>(&node.value)) return Value{*b};
  if (const auto* i = node.integer()) return Value{*i};
  if (const auto* d = std::get_if<double>(&node.value)) return Value{*d};
  if (const auto* text = node.text()) return Value{*text};
  return std::nullopt;
}

/// The points of { from, to, per_decade | points | step }.
class Range {
 public:
  Range(const Node& node, const std::string& key, Faults& faults) : node_(node), key_(key), faults_(faults) {}

  std::vector<double> operator()() {
    const std::optional<double> from = entry("from"), to = entry("to");
    if (!from || !to) return fail("a grid needs { grid = [...] } or both from and to");
    const std::optional<double> per_decade = entry("per_decade"), points = entry("points"),
                                step = entry("step");
    if ((per_decade ? 1 : 0) + (points ? 1 : 0) + (step ? 1 : 0) != 1) {
      return fail("a grid from ... to needs exactly one of per_decade, points and step");
    }
    if (!(*to >= *from)) return fail("to is below from");
    if (step) return stepped(*from, *to, *step);
    if (!(*from > 0)) return fail("a geometric grid begins above 0");
    if (per_decade) return decades(*from, *to, *per_decade);
    return spread(*from, *to, *points);
  }

 private:
  std::optional<double> entry(std::string_view name) const {
    const Node* found = node_.find(name);
    return found != nullptr ? number_of(*found) : std::nullopt;
  }

  std::vector<double> fail(const std::string& message) {
    faults_.add(node_.where, key_, message);
    return {};
  }

  std::vector<double> stepped(double from, double to, double step) {
    if (!(step > 0) || (to - from) / step > static_cast<double>(most_points))
      return fail("step is too small");
    std::vector<double> x;
    for (double j = 0; from + j * step <= to; j += 1) x.push_back(from + j * step);
    return x;
  }

  /// from 10^(j / per_decade) up to `to`, which is always the last. Whole decades are exact products.
  std::vector<double> decades(double from, double to, double per_decade) {
    if (!(per_decade >= 1 && per_decade <= 1000 && per_decade == std::floor(per_decade))) {
      return fail("per_decade must be an integer from 1 to 1000");
    }
    const int steps = static_cast<int>(per_decade);
    std::vector<double> x;
    double decade = from;
    for (int j = 0;; ++j) {
      if (j > 0 && j % steps == 0) decade *= 10;
      const double at = decade * elementary::exp(j % steps / per_decade * log_ten);
      if (!(at < to)) break;
      x.push_back(at);
    }
    x.push_back(to);
    return x;
  }

  std::vector<double> spread(double from, double to, double points) {
    if (!(points >= 2 && points <= static_cast<double>(most_points) && points == std::floor(points))) {
      return fail("points must be an integer from 2 to 1000000");
    }
    std::vector<double> x;
    const double log_ratio = elementary::log(to / from);
    for (double j = 0; j + 1 < points; j += 1)
      x.push_back(from * elementary::exp(j / (points - 1) * log_ratio));
    x.push_back(to);
    return x;
  }

  const Node& node_;
  const std::string& key_;
  Faults& faults_;
};

void refuse_unknown(const Node& node, const std::string& key, const std::vector<std::string>& known,
                    Faults& faults) {
  for (const Node::Entry& entry : *node.table()) {
    if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
      faults.add(entry.where, key + "." + entry.key, "unknown key", suggest(entry.key, known));
    }
  }
}

void add_value(Setting& setting, const Node& node, const std::string& key, Faults& faults) {
  if (const std::optional<Value> value = value_of(node)) {
    setting.values.push_back(*value);
  } else {
    faults.add(node.where, key, "must be a value or a list of numbers or of strings, not " + to_toml(node));
  }
}

std::optional<std::int64_t> size_of(double x) {
  if (!(x >= 1 && x <= static_cast<double>(largest_size)) || x != std::floor(x)) return std::nullopt;
  return static_cast<std::int64_t>(x);
}

std::optional<std::int64_t> read_size(const Node& node, const std::string& key, Faults& faults) {
  const std::optional<double> x = number_of(node);
  const std::optional<std::int64_t> size = x ? size_of(*x) : std::nullopt;
  const std::int64_t* written = node.integer();
  if (size && (written == nullptr || *written == *size)) return size;
  faults.add(node.where, key, "is " + to_toml(node) + ", but must be an integer from 1 to 2^53");
  return std::nullopt;
}

}  // namespace

Setting read_setting(const Node& node, const std::string& key, Faults& faults) {
  Setting setting;
  setting.where = node.where;
  if (node.table() == nullptr) {
    add_value(setting, node, key, faults);
    return setting;
  }
  if (const Node* random = node.find("random")) {
    faults.add(random->where, key, "unknown parameter form \"random\"");
    return setting;
  }
  refuse_unknown(node, key, {"grid", "from", "to", "per_decade", "points", "step", "zip"}, faults);
  setting.grid = true;
  if (const Node* zip = node.find("zip"); zip != nullptr && zip->text() != nullptr)
    setting.zip = *zip->text();
  const Node* grid = node.find("grid");
  if (grid == nullptr) {
    for (const double x : Range(node, key, faults)()) setting.values.push_back(x);
  } else if (grid->array() == nullptr || grid->array()->empty()) {
    faults.add(grid->where, key, "grid must be a list of at least one value");
  } else {
    for (const Node& item : *grid->array()) add_value(setting, item, key, faults);
  }
  return setting;
}

std::vector<std::int64_t> read_sizes(const Node& node, const std::string& key, Faults& faults) {
  std::vector<std::int64_t> sizes;
  if (node.array() != nullptr) {
    faults.add(node.where, key,
               "a list is a vector; write { grid = " + to_toml(node) + " } for several sizes");
    return {};
  }
  if (node.table() == nullptr) {
    if (const auto size = read_size(node, key, faults)) sizes.push_back(*size);
    return sizes;
  }
  if (const Node* times = node.find("times")) {
    faults.add(times->where, key, "unknown form of sizes \"times\"");
    return {};
  }
  if (const Node* grid = node.find("grid"); grid != nullptr && grid->array() != nullptr) {
    refuse_unknown(node, key, {"grid"}, faults);
    for (const Node& item : *grid->array()) {
      if (const auto size = read_size(item, key, faults)) sizes.push_back(*size);
    }
    if (grid->array()->empty()) faults.add(grid->where, key, "is an empty grid");
  } else {
    refuse_unknown(node, key, {"grid", "from", "to", "per_decade", "points", "step"}, faults);
    for (const std::string end : {"from", "to"}) {
      if (const Node* at = node.find(end)) read_size(*at, key + "." + end, faults);
    }
    for (const double x : Range(node, key, faults)()) {
      if (const auto size = size_of(std::rint(x))) sizes.push_back(*size);
    }
  }
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

namespace {

/// Settings with one zip tag move together, so they must have one length.
void check_zips(const Settings& settings, const std::string& key, Faults& faults) {
  std::map<std::string, std::size_t> lengths;
  for (const auto& [name, setting] : settings) {
    if (setting.zip.empty()) continue;
    const std::size_t length = lengths.emplace(setting.zip, setting.values.size()).first->second;
    if (length == setting.values.size()) continue;
    faults.add(setting.where, key + "." + name,
               "has " + std::to_string(setting.values.size()) + " values, but zip \"" + setting.zip +
                   "\" has " + std::to_string(length));
  }
}

}  // namespace

Settings read_settings(TableReader& table, const std::vector<Parameter>& parameters, Faults& faults) {
  Settings settings;
  std::vector<std::string> known;
  for (const Parameter& parameter : parameters) {
    known.push_back(parameter.name);
    const std::string key = table.path_of(parameter.name);
    const Node* node = table.take(parameter.name);
    if (node == nullptr) {
      if (parameter.fallback) {
        settings[parameter.name] = {{*parameter.fallback}, false, "", table.where()};
      } else if (!parameter.optional) {
        faults.add(table.where(), key, "is missing; it must be " + describe(parameter));
      }
      continue;
    }
    Setting setting = read_setting(*node, key, faults);
    for (Value& value : setting.values) {
      const Outcome<Value> accepted = accept(parameter, value);
      if (accepted) {
        value = *accepted;
      } else {
        faults.add(node->where, table.path(), accepted.reason());
      }
    }
    if (!setting.values.empty()) settings[parameter.name] = std::move(setting);
  }
  check_zips(settings, table.path(), faults);
  return settings;
}

namespace {

/// The settings that move together: one axis of the grid.
struct Bundle {
  std::string name;
  std::vector<const std::pair<const std::string, Setting>*> members;
  std::size_t size() const { return members.front()->second.values.size(); }
};

Axis axis_of(const Bundle& bundle) {
  Axis axis{bundle.name, {}, {}};
  const std::vector<Value>& values = bundle.members.front()->second.values;
  if (bundle.members.size() == 1) {
    for (const Value& v : values) {
      if (const auto* d = std::get_if<double>(&v)) axis.numbers.push_back(*d);
      if (const auto* i = std::get_if<std::int64_t>(&v)) axis.numbers.push_back(static_cast<double>(*i));
    }
    if (axis.numbers.size() == values.size()) return axis;
    axis.numbers.clear();
    for (const Value& v : values) axis.strings.push_back(readable(v));
    return axis;
  }
  for (std::size_t i = 0; i < bundle.size(); ++i) {
    std::string text;
    for (const auto* member : bundle.members) {
      text += (text.empty() ? "" : ", ") + member->first + "=" + readable(member->second.values[i]);
    }
    axis.strings.push_back(text);
  }
  return axis;
}

std::vector<Bundle> bundles_of(const Settings& settings) {
  std::vector<Bundle> bundles;
  for (const auto& item : settings) {
    if (!item.second.grid) continue;
    const std::string& zip = item.second.zip;
    const auto same = std::find_if(bundles.begin(), bundles.end(), [&](const Bundle& b) {
      return !zip.empty() && b.members.front()->second.zip == zip;
    });
    if (same != bundles.end()) {
      same->members.push_back(&item);
    } else {
      bundles.push_back({zip.empty() ? item.first : zip, {&item}});
    }
  }
  return bundles;
}

}  // namespace

Expansion expand(const Settings& settings) {
  Expansion expansion;
  Arguments fixed;
  for (const auto& [name, setting] : settings) {
    if (!setting.grid) fixed.set(name, setting.values.front());
  }
  expansion.points = {fixed};
  for (const Bundle& bundle : bundles_of(settings)) {
    expansion.axes.push_back(axis_of(bundle));
    std::vector<Arguments> points;
    for (const Arguments& point : expansion.points) {
      for (std::size_t i = 0; i < bundle.size(); ++i) {
        Arguments next = point;
        for (const auto* member : bundle.members) next.set(member->first, member->second.values[i]);
        points.push_back(next);
      }
    }
    expansion.points = std::move(points);
  }
  return expansion;
}

}  // namespace plim
