#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/evaluation/ratio_mean.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/views/items.hpp"

namespace plim {

/// The mean of a column of rows that come in clusters, as losses of tokens of documents, or of its difference
/// from another column of the same rows.
///
/// The standard error takes as independent, by the option se, every row (iid), every cluster or every block
/// of so many rows (see evaluation::ratio_mean); interval: Student's. Status invalid if the mean is not
/// finite. O(n).
class MeanOfItems {
 public:
  using view = Items;
  struct workspace {
    std::vector<double> values;
  };
  static constexpr std::string_view name = "mean";
  static constexpr std::string_view summary =
      "mean of a column of rows in clusters; se by rows, clusters or blocks; interval: t";
  static constexpr bool of_columns = true;
  static std::vector<std::string> estimands() { return {"cross_entropy", "mean"}; }
  static std::vector<Parameter> options();
  static Outcome<MeanOfItems> bind(const Knowns& knowns, const Arguments& options);
  bool has_interval() const noexcept { return interval_.level > 0; }
  void estimate(const Items::One& items, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  enum class Independent { rows, clusters, blocks };
  evaluation::GroupTotals totals(const Items::One& items, const workspace& w) const;

  std::size_t column_ = 0;
  std::optional<std::size_t> minus_;
  Independent independent_ = Independent::rows;
  std::size_t block_ = 0;
  BoundInterval interval_;
};

}  // namespace plim
