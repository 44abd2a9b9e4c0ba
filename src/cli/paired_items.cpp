#include "paired_items.hpp"

#include <filesystem>
#include <unordered_map>
#include <utility>

#include "item_numbers.hpp"
#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/data/csv_cells.hpp"

namespace plim::cli {
namespace {

using Places = std::vector<std::uint32_t>;
constexpr std::uint32_t nowhere = ~std::uint32_t{0};

std::string column_names(const ItemTable& items) {
  std::string names;
  for (const ItemGroups& column : items.names) names += (names.empty() ? "" : ",") + column.name;
  return names;
}

/// The row of each item, or nowhere.
Places rows_of_items(const ItemTable& items, const Places& numbers, std::size_t count) {
  Places rows(count, nowhere);
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    std::uint32_t& of = rows[numbers[row]];
    if (of != nowhere)
      throw Error(ExitCode::data,
                  items.sources[0].place(row) + ": the item " + in_quotes(name_of_item(items, row)) + " (" +
                      column_names(items) + ") stands in line " + std::to_string(items.sources[0].lines[of]) +
                      " too, but a file must have one row of it" +
                      (items.names.size() == 1 ? "; --item A,B names items by two columns" : ""));
    of = static_cast<std::uint32_t>(row);
  }
  return rows;
}

/// Rows of items that the other file has, or lacks.
struct SplitRows {
  Places paired, alone;
};

SplitRows split_rows(const Places& numbers, const Places& rows_of_other) {
  SplitRows split;
  for (std::size_t row = 0; row < numbers.size(); ++row)
    (rows_of_other[numbers[row]] == nowhere ? split.alone : split.paired)
        .push_back(static_cast<std::uint32_t>(row));
  return split;
}

/// The first few of some rows by the names of their items.
std::string listed_items(const ItemTable& items, const Places& rows) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.size() && i < 9; ++i) names.push_back(name_of_item(items, rows[i]));
  return listed(names);
}

/// What a label is but for blanks around it and how it writes a number.
std::string plain_label(const std::string& label) {
  const std::string_view text = trimmed(label);
  const std::optional<double> x = parse_number(text);
  return x ? round_trip(*x) : std::string(text);
}

/// Says if labels differ only by how they are written, as 1 and 1.0.
std::string spelling_hint(const ItemTable& first, const ItemTable& second) {
  for (std::size_t c = 0; c < first.names.size(); ++c) {
    std::unordered_map<std::string, const std::string*> plain;
    for (const std::string& label : second.names[c].labels) plain.emplace(plain_label(label), &label);
    for (const std::string& label : first.names[c].labels) {
      const auto found = plain.find(plain_label(label));
      if (found == plain.end() || *found->second == label) continue;
      return "; names are compared as texts, of which " + in_quotes(label) + " and " +
             in_quotes(*found->second) + " are two";
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

void require_partners(ItemTable& first, const SplitRows& one, ItemTable& second, const SplitRows& two,
                      bool omit) {
  if (one.paired.empty())
    throw Error(ExitCode::data,
                first.sources[0].file + " and " + second.sources[0].file + " have no item in common by " +
                    column_names(first) + ": " + listed_items(first, one.alone) + " in the first, " +
                    listed_items(second, two.alone) + " in the second" + spelling_hint(first, second));
  std::string refusal;
  settle_alone(first, one.alone, second, omit, refusal);
  settle_alone(second, two.alone, first, omit, refusal);
  if (!refusal.empty())
    throw Error(ExitCode::data,
                refusal + spelling_hint(first, second) + "; --missing omit leaves such items out");
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
    const ItemNumbers labels = numbers_by_label(one, two);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::uint32_t a = rows_[i], b = partners_[i];
      if (labels.first[a] != labels.second[b])
        refuse(i, two.name, in_quotes(one.labels[one.of[a]]), in_quotes(two.labels[two.of[b]]));
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
                                    in_quotes(name_of_item(second_, partners_[i])) + " is " + two + ", but " +
                                    one + " at " + first_.sources[0].place(rows_[i]));
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
  const ItemNumbers numbers = numbers_of_items(first, second);
  const Places of_first = rows_of_items(first, numbers.first, numbers.count);
  const Places of_second = rows_of_items(second, numbers.second, numbers.count);
  SplitRows one = split_rows(numbers.first, of_second);
  const SplitRows two = split_rows(numbers.second, of_first);
  require_partners(first, one, second, two, omit);
  Places partners;
  partners.reserve(one.paired.size());
  for (const std::uint32_t row : one.paired) partners.push_back(of_second[numbers.first[row]]);
  Agreement agreement(first, second, one.paired, partners);
  agreement.require(first.tokens, second.tokens);
  agreement.require(first.bytes, second.bytes);
  agreement.require(first.clusters, second.clusters);
  agreement.require(first.tasks, second.tasks);
  EvaluationPairing pairing{
      {},
      {first.sources[0].file, second.sources[0].file},
      {first.missing, second.missing},
      {static_cast<std::int64_t>(one.alone.size()), static_cast<std::int64_t>(two.alone.size())}};
  for (const ItemGroups& column : first.names) pairing.by.push_back(column.name);
  return {joined(std::move(first), std::move(second), std::move(one.paired), std::move(partners)),
          std::move(pairing)};
}

}  // namespace plim::cli
