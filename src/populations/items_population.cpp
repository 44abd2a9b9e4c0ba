#include "plim/populations/items_population.hpp"

#include <algorithm>

#include "plim/core/digest.hpp"
#include "plim/core/memory.hpp"
#include "plim/core/number.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/data/decoding.hpp"
#include "plim/data/table_columns.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/items.hpp"

namespace plim {
namespace {

/// Paths of rows of every lane.
class ItemDraws final : public ViewSource {
 public:
  ItemDraws(const ItemRows& items, std::int64_t n_max, std::size_t lanes) : items_(items) {
    const auto most = static_cast<std::size_t>(n_max);
    x_.assign(lanes, std::vector<double>(most * items.columns.size()));
    cluster_.assign(lanes, std::vector<std::uint32_t>(most));
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      rows_.push_back(x_[lane].data());
      clusters_.push_back(cluster_[lane].data());
    }
  }

  void start(Address first, std::size_t lanes) override {
    walks_.clear();
    for (std::size_t lane = 0; lane < lanes; ++lane, ++first.replicate)
      walks_.emplace_back(items_.rows, first);
    view_ = {0, items_.columns.size(), lanes, rows_.data(), clusters_.data()};
  }

  void grow(std::int64_t n, std::uint32_t) override {
    for (std::size_t lane = 0; lane < walks_.size(); ++lane) {
      for (auto i = static_cast<std::size_t>(view_.n); i < static_cast<std::size_t>(n);)
        i += add(lane, i, walks_[lane].next(static_cast<std::size_t>(n) - i));
    }
    view_.n = n;
  }

  const void* view(ViewId id) override { return id == view_id<Items>() ? &view_ : nullptr; }

 private:
  std::size_t add(std::size_t lane, std::size_t i, std::span<const std::int32_t> rows) {
    const std::size_t columns = items_.columns.size();
    for (std::size_t r = 0; r < rows.size(); ++r) {
      std::copy_n(items_.x.data() + static_cast<std::size_t>(rows[r]) * columns, columns,
                  x_[lane].data() + (i + r) * columns);
      cluster_[lane][i + r] = static_cast<std::uint32_t>(walks_[lane].drawn() - 1);
    }
    return rows.size();
  }

  const ItemRows& items_;
  std::vector<ClusterWalk> walks_;                   // [lanes]
  std::vector<std::vector<double>> x_;               // [lanes][n_max][columns]
  std::vector<std::vector<std::uint32_t>> cluster_;  // [lanes][n_max]
  std::vector<const double*> rows_;                  // [lanes]
  std::vector<const std::uint32_t*> clusters_;       // [lanes]
  Items view_{};
};

/// The rows and clusters as text: the same data under other names give the same draws.
std::string text_of(const ItemRows& items) {
  std::string text;
  const std::size_t columns = items.columns.size();
  std::size_t i = 0;
  for (const std::size_t end : items.rows.ends) {
    for (; i < end; ++i) {
      const double* row = items.x.data() + static_cast<std::size_t>(items.rows.classes[i]) * columns;
      for (std::size_t c = 0; c < columns; ++c) text += canonical(Value(row[c])) + " ";
    }
    text += "\n";
  }
  return text;
}

}  // namespace

ItemsPopulation::ItemsPopulation(ItemRows items, std::string readable)
    : items_(std::move(items)), readable_(std::move(readable)) {
  data_sha256_ = hex(sha256(text_of(items_)));
  canonical_ = "items sha256=" + data_sha256_ + " columns=" + std::to_string(items_.columns.size()) +
               (items_.clustered ? " draw=clusters" : "");
  const std::size_t rows = items_.rows.classes.size();
  readable_ += ": " + in_number(rows, "row");
  if (items_.clustered) readable_ += " in " + in_number(items_.rows.ends.size(), "cluster");
  for (std::size_t c = 0; c < items_.columns.size(); ++c) {
    CompensatedSum sum;
    for (std::size_t i = 0; i < rows; ++i) sum.add(items_.x[i * items_.columns.size() + c]);
    means_.push_back(sum.value() / static_cast<double>(rows));
  }
}

std::vector<ViewId> ItemsPopulation::views(RouteKind route) const {
  return route == RouteKind::draws ? std::vector<ViewId>{view_id<Items>()} : std::vector<ViewId>{};
}

std::size_t ItemsPopulation::footprint(RouteKind, std::span<const ViewId>, std::int64_t n_max) const {
  return static_cast<std::size_t>(n_max) * (items_.columns.size() * sizeof(double) + sizeof(std::uint32_t));
}

std::unique_ptr<ViewSource> ItemsPopulation::source(RouteKind, std::span<const ViewId>, std::int64_t n_max,
                                                    std::size_t lanes) const {
  return std::make_unique<ItemDraws>(items_, n_max, lanes);
}

std::optional<double> ItemsPopulation::truth(std::string_view estimand, std::size_t element) const {
  if (estimand != functional::mean || element >= means_.size()) return std::nullopt;
  return means_[element];
}

std::shared_ptr<const Population> read_items(const std::filesystem::path& path,
                                             const std::vector<std::pair<std::string, std::string>>& columns,
                                             const std::string& cluster, const DataFormat& format,
                                             std::vector<std::string>& notes) {
  TableOptions options;
  options.format = format;
  ItemRows items;
  for (const auto& [name, column] : columns) {
    items.columns.push_back(name);
    options.numbers.push_back(column);
  }
  options.truths = options.numbers;
  if (!cluster.empty()) options.labels = {cluster};
  const Bytes bytes = open_data(path, format.encoding);
  const TableData data = with_memory([&path] { return purpose_of_reading(path); },
                                     [&] { return read_table(*bytes, options, path.string()); });
  if (!data.found.empty()) notes.push_back(path.string() + ": read with " + data.found);
  if (data.missing > 0)
    notes.push_back(path.string() + ": " + std::to_string(data.missing) + " " + left_out_as_missing);
  notes.insert(notes.end(), data.notes.begin(), data.notes.end());
  const auto n = static_cast<std::size_t>(data.n);
  for (std::size_t row = 0; row < n; ++row) {
    for (const NumberColumn& column : data.numbers) items.x.push_back(column.values[row]);
  }
  items.clustered = !cluster.empty();
  const std::size_t clusters = items.clustered ? data.labels.front().labels.size() : n;
  std::vector<std::vector<std::int32_t>> members(clusters);
  for (std::size_t row = 0; row < n; ++row)
    members[items.clustered ? data.labels.front().of[row] : row].push_back(static_cast<std::int32_t>(row));
  for (const std::vector<std::int32_t>& rows : members) {
    items.rows.classes.insert(items.rows.classes.end(), rows.begin(), rows.end());
    items.rows.ends.push_back(items.rows.classes.size());
  }
  return std::make_shared<ItemsPopulation>(std::move(items), "rows of " + path.filename().string());
}

}  // namespace plim
