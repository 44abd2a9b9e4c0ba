#pragma once
#include <string>
#include <vector>

#include "evaluation.hpp"
#include "options.hpp"
#include "plim/data/table_columns.hpp"

namespace plim::cli {

/// Columns of a file of items; "" where one is not asked for. `items`: those that together name an item.
struct EvaluationColumns {
  std::string loss, against, score, against_score, tokens, bytes, cluster, task;
  std::vector<std::string> items = {};
};

/// A column of losses or scores: what outputs call it, what its file calls it, and which file that is.
struct ItemColumn {
  std::string name, header;
  std::size_t source = 0;
  std::vector<double> values = {};  // [items], or empty
};

/// The columns of a file of items, or of two that were paired; those not asked for, or not there, are empty.
struct ItemTable {
  std::size_t n = 0;
  std::int64_t missing = 0;
  ItemColumn loss, against, score, against_score;
  NumberColumn tokens, bytes;
  ItemGroups clusters, tasks;
  std::vector<TextColumn> names;  // what names an item
  std::vector<EvaluationSource> sources;
};

/// Reads a file of items. Error(data) where a score is infinite, tokens or bytes are no whole numbers, or as
/// read_table says. `is_second`: of the file of the other model, which need not say again what items are.
ItemTable read_item_table(const Options& options, const std::string& path, const EvaluationColumns& columns,
                          bool is_second = false);

/// Losses, bits per byte (of losses in a unit of so many nats), scores and gaps.
EvaluationItems items_of(ItemTable rows, double nats);

}  // namespace plim::cli
