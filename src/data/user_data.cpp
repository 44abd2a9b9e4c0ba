#include "plim/data/user_data.hpp"

#include <algorithm>
#include <numeric>

#include "label_tally.hpp"
#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/data/csv_cells.hpp"

namespace plim {

void LineNumbers::add(std::size_t line) {
  if (starts_.empty() || line != starts_.back().line + (n_ - starts_.back().row))
    starts_.push_back({n_, line});
  ++n_;
}

std::size_t LineNumbers::operator[](std::size_t row) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), row,
                                      [](std::size_t r, const Start& start) { return r < start.row; });
  return (after - 1)->line + (row - (after - 1)->row);
}

UserData read_text(std::string_view bytes, const TextOptions& options, const std::string& name) {
  UserData data;
  SymbolsOfText symbols = symbols_of_text(bytes, options, name);
  data.classes = std::move(symbols.table);
  data.order = std::move(symbols.order);
  data.n = std::accumulate(data.classes.counts.begin(), data.classes.counts.end(), std::int64_t{0});
  data.not_numbers = name + ": its observations are symbols of a text";
  data.symbols = options.symbols;
  return data;
}

void count_values(UserData& data) {
  std::vector<double> sorted = data.reals;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i == 0 || sorted[i] != sorted[i - 1]) {
      data.values.push_back(sorted[i]);
      data.classes.counts.push_back(0);
    }
    ++data.classes.counts.back();
  }
}

namespace {

/// Counts listed numbers and names every class that has a number.
void name_classes(UserData& data) {
  if (!data.numbers) return;
  if (data.classes.counts.empty()) count_values(data);
  data.classes.labels.clear();
  for (const double x : data.values) data.classes.labels.push_back(round_trip(x));
}

/// Two classes, the others and that one, of observations of which each is one or the other.
void split_classes(UserData& data, const std::vector<std::string>& others, const std::string& success,
                   const std::vector<std::uint32_t>& order, std::int64_t successes) {
  data.classes.labels = {others.size() == 1 ? others.front() : "not " + success, success};
  data.classes.counts = {data.n - successes, successes};
  data.order = order;
  data.reals.clear();
  data.values.clear();
  data.numbers = false;
}

}  // namespace

void take_success(UserData& data, const std::string& success, const std::string& name) {
  name_classes(data);
  const std::vector<std::string>& labels = data.classes.labels;
  if (labels.empty())
    throw Error(ExitCode::data, name + ": its classes have no names, among which --success were one");
  const auto found = std::find(labels.begin(), labels.end(), success);
  std::vector<std::string> others = labels;
  std::erase(others, success);
  if (found == labels.end() && others.size() > 1)
    throw Error(ExitCode::data,
                name + ": no class is called \"" + success + "\"; there are " + listed(labels));
  const auto place = static_cast<std::size_t>(found - labels.begin());
  std::vector<std::uint32_t> order;
  for (const std::uint32_t k : data.order) order.push_back(k == place ? 1 : 0);
  for (const double x : data.reals) order.push_back(round_trip(x) == success ? 1 : 0);
  split_classes(data, others, success, order, found == labels.end() ? 0 : data.classes.counts[place]);
}

void align_classes(UserData& first, UserData& second, const std::string& name) {
  name_classes(first);
  name_classes(second);
  const bool named = !first.classes.labels.empty() || first.classes.counts.empty();
  if (named != (!second.classes.labels.empty() || second.classes.counts.empty()))
    throw Error(ExitCode::data, name + ": only one of the two samples names its classes");
  if (!named) {
    if (first.classes.counts.size() == second.classes.counts.size()) return;
    throw Error(ExitCode::data, name + ": has " + std::to_string(second.classes.counts.size()) +
                                    " counts, the other sample " +
                                    std::to_string(first.classes.counts.size()) +
                                    "; classes without names go by their place");
  }
  LabelTally all;
  for (const std::string& label : first.classes.labels) all.add(label, 0);
  std::vector<std::uint32_t> place_of(second.classes.labels.size());
  for (std::size_t k = 0; k < place_of.size(); ++k)
    place_of[k] = static_cast<std::uint32_t>(all.add(second.classes.labels[k], second.classes.counts[k]));
  for (std::uint32_t& k : second.order) k = place_of[k];
  second.classes = std::move(all).in_order();
  first.classes.labels = second.classes.labels;
  first.classes.counts.resize(first.classes.labels.size());
  first.numbers = second.numbers = false;  // only the classes are compared
}

}  // namespace plim
