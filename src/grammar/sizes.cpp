#include <algorithm>
#include <cmath>

#include "plim/grammar/settings.hpp"
#include "range.hpp"

namespace plim {
namespace {

constexpr std::int64_t largest_size = std::int64_t{1} << 53;

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

/// { times = 2 | grid, of = "POPULATION.PARAMETER" }.
void read_relative_sizes(const Node& node, const std::string& key, SampleSpec& sample, Faults& faults) {
  refuse_unknown(node, key, {"times", "of"}, faults);
  Setting times = read_setting(*node.find("times"), key + ".times", faults);
  if (!times.zip.empty()) faults.add(times.where, key + ".times", "takes no zip: it multiplies the grid");
  for (Value& value : times.values) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) value = static_cast<double>(*integer);
    const auto* x = std::get_if<double>(&value);
    if (x == nullptr || !(*x > 0) || !std::isfinite(*x))
      faults.add(times.where, key + ".times", "is " + readable(value) + ", but must be a number above 0");
  }
  std::sort(times.values.begin(), times.values.end());
  sample.relative.times = std::move(times);
  const Node* of = node.find("of");
  if (of == nullptr || of->text() == nullptr || of->text()->find('.') == std::string::npos)
    return faults.add(node.where, key, "needs of = \"POPULATION.PARAMETER\", of which sizes are multiples");
  sample.relative.of = *of->text();
}

}  // namespace

void read_sizes(const Node& node, const std::string& key, SampleSpec& sample, Faults& faults) {
  std::vector<std::int64_t>& sizes = sample.sizes;
  if (node.array() != nullptr) {
    faults.add(node.where, key,
               "a list is a vector; write { grid = " + to_toml(node) + " } for several sizes");
    return;
  }
  if (node.table() == nullptr) {
    if (const auto size = read_size(node, key, faults)) sizes.push_back(*size);
    return;
  }
  if (node.find("times") != nullptr) return read_relative_sizes(node, key, sample, faults);
  if (const Node* grid = node.find("grid"); grid != nullptr && grid->array() != nullptr) {
    refuse_unknown(node, key, {"grid", "zip"}, faults);
    for (const Node& item : *grid->array()) {
      if (const auto size = read_size(item, key, faults)) sizes.push_back(*size);
    }
    if (grid->array()->empty()) faults.add(grid->where, key, "is an empty grid");
  } else {
    refuse_unknown(node, key, {"grid", "from", "to", "per_decade", "points", "step", "zip"}, faults);
    for (const std::string end : {"from", "to"}) {
      if (const Node* at = node.find(end)) read_size(*at, key + "." + end, faults);
    }
    for (const double x : points_of_range(node, key, faults)) {
      if (const auto size = size_of(std::rint(x))) sizes.push_back(*size);
    }
  }
  sample.zip = read_zip(node, key, faults);
  if (!sample.zip.empty()) return;
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
}

}  // namespace plim
