#include "plim/estimators/table.hpp"

#include <algorithm>
#include <tuple>

namespace plim {
namespace {

auto place_of_row(const TableRow& row) { return std::tuple(row.scenario, row.n, row.replicate); }

class TableInstance final : public Instance {
 public:
  TableInstance(std::shared_ptr<const EstimateTable> table, std::uint64_t scenario, double unit_factor)
      : table_(std::move(table)), scenario_(scenario), unit_factor_(unit_factor) {}

  bool run(const void*, std::int64_t n, const Address& first, const BlockOut& out) override {
    for (std::size_t lane = 0; lane < out.lanes; ++lane)
      take(table_->find(scenario_, n, first.replicate + lane), out.at(lane));
    return true;
  }

 private:
  void take(const TableRow* row, const EstimateRef& ref) const {
    Cell& cell = ref.out[0] = row != nullptr ? row->cell : Cell{};
    for (double* x : {&cell.value, &cell.se, &cell.lo, &cell.hi}) *x /= unit_factor_;
    ref.status = row != nullptr ? row->status : Status::undefined;
  }

  std::shared_ptr<const EstimateTable> table_;
  std::uint64_t scenario_;
  double unit_factor_;
};

class TableEstimator final : public BoundEstimator {
 public:
  TableEstimator(std::shared_ptr<const EstimateTable> table, std::uint64_t scenario, double unit_factor)
      : table_(std::move(table)), scenario_(scenario), unit_factor_(unit_factor) {}
  std::unique_ptr<Instance> instantiate() const override {
    return std::make_unique<TableInstance>(table_, scenario_, unit_factor_);
  }

 private:
  std::shared_ptr<const EstimateTable> table_;
  std::uint64_t scenario_;
  double unit_factor_;
};

}  // namespace

EstimateTable::EstimateTable(std::vector<TableRow> rows) : rows_(std::move(rows)) {
  std::stable_sort(rows_.begin(), rows_.end(),
                   [](const TableRow& a, const TableRow& b) { return place_of_row(a) < place_of_row(b); });
}

const TableRow* EstimateTable::find(std::uint64_t scenario, std::int64_t n, std::uint64_t replicate) const {
  const std::tuple wanted(scenario, n, replicate);
  const auto at =
      std::lower_bound(rows_.begin(), rows_.end(), wanted,
                       [](const TableRow& row, const auto& place) { return place_of_row(row) < place; });
  return at != rows_.end() && place_of_row(*at) == wanted ? &*at : nullptr;
}

const TableRow* EstimateTable::repeated() const {
  const auto first = std::adjacent_find(rows_.begin(), rows_.end(), [](const TableRow& a, const TableRow& b) {
    return place_of_row(a) == place_of_row(b);
  });
  return first == rows_.end() ? nullptr : &*(first + 1);
}

std::shared_ptr<const BoundEstimator> look_up(const std::shared_ptr<const EstimateTable>& table,
                                              std::uint64_t scenario, double unit_factor) {
  return std::make_shared<TableEstimator>(table, scenario, unit_factor);
}

}  // namespace plim
