#include <algorithm>

#include "plim/core/number.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/populations/markov_population.hpp"

namespace plim {
namespace {

constexpr std::size_t most_table_rows = MarkovChain::most_states;

/// K^order, or the first power above the most rows.
std::size_t rows_wanted(std::size_t K, std::size_t order) {
  std::size_t rows = 1;
  for (std::size_t i = 0; i < order && rows <= most_table_rows; ++i) rows *= K;
  return rows;
}

/// The symbols that row `row` comes after, the oldest first.
std::vector<std::uint32_t> block_of_row(std::size_t row, std::size_t K, std::size_t order) {
  std::vector<std::uint32_t> block(order);
  for (std::size_t i = order; i > 0; --i, row /= K) block[i - 1] = static_cast<std::uint32_t>(row % K);
  return block;
}

std::string words_of_block(const std::vector<std::uint32_t>& block, const std::vector<std::string>& labels) {
  std::string text;
  for (const std::uint32_t k : block)
    text += (text.empty() ? "" : " ") + (labels.empty() ? std::to_string(k) : labels[k]);
  return text;
}

bool is_all_zeros(const std::vector<double>& row) {
  return std::all_of(row.begin(), row.end(), [](double p) { return p == 0; });
}

/// A table by its rows and the names that messages give them.
struct Table {
  NumberRows rows;                                 // [K^order], zeros where the block never occurs
  std::vector<std::vector<std::uint32_t>> blocks;  // [K^order]
  std::vector<std::string> names;                  // [K^order]
  std::string called(std::size_t row) const {
    return "table row " + std::to_string(row + 1) + " (after " + names[row] + ")";
  }
};

/// Why there are not K^order rows, or "".
std::string wrong_shape(const NumberRows& rows, std::size_t order) {
  const std::size_t K = rows.front().size(), wanted = rows_wanted(K, order);
  const std::string what = "a table of order " + std::to_string(order) + " on " + in_number(K, "symbol");
  if (wanted > most_table_rows)
    return "table rows have " + in_number(K, "number") + ", but " + what +
           " must have K^order <= " + std::to_string(most_table_rows) + " rows";
  if (rows.size() == wanted) return "";
  return "table has " + in_number(rows.size(), "row") + ", but " + what +
         " must have K^order = " + std::to_string(wanted) +
         ", in the order of the symbols they come after, the last changing fastest";
}

/// Each row by the rules of probabilities, unless it is all zeros.
std::string normalise_rows(Table& table) {
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (is_all_zeros(table.rows[r])) continue;
    Parameter row{table.called(r), Domain::probabilities, ""};
    row.if_sum_is_not_1 = "divide the row by its sum, or write zeros only where these symbols never occur";
    const Outcome<Value> law = accept(row, Value{table.rows[r]});
    if (!law) return law.reason();
    table.rows[r] = std::get<std::vector<double>>(*law);
  }
  return "";
}

/// The states are the rows that are not all zeros; `start: [rows]` becomes one of the states.
std::string take_states(const Table& table, ChainOrigin& origin) {
  constexpr std::size_t none = ~std::size_t{0};
  const std::size_t K = table.rows.front().size();
  std::vector<std::size_t> state(table.rows.size(), none);
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (is_all_zeros(table.rows[r])) continue;
    state[r] = origin.states.size();
    origin.states.push_back(table.names[r]);
    origin.steps.blocks.push_back(table.blocks[r]);
  }
  if (origin.states.empty()) return "table has no row but zeros; at least one must sum to 1";
  const std::vector<double> start_of_rows = std::move(origin.steps.start);
  origin.steps.start.clear();
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const bool starts = !start_of_rows.empty() && start_of_rows[r] > 0;
    if (state[r] == none && starts) return table.called(r) + " is all zeros, but a path may start there";
    if (state[r] == none) continue;
    if (!start_of_rows.empty()) origin.steps.start.push_back(start_of_rows[r]);
    origin.steps.steps.emplace_back();
    for (std::size_t k = 0; k < K; ++k) {
      if (table.rows[r][k] == 0) continue;
      const std::size_t next = (r * K + k) % table.rows.size();
      if (state[next] == none)
        return table.called(next) + " is all zeros, so that these symbols must never occur, but " +
               table.called(r) + " leads to them with probability " + round_trip(table.rows[r][k]);
      origin.steps.steps.back().push_back({state[next], table.rows[r][k]});
    }
  }
  return "";
}

}  // namespace

Outcome<ChainOrigin> chain_by_table(const Arguments& a) {
  ChainOrigin origin;
  Table table{a.matrix("table"), {}, {}};
  const auto order = static_cast<std::size_t>(a.integer("order"));
  std::string why = wrong_shape(table.rows, order);
  if (!why.empty()) return Refusal{why};
  origin.steps.order = order;
  origin.facts.K = table.rows.front().size();
  why = take_names_and_start(a, "table", table.rows.size(), origin);
  if (!why.empty()) return Refusal{why};
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    table.blocks.push_back(block_of_row(r, origin.facts.K, order));
    table.names.push_back(words_of_block(table.blocks.back(), origin.facts.labels));
  }
  why = normalise_rows(table);
  if (why.empty()) why = take_states(table, origin);
  if (!why.empty()) return Refusal{why};
  origin.facts.canonical = "markov order=" + std::to_string(order) +
                           " table=" + canonical(Value{table.rows}) + origin.facts.canonical;
  origin.facts.readable = "markov(order " + std::to_string(order) + ": " +
                          in_number(origin.facts.K, "symbol") + ", " +
                          in_number(origin.states.size(), "state");
  return origin;
}

}  // namespace plim
