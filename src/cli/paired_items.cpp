#include "paired_items.hpp"

#include <filesystem>
#include <unordered_map>
#include <utility>

#include "item_index.hpp"
#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/data/csv_cells.hpp"

namespace plim::cli {
namespace {

using Places = std::vector<std::uint32_t>;
constexpr std::uint32_t nowhere = ItemIndex::nowhere;

std::string column_names(const ItemTable& items) {
  std::string names;
  for (const TextColumn& column : items.names) names += (names.empty() ? "" : ",") + column.name();
  return names;
}

[[noreturn]] void refuse_twice(const ItemTable& items, std::size_t row, std::size_t before) {
  const EvaluationSource& source = items.sources[0];
  throw Error(ExitCode::data, source.place(row) + ": the item " + in_quotes(name_of_item(items.names, row)) +
                                  " (" + column_names(items) + ") stands in line " +
                                  std::to_string(source.lines[before]) +
                                  " too, but a file must have one row of it" +
                                  (items.names.size() == 1 ? "; --item A,B names items by two columns" : ""));
}

/// Rows of one item in both files, in the order of the first, and rows of items that the other file lacks.
struct RowPairs {
  Places first, second, first_alone, second_alone;
};

/// The row of the second file for each of the first, or nowhere.
Places partners_of(const ItemTable& first, const ItemTable& second, Places& second_alone) {
  ItemIndex index(first.names, first.n);
  for (std::size_t row = 0; row < first.n; ++row) {
    if (const std::uint32_t before = index.add(row); before != nowhere) refuse_twice(first, row, before);
  }
  ItemIndex unknown(second.names, second.n);
  Places partners(first.n, nowhere);
  for (std::size_t row = 0; row < second.n; ++row) {
    const std::uint32_t at = index.find(second.names, row);
    const std::uint32_t before = at == nowhere ? unknown.add(row) : partners[at];
    if (before != nowhere) refuse_twice(second, row, before);
    const auto place = static_cast<std::uint32_t>(row);
    if (at == nowhere) {
      second_alone.push_back(place);
    } else {
      partners[at] = place;
    }
  }
  return partners;
}

RowPairs pairs_of_rows(const ItemTable& first, const ItemTable& second) {
  RowPairs pairs;
  const Places partners = partners_of(first, second, pairs.second_alone);
  for (std::size_t row = 0; row < first.n; ++row) {
    const auto place = static_cast<std::uint32_t>(row);
    if (partners[row] == nowhere) {
      pairs.first_alone.push_back(place);
    } else {
      pairs.first.push_back(place);
      pairs.second.push_back(partners[row]);
    }
  }
  return pairs;
}

/// The first few of some rows by the names of their items.
std::string listed_items(const ItemTable& items, const Places& rows) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.size() && i < 9; ++i) names.push_back(name_of_item(items.names, rows[i]));
  return listed(names);
}

/// What a label is but for blanks around it and how it writes a number.
std::string plain_label(std::string_view label) {
  const std::string_view text = trimmed(label);
  const std::optional<double> x = parse_number(text);
  return x ? round_trip(*x) : std::string(text);
}

/// Says if names differ only by how they are written, as 1 and 1.0.
std::string spelling_hint(const ItemTable& first, const ItemTable& second, const RowPairs& pairs) {
  for (std::size_t c = 0; c < first.names.size(); ++c) {
    const TextColumn &one = first.names[c], &two = second.names[c];
    std::unordered_map<std::string, std::string_view> plain;
    for (const std::uint32_t row : pairs.second_alone) plain.emplace(plain_label(two[row]), two[row]);
    for (const std::uint32_t row : pairs.first_alone) {
      const auto found = plain.find(plain_label(one[row]));
      if (found == plain.end() || found->second == one[row]) continue;
      return "; names are compared as texts, of which " + in_quotes(one[row]) + " and " +
             in_quotes(found->second) + " are two";
    }
  }
  return "";
}

std::string said_of_alone(const ItemTable& items, const Places& alone, const ItemTable& other) {
  return items.sources[0].place(alone[0]) + ": " + std::to_string(alone.size()) + " of " +
         in_number(items.n, "item") + (alone.size() == 1 ? " is" : " are") + " not in " +
         other.sources[0].file + ": " + listed_items(items, alone);
}

/// Refuses items without a partner, or notes them.
void settle_alone(ItemTable& items, const Places& alone, const ItemTable& other, bool omit,
                  std::string& refusal) {
  if (alone.empty()) return;
  const std::string said = said_of_alone(items, alone, other);
  if (omit) {
    items.sources[0].notes.push_back(said + "; left out");
  } else {
    refusal += (refusal.empty() ? "" : "; ") + said;
  }
}

void require_partners(ItemTable& first, ItemTable& second, const RowPairs& pairs, bool omit) {
  if (pairs.first.empty())
    throw Error(ExitCode::data, first.sources[0].file + " and " + second.sources[0].file +
                                    " have no item in common by " + column_names(first) + ": " +
                                    listed_items(first, pairs.first_alone) + " in the first, " +
                                    listed_items(second, pairs.second_alone) + " in the second" +
                                    spelling_hint(first, second, pairs));
  std::string refusal;
  settle_alone(first, pairs.first_alone, second, omit, refusal);
  settle_alone(second, pairs.second_alone, first, omit, refusal);
  if (!refusal.empty())
    throw Error(ExitCode::data,
                refusal + spelling_hint(first, second, pairs) + "; --missing omit leaves such items out");
}

template <class T>
std::vector<T> values_at(const std::vector<T>& from, const Places& rows) {
  std::vector<T> taken;
  if (from.empty()) return taken;
  taken.reserve(rows.size());
  for (const std::uint32_t row : rows) taken.push_back(from[row]);
  return taken;
}

/// Groups of some rows, without labels that none of them has.
ItemGroups groups_at(const ItemGroups& from, const Places& rows) {
  ItemGroups groups{from.name, {}, values_at(from.of, rows)};
  Places number(from.labels.size(), nowhere);
  for (std::uint32_t& place : groups.of) {
    if (number[place] == nowhere) {
      number[place] = static_cast<std::uint32_t>(groups.labels.size());
      groups.labels.push_back(from.labels[place]);
    }
    place = number[place];
  }
  return groups;
}

/// What both files say of items: one thing, or the second nothing.
class Agreement {
 public:
  Agreement(ItemTable& first, ItemTable& second, const Places& rows, const Places& partners)
      : first_(first), second_(second), rows_(rows), partners_(partners) {}

  void require(const NumberColumn& one, const NumberColumn& two) {
    if (!is_said(one.values, two.values, one.name)) return;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double a = one.values[rows_[i]], b = two.values[partners_[i]];
      if (a != b) refuse(i, two.name, round_trip(a), round_trip(b));
    }
  }
  void require(const ItemGroups& one, const ItemGroups& two) {
    if (!is_said(one.of, two.of, one.name)) return;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::string &a = one.labels[one.of[rows_[i]]], &b = two.labels[two.of[partners_[i]]];
      if (a != b) refuse(i, two.name, in_quotes(a), in_quotes(b));
    }
  }

 private:
  template <class T>
  bool is_said(const std::vector<T>& one, const std::vector<T>& two, const std::string& column) {
    if (!one.empty() && two.empty())
      second_.sources[0].notes.push_back(second_.sources[0].file + ": has no " + column + "; that of " +
                                         first_.sources[0].file + " holds for both");
    return !one.empty() && !two.empty();
  }
  [[noreturn]] void refuse(std::size_t i, const std::string& column, const std::string& one,
                           const std::string& two) const {
    throw Error(ExitCode::data, second_.sources[0].place(partners_[i]) + ": " + column + " of the item " +
                                    in_quotes(name_of_item(second_.names, partners_[i])) + " is " + two +
                                    ", but " + one + " at " + first_.sources[0].place(rows_[i]));
  }

  ItemTable &first_, &second_;
  const Places &rows_, &partners_;
};

std::string stem_of(const std::string& file) {
  std::filesystem::path path(file);
  if (path.extension() == ".gz") path = path.stem();
  return path.stem().string();
}

ItemColumn column_at(const ItemColumn& from, const Places& rows, std::size_t source) {
  return {from.name, from.header, source, values_at(from.values, rows)};
}

/// Names two columns of one name by their files.
void name_apart(ItemColumn& one, ItemColumn& two, const std::vector<EvaluationSource>& sources) {
  if (one.values.empty() || one.name != two.name) return;
  one.name = stem_of(sources[0].file);
  two.name = stem_of(sources[1].file);
  if (one.name != two.name) return;
  one.name = sources[0].file;
  two.name = sources[1].file;
  if (one.name == two.name) two.name += " (second)";
}

void note_same_file(ItemTable& items) {
  std::error_code none;
  if (!std::filesystem::equivalent(items.sources[0].file, items.sources[1].file, none)) return;
  for (const auto& [one, two] :
       {std::pair(&items.loss, &items.against), std::pair(&items.score, &items.against_score)}) {
    if (!one->values.empty() && one->header == two->header)
      items.sources[1].notes.push_back(items.sources[1].file + ": is the first file too, and " + one->header +
                                       " is compared with itself: every gap is 0, whatever the model");
  }
}

/// Both files, whose rows are given as pairs.
ItemTable joined(ItemTable first, ItemTable second, Places rows, Places partners) {
  ItemTable all;
  all.n = rows.size();
  all.missing = first.missing + second.missing;
  all.loss = column_at(first.loss, rows, 0);
  all.against = column_at(second.loss, partners, 1);
  all.score = column_at(first.score, rows, 0);
  all.against_score = column_at(second.score, partners, 1);
  all.tokens = {first.tokens.name, values_at(first.tokens.values, rows)};
  all.bytes = {first.bytes.name, values_at(first.bytes.values, rows)};
  all.clusters = groups_at(first.clusters, rows);
  all.tasks = groups_at(first.tasks, rows);
  all.sources = {std::move(first.sources[0]), std::move(second.sources[0])};
  all.sources[0].rows = std::move(rows);
  all.sources[1].rows = std::move(partners);
  name_apart(all.loss, all.against, all.sources);
  name_apart(all.score, all.against_score, all.sources);
  note_same_file(all);
  return all;
}

}  // namespace

PairedItems pair_items(ItemTable first, ItemTable second, bool omit) {
  RowPairs pairs = pairs_of_rows(first, second);
  require_partners(first, second, pairs, omit);
  Agreement agreement(first, second, pairs.first, pairs.second);
  agreement.require(first.tokens, second.tokens);
  agreement.require(first.bytes, second.bytes);
  agreement.require(first.clusters, second.clusters);
  agreement.require(first.tasks, second.tasks);
  EvaluationPairing pairing{{},
                            {first.sources[0].file, second.sources[0].file},
                            {first.missing, second.missing},
                            {static_cast<std::int64_t>(pairs.first_alone.size()),
                             static_cast<std::int64_t>(pairs.second_alone.size())}};
  for (const TextColumn& column : first.names) pairing.by.push_back(column.name());
  return {joined(std::move(first), std::move(second), std::move(pairs.first), std::move(pairs.second)),
          std::move(pairing)};
}

}  // namespace plim::cli
