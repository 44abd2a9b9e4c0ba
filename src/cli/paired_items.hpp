#pragma once
#include "evaluation_report.hpp"
#include "evaluation_table.hpp"

namespace plim::cli {

/// Two files as one: the losses and scores of the second stand against those of the first.
struct PairedItems {
  ItemTable table;
  EvaluationPairing pairing;
};

/// Pairs the rows of two files that have one name in both, in the order of the first. Error(data) with
/// file:line where a file names an item twice, lacks one of the other's (unless `omit` leaves those out), or
/// says otherwise of an item than the other does; what the second does not say at all is the first's.
/// O(rows).
PairedItems pair_items(ItemTable first, ItemTable second, bool omit);

}  // namespace plim::cli
