#pragma once
#include <functional>
#include <stdexcept>

#include "exact_rows.hpp"
#include "law_cases.hpp"
#include "plim/families/composite.hpp"
#include "plim/families/standard_list.hpp"

// The laws that the tests of exactness go through, one or more of every family of the standard list.
namespace plim::test {

/// Draws first, first + 1, ... of the stream of a key.
using Drawing = std::function<void(std::uint64_t key, std::uint64_t first, std::span<double> out)>;

/// Draws and the law that they claim to have.
struct Source {
  std::string name;
  AnyLaw law;
  Drawing draw;
  std::uint64_t dear = 1;  // fewer draws by this where each needs the distribution function
  bool is_fast = false;    // a few nanoseconds a draw: by blocks, or from a table
};

inline Address address_of(std::uint64_t key) { return {{key}, 21, 0}; }

/// Draws one by one, each of its own variate.
inline Drawing one_by_one(std::function<double(Variate&)> draw) {
  return [draw](std::uint64_t key, std::uint64_t first, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      Variate v(address_of(key), first + i);
      out[i] = draw(v);
    }
  };
}

/// Each draw of another source changed.
inline Drawing changed(const Drawing& draw, const std::function<double(double)>& change) {
  return [draw, change](std::uint64_t key, std::uint64_t first, std::span<double> out) {
    draw(key, first, out);
    for (double& x : out) x = change(x);
  };
}

inline Drawing drawing_of(const AnyLaw& law) {
  return [law](std::uint64_t key, std::uint64_t first, std::span<double> out) {
    law.draw(address_of(key), first, out);
  };
}

/// A law of a family from values in the order of its parameters.
inline AnyLaw law_in_order(const LawFamily& family, const nlohmann::json& row) {
  nlohmann::json parameters;
  for (std::size_t i = 0; i < row.size(); ++i) parameters[family.parameters[i].name] = row[i];
  const Outcome<AnyLaw> law = outcome_of(std::string(family.name), parameters);
  if (!law) throw std::invalid_argument(std::string(family.name) + row.dump() + ": " + law.reason());
  return *law;
}

struct RowsOfFamily {
  LawFamily family;
  const char* rows;
};

/// Every standard family with its rows, without which this does not compile.
inline std::vector<RowsOfFamily> rows_of_families() {
#define PLIM_ROWS(NAME) {NAME##_family(), rows::NAME},
  return {PLIM_STANDARD_FAMILIES(PLIM_ROWS)};
#undef PLIM_ROWS
}

/// The law that a text like "gamma[2.3, 0.4]" names, values in the order of the parameters.
inline AnyLaw law_named(const std::string& name) {
  const std::size_t bracket = name.find('[');
  for (const auto& [family, rows] : rows_of_families()) {
    if (family.name == name.substr(0, bracket))
      return law_in_order(family, nlohmann::json::parse(name.substr(bracket)));
  }
  throw std::invalid_argument(name);
}

/// A law made of others: numbers of its own, and its parts, each with a weight where it asks for one.
struct MadeRow {
  const char* kind;
  std::vector<std::pair<std::string, double>> own;
  std::vector<std::pair<std::string, double>> parts;
};

inline std::vector<MadeRow> made_rows() {
  return {{"affine", {{"shift", 3}, {"scale", -2}}, {{"gamma[2.3, 0.4]", 1}}},
          {"affine", {{"shift", -4}, {"scale", 3}}, {{"binomial[20, 0.7]", 1}}},
          {"mixture", {}, {{"normal[0, 1]", 1}, {"gamma[2.3, 0.4]", 3}}},
          {"mixture", {}, {{"poisson[0.95]", 1}, {"geometric[0.07]", 2}, {"binomial[20, 0.7]", 3}}},
          {"truncated", {{"lower", -2}, {"upper", 1}}, {{"normal[0, 1]", 1}}},
          {"truncated", {{"lower", 10}}, {{"normal[0, 1]", 1}}},
          {"truncated", {{"upper", -35}}, {{"normal[0, 1]", 1}}},
          {"truncated", {{"lower", 9}, {"upper", 20}}, {{"normal[0, 1]", 1}}},
          {"truncated", {{"lower", 5}}, {{"student_t[0, 1, 2]", 1}}},
          {"truncated", {{"lower", 2}, {"upper", 5}}, {{"poisson[6]", 1}}},
          {"truncated", {{"lower", 100}}, {{"geometric[0.07]", 1}}}};
}

inline Source source_of(const MadeRow& row) {
  std::string name = row.kind;
  Arguments own;
  for (const auto& [key, value] : row.own) {
    own.set(key, value);
    name += " " + key + " " + std::to_string(value);
  }
  std::vector<PartOfLaw> parts;
  for (const auto& [law, weight] : row.parts) {
    Arguments asked;
    asked.set("weight", weight);
    name += " " + law;
    parts.push_back({"part" + std::to_string(parts.size()), asked, law_named(law)});
  }
  const std::vector<CompositeLaw> kinds = standard_composites();
  const Outcome<ComposedLaw> made = find_named(kinds, row.kind)->make(parts, own);
  if (!made) throw std::invalid_argument(name + ": " + made.reason());
  return {name, made->law, drawing_of(made->law)};
}

/// By quadrature, or by series of incomplete beta and gamma functions.
inline bool is_dear(std::string_view family) {
  return family.starts_with("noncentral") || family == "rice" || family == "von_mises" ||
         family == "skew_normal";
}

/// One source of each row, and where the law is drawn by blocks or from a table, one by one as well; then
/// laws made of others.
inline std::vector<Source> exact_sources() {
  std::vector<Source> all;
  for (const auto& [family, text] : rows_of_families()) {
    for (const nlohmann::json& row : nlohmann::json::parse(text)) {
      const AnyLaw law = law_in_order(family, row);
      const std::string name = std::string(family.name) + row.dump();
      const bool is_fast = family.drawing.by_blocks || !law.tables().empty();
      all.push_back(
          {name, law, drawing_of(law), is_dear(family.name) ? std::uint64_t{4} : std::uint64_t{1}, is_fast});
      if (is_fast)
        all.push_back({name + " one by one", law, one_by_one([law](Variate& v) { return law.sample(v); })});
    }
  }
  for (const MadeRow& row : made_rows()) all.push_back(source_of(row));
  return all;
}

}  // namespace plim::test
