#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>

#include "plim/core/digest.hpp"
#include "plim/core/number.hpp"
#include "plim/core/suggest.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/data/decoding.hpp"
#include "plim/data/text_table.hpp"
#include "plim/populations/markov_population.hpp"

namespace plim {
namespace {

constexpr const char *matrix = "matrix", *by_rows = "table", *names = "states", *start = "start",
                     *path = "fit.path";

Outcome<ChainOrigin> by_matrix(const Arguments& a) {
  ChainOrigin origin;
  const NumberRows& rows = a.matrix(matrix);
  for (std::size_t s = 0; s < rows.size(); ++s) {
    origin.steps.blocks.push_back({static_cast<std::uint32_t>(s)});
    origin.steps.steps.emplace_back();
    for (std::size_t t = 0; t < rows.size(); ++t) {
      if (rows[s][t] > 0) origin.steps.steps.back().push_back({t, rows[s][t]});
    }
    origin.states.push_back(std::to_string(s));
  }
  origin.facts.canonical = "markov matrix=" + canonical(Value{rows});
  origin.facts.K = rows.size();
  const std::string why = take_names_and_start(a, matrix, rows.size(), origin);
  if (!why.empty()) return Refusal{why};
  if (!origin.facts.labels.empty()) origin.states = origin.facts.labels;
  origin.facts.readable = "markov(" + in_number(rows.size(), "state");
  return origin;
}

/// One of a few words, the first where nothing is said.
Outcome<std::string> word_of(const Arguments& a, const std::string& name,
                             const std::vector<std::string>& words) {
  if (!a.has(name)) return words.front();
  const std::string& word = a.text(name);
  std::string all;
  for (const std::string& w : words) {
    if (w == word) return word;
    all += (all.empty() ? "\"" : ", \"") + w + "\"";
  }
  const std::string near = suggest(word, words);
  return Refusal{name + " is \"" + word + "\", but must be one of " + all +
                 (near.empty() ? "" : " (did you mean \"" + near + "\"?)")};
}

Outcome<TextOptions> text_of(const Arguments& a) {
  const Outcome<std::string> symbols = word_of(a, "fit.symbols", {"characters", "words", "bytes"}),
                             keep = word_of(a, "fit.keep", {"all", "letters"}),
                             fold = word_of(a, "fit.fold", {"none", "case"});
  for (const Outcome<std::string>* word : {&symbols, &keep, &fold}) {
    if (!*word) return Refusal{word->reason()};
  }
  return text_options(*symbols, *keep, *fold);
}

/// The symbols of a text, and what they are called.
struct Symbols {
  std::vector<std::uint32_t> x;     // [n]
  std::vector<std::string> labels;  // [K]
};

/// Puts the symbols of each group together, and all others.
Outcome<Symbols> grouped(const Symbols& symbols, const std::vector<std::string>& groups) {
  constexpr const char* rest = "other";
  constexpr std::uint32_t unseen = ~std::uint32_t{0};
  std::vector<std::uint32_t> group(symbols.labels.size(), static_cast<std::uint32_t>(groups.size()));
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (std::size_t k = 0; k < symbols.labels.size(); ++k) {
      if (groups[g].find(symbols.labels[k]) == std::string::npos) continue;
      if (group[k] != groups.size()) return Refusal{"fit.groups have \"" + symbols.labels[k] + "\" twice"};
      group[k] = static_cast<std::uint32_t>(g);
    }
  }
  Symbols together;
  std::vector<std::uint32_t> number(groups.size() + 1, unseen);
  for (std::size_t g = 0; g <= groups.size(); ++g) {
    if (std::find(group.begin(), group.end(), g) == group.end()) continue;
    number[g] = static_cast<std::uint32_t>(together.labels.size());
    together.labels.push_back(g < groups.size() ? groups[g] : rest);
  }
  for (const std::uint32_t k : symbols.x) together.x.push_back(number[group[k]]);
  return together;
}

using Block = std::vector<std::uint32_t>;

/// The blocks of `order` symbols that begin at each place of the ring: as numbers in the order of `states`.
std::vector<std::size_t> states_along(const Symbols& symbols, std::size_t order,
                                      std::map<Block, std::size_t>& states) {
  const std::size_t n = symbols.x.size();
  const auto block_at = [&](std::size_t i) {
    Block block(order);
    for (std::size_t j = 0; j < order; ++j) block[j] = symbols.x[(i + j) % n];
    return block;
  };
  for (std::size_t i = 0; i < n; ++i) states.emplace(block_at(i), 0);
  std::size_t number = 0;
  for (auto& [block, index] : states) index = number++;
  std::vector<std::size_t> along(n);
  for (std::size_t i = 0; i < n; ++i) along[i] = states.at(block_at(i));
  return along;
}

/// The chain of that order of a text closed to a ring: a state for each of its blocks.
void fit_ring(const Symbols& symbols, std::size_t order, ChainOrigin& origin) {
  const std::size_t n = symbols.x.size();
  std::map<Block, std::size_t> states;
  const std::vector<std::size_t> along = states_along(symbols, order, states);
  for (const auto& [block, index] : states) {
    origin.steps.blocks.push_back(block);
    std::string name;
    for (const std::uint32_t k : block) name += (name.empty() ? "" : " ") + symbols.labels[k];
    origin.states.push_back(name);
  }
  const std::size_t number = states.size();
  std::vector<std::map<std::size_t, double>> followed(number);
  std::vector<double> times(number, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    followed[along[i]][along[(i + 1) % n]] += 1;
    times[along[i]] += 1;
  }
  std::string counts = "order=" + std::to_string(order) + "\n";
  for (std::size_t s = 0; s < number; ++s) {
    origin.steps.steps.emplace_back();
    for (const auto& [next, c] : followed[s]) {
      origin.steps.steps.back().push_back({next, c / times[s]});
      counts += std::to_string(s) + " " + std::to_string(next) + " " + round_trip(c) + "\n";
    }
    origin.steps.stationary.push_back(times[s] / static_cast<double>(n));
  }
  for (const std::string& label : symbols.labels) counts += std::to_string(label.size()) + ":" + label + "\n";
  origin.facts.data_sha256 = hex(sha256(counts));
}

Outcome<ChainOrigin> by_text(const Arguments& a) {
  for (const char* other : {names, start}) {
    if (a.has(other)) return Refusal{std::string(other) + " goes with a matrix or table, not with fit"};
  }
  const Outcome<TextOptions> options = text_of(a);
  if (!options) return Refusal{options.reason()};
  const std::filesystem::path file = a.text(path);
  const std::string bytes = read_all(*open_data(file, options->encoding()));
  SymbolsOfText text = symbols_of_text(bytes, *options, file.string());
  Symbols symbols{std::move(text.order), std::move(text.table.labels)};
  if (a.has("fit.groups")) {
    if (options->symbols != TextOptions::Symbols::characters) return Refusal{"fit.groups are of characters"};
    const Outcome<Symbols> together = grouped(symbols, a.names("fit.groups"));
    if (!together) return Refusal{together.reason()};
    symbols = *together;
  }
  const auto order = static_cast<std::size_t>(a.has("fit.order") ? a.integer("fit.order") : 1);
  if (order > symbols.x.size())
    return Refusal{"fit.order is " + std::to_string(order) + ", but " + file.string() + " has " +
                   in_number(symbols.x.size(), "symbol")};
  ChainOrigin origin;
  origin.steps.order = order;
  fit_ring(symbols, order, origin);
  origin.facts.canonical = "markov sha256=" + origin.facts.data_sha256;
  origin.facts.labels = symbols.labels;
  if (!a.has("fit.groups"))
    origin.facts.symbol_bytes =
        std::make_shared<const std::vector<double>>(bytes_of_symbols(symbols.labels, options->symbols));
  origin.facts.K = symbols.labels.size();
  origin.facts.readable = "markov(order " + std::to_string(order) + " of " + file.filename().string() + ": " +
                          in_number(origin.facts.K, "symbol") + ", " +
                          in_number(origin.steps.steps.size(), "state");
  return origin;
}

}  // namespace

std::string take_names_and_start(const Arguments& a, const std::string& what, std::size_t rows,
                                 ChainOrigin& origin) {
  if (a.has(names)) {
    if (a.names(names).size() != origin.facts.K)
      return in_number(a.names(names).size(), "name") + " of states, but the " + what + " has " +
             (rows == origin.facts.K ? in_number(rows, "row") : in_number(origin.facts.K, "symbol"));
    origin.facts.labels = a.names(names);
  }
  if (a.has(start)) {
    if (a.vector(start).size() != rows)
      return "start has " + in_number(a.vector(start).size(), "number") + ", but the " + what + " has " +
             in_number(rows, "row");
    origin.steps.start = a.vector(start);
    origin.facts.canonical += " start=" + canonical(Value{a.vector(start)});
  }
  return "";
}

Outcome<ChainOrigin> chain_origin(const Arguments& a) {
  if (a.has(matrix) && a.has(path)) return Refusal{"has both a matrix and fit; give one of them"};
  if (a.has(by_rows) && (a.has(matrix) || a.has(path)))
    return Refusal{std::string("has both a table and ") + (a.has(matrix) ? "a matrix" : "fit") +
                   "; give one of them"};
  if (a.has("order") != a.has(by_rows))
    return Refusal{a.has(by_rows)
                       ? "table needs order: after how many symbols each of its rows is"
                       : "order goes with a table; a matrix is of order 1, and a text has fit.order"};
  if (a.has(matrix)) return by_matrix(a);
  if (a.has(by_rows)) return chain_by_table(a);
  if (a.has(path)) return by_text(a);
  return Refusal{
      "needs matrix = [[...], ...], order = 2 with table = [[...], ...], or fit = { path = \"TEXT\", ... }"};
}

}  // namespace plim
