#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plim/data/data_format.hpp"
#include "plim/populations/clustered_population.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// Rows of numbers under names, cluster by cluster; without clusters each row is one of its own.
struct ItemRows {
  std::vector<std::string> columns;
  std::vector<double> x;  // [rows][columns]
  ClusteredRows rows;     // whose classes are the rows themselves, 0, 1, ...
  bool clustered = false;
};

/// Rows of a file drawn whole, so that what stands in one row stays together, by ClusterWalk: independently
/// where each is a cluster of its own. n counts rows. Route: draws (view: items). The truth of the mean of a
/// column is that of all rows.
class ItemsPopulation final : public Population {
 public:
  ItemsPopulation(ItemRows items, std::string readable);

  std::string canonical() const override { return canonical_; }
  std::string readable() const override { return readable_; }
  PublicFacts public_facts() const override { return {}; }
  Dependence dependence() const override {
    return items_.clustered ? Dependence::clusters : Dependence::independent;
  }
  std::span<const std::string> columns() const override { return items_.columns; }
  std::string data_sha256() const override { return data_sha256_; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind, std::int64_t, std::int64_t) const override {
    return items_.clustered ? "cluster" : "row";
  }
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override;

  const ItemRows& items() const noexcept { return items_; }

 private:
  ItemRows items_;
  std::string readable_, canonical_, data_sha256_;
  std::vector<double> means_;  // [columns]
};

/// Rows of a csv or of JSON lines: of each pair a name and a column, or field; `cluster`: the column that
/// says of which cluster a row is, "" if none does. Throws as read_table does.
std::shared_ptr<const Population> read_items(const std::filesystem::path& path,
                                             const std::vector<std::pair<std::string, std::string>>& columns,
                                             const std::string& cluster, const DataFormat& format,
                                             std::vector<std::string>& notes);

}  // namespace plim
