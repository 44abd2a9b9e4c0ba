#include "plim/data/user_data.hpp"

#include <algorithm>
#include <numeric>

#include "label_tally.hpp"
#include "plim/core/error.hpp"
#include "plim/core/number.hpp"

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
  data.classes = count_symbols(bytes, options, name);
  data.order = symbol_order(bytes, options, data.classes);
  data.n = std::accumulate(data.classes.counts.begin(), data.classes.counts.end(), std::int64_t{0});
  data.not_numbers = name + ": its observations are symbols of a text";
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

}  // namespace

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
  for (std::size_t k = 0; k < second.classes.labels.size(); ++k)
    all.add(second.classes.labels[k], second.classes.counts[k]);
  second.classes = std::move(all).in_order();
  first.classes.labels = second.classes.labels;
  first.classes.counts.resize(first.classes.labels.size());
  first.numbers = second.numbers = false;  // only the classes are compared
}

}  // namespace plim
