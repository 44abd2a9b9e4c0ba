#include "population_words.hpp"

#include <algorithm>

#include "plim/core/error.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/grammar/parse.hpp"
#include "plim/study/words.hpp"

namespace plim::cli {
namespace {

/// Numbers between commas are a list, with brackets or without.
std::string as_value(const std::string& text) {
  const Words pieces = split_outside(text, ',');
  const auto is_number = [](const std::string& piece) { return parse_number(piece).has_value(); };
  const bool list = pieces.size() > 1 && std::all_of(pieces.begin(), pieces.end(), is_number);
  return list ? "[" + text + "]" : text;
}

}  // namespace

PopulationSpec read_population(const std::string& name, const Words& settings, const Catalogue& catalogue) {
  Node root;
  set_value(root, "population.p.law", in_quotes(name), name);
  for (const std::string& words : settings) {
    const std::size_t equals = words.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Error(ExitCode::usage, "\"" + words + "\" must be KEY=VALUE, as in shape=2");
    set_value(root, "population.p." + words.substr(0, equals), as_value(words.substr(equals + 1)), words);
  }
  Faults faults;
  PopulationSpec spec = parse_population(root.find("population")->table()->front(), catalogue, faults);
  refuse_population_faults(faults);
  return spec;
}

void refuse_population_faults(Faults& faults) { refuse_faults(faults, {"population.p.", "population.p: "}); }

}  // namespace plim::cli
