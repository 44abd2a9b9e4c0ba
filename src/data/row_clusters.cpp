#include "plim/data/row_clusters.hpp"

#include <algorithm>
#include <map>

#include "plim/core/error.hpp"

namespace plim {
namespace {

/// The rows of a column as numbers of its distinct values, in the order in which these appear.
std::vector<std::size_t> numbered(const UserData& ids) {
  std::vector<std::size_t> numbers;
  std::map<double, std::size_t> place;
  for (const std::uint32_t k : ids.order) numbers.push_back(k);
  for (const double x : ids.reals) numbers.push_back(place.emplace(x, place.size()).first->second);
  return numbers;
}

/// The members of every cluster, as rows of `data`; the two are of one row if they stand on one line.
std::vector<std::vector<std::size_t>> members_of(const UserData& data, const UserData& ids) {
  const std::vector<std::size_t> cluster = numbered(ids);
  std::vector<std::vector<std::size_t>> by_number;
  std::size_t id = 0;
  for (std::size_t row = 0; row < data.lines.size(); ++row) {
    const std::size_t line = data.lines[row];
    while (id < ids.lines.size() && ids.lines[id] < line) ++id;
    if (id == ids.lines.size()) break;
    if (ids.lines[id] != line) continue;
    by_number.resize(std::max(by_number.size(), cluster[id] + 1));
    by_number[cluster[id]].push_back(row);
  }
  std::erase_if(by_number, [](const auto& rows) { return rows.empty(); });
  std::sort(by_number.begin(), by_number.end(),
            [](const auto& a, const auto& b) { return a.front() < b.front(); });
  return by_number;
}

/// The values at those places, in that order.
template <class T>
std::vector<T> taken(const std::vector<T>& values, const std::vector<std::size_t>& places) {
  std::vector<T> out;
  if (values.empty()) return out;
  out.reserve(places.size());
  for (const std::size_t place : places) out.push_back(values[place]);
  return out;
}

}  // namespace

std::vector<std::size_t> group_by_cluster(UserData& data, ByteStream& bytes, const ColumnOptions& column,
                                          const std::string& name) {
  const UserData ids = read_columns(bytes, column, name);
  std::vector<std::size_t> places, ends;
  for (const std::vector<std::size_t>& rows : members_of(data, ids)) {
    places.insert(places.end(), rows.begin(), rows.end());
    ends.push_back(places.size());
  }
  if (places.empty()) throw Error(ExitCode::data, name + ": no row has both a value and a cluster");
  data.reals = taken(data.reals, places);
  data.order = taken(data.order, places);
  std::fill(data.classes.counts.begin(), data.classes.counts.end(), 0);
  for (const std::uint32_t k : data.order) ++data.classes.counts[k];
  const auto kept = static_cast<std::int64_t>(places.size());
  data.missing += data.n - kept;
  data.n = kept;
  data.lines = {};
  return ends;
}

}  // namespace plim
