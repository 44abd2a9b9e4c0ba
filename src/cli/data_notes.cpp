#include "data_notes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <ostream>
#include <set>

#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/core/suggest.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/study/words.hpp"

namespace plim::cli {
namespace {

std::string family_of(const DataQuestion& question) { return split_outside(question.family, ',').front(); }

/// NAME:LINE of the first row with that value, or NAME.
std::string row_of_value(double x, const DataPopulation& data) {
  const std::span<const double> rows = data.reals(), values = data.values();
  const std::span<const double> listed = data.lines().size() == rows.size() ? rows : values;
  const auto row = static_cast<std::size_t>(std::find(listed.begin(), listed.end(), x) - listed.begin());
  return data.readable() + (row < data.lines().size() ? ":" + std::to_string(data.lines()[row]) : "");
}

/// Where a law lives, as its carrier in words says.
struct Carrier {
  bool integers = false, open_below = false, open_above = false;
  double lower = -std::numeric_limits<double>::infinity(), upper = std::numeric_limits<double>::infinity();

  bool holds(double x) const {
    return (open_below ? x > lower : x >= lower) && (open_above ? x < upper : x <= upper) &&
           (!integers || x == std::floor(x));
  }
};

/// Reads (0, inf), [0, inf) or 0, 1, 2, ... 10.
Carrier carrier_of(const std::string& words) {
  Carrier carrier;
  carrier.integers = words.front() != '(' && words.front() != '[';
  carrier.open_below = words.front() == '(';
  carrier.open_above = words.back() == ')';
  const std::string::size_type bracket = carrier.integers ? 0 : 1, last = words.find_last_of(' ') + 1;
  carrier.lower = parse_number(words.substr(bracket, words.find(',') - bracket)).value_or(carrier.lower);
  carrier.upper = parse_number(words.substr(last, words.size() - bracket - last)).value_or(carrier.upper);
  return carrier;
}

/// The value that --prior PARAMETER=point,value=... knows a parameter by, as it was written; "" if none does.
std::string known_by_prior(const DataQuestion& question, const std::string& parameter) {
  const std::string start = parameter + "=point,value=";
  for (const std::string& prior : question.priors) {
    if (prior.substr(0, start.size()) == start) return prior.substr(start.size());
  }
  return "";
}

/// The carrier of a family where its last word, a parameter, is replaced by what is known of it.
std::string words_of_carrier(const FamilyEntry& family, const DataQuestion& question,
                             const DataPopulation& data) {
  std::string words = family.carrier;
  const std::string::size_type last = words.find_last_of(' ') + 1;
  std::string known = known_by_prior(question, words.substr(last));
  if (known.empty() && words.substr(last) == "N") known = std::to_string(data.counts().size());
  return known.empty() ? words : words.replace(last, std::string::npos, known);
}

/// The first value that lies outside of the law.
std::string reason_of_invalid(const DataQuestion& question, const Catalogue& catalogue,
                              const DataPopulation& data) {
  const FamilyEntry* family = find_named(catalogue.families(), family_of(question));
  if (family == nullptr || family->carrier.empty()) return "";
  const std::string words = words_of_carrier(*family, question, data);
  const auto outside = [&](double x) {
    return row_of_value(x, data) + ": " + round_trip(x) + " is not a value of " + family->name +
           ", which is on " + words;
  };
  if (!data.outside().empty()) return outside(*parse_number(data.outside()));
  const Carrier carrier = carrier_of(words);
  const std::span<const double> rows = data.reals().empty() ? data.values() : data.reals();
  const auto bad = std::find_if(rows.begin(), rows.end(), [&](double x) { return !carrier.holds(x); });
  if (bad != rows.end()) return outside(*bad);
  const auto end = std::find_if(rows.begin(), rows.end(),
                                [&](double x) { return x == carrier.lower || x == carrier.upper; });
  if (end == rows.end() || carrier.integers)
    return data.readable() + ": sums over the values are no finite numbers";
  return row_of_value(*end, data) + ": " + round_trip(*end) + " is an end of the values of " + family->name +
         ", where its density is 0 or infinite for some parameters; a fit needs values " +
         (*end == carrier.lower ? "> " : "< ") + round_trip(*end);
}

std::string reason_of_no_maximum(const DataQuestion& question, const DataPopulation& data) {
  std::set<double> distinct;
  for (std::size_t k = 0; k < data.values().size(); ++k) {
    if (data.value_counts()[k] > 0) distinct.insert(data.values()[k]);
  }
  if (!data.reals().empty()) {
    const auto [least, most] = std::minmax_element(data.reals().begin(), data.reals().end());
    distinct = {*least, *most};
  }
  const std::string none = data.readable() + ": the likelihood of " + family_of(question) + " has no maximum";
  if (distinct.size() != 1) return none + " at finite parameters";
  return none + ": all values are equal, " + round_trip(*distinct.begin());
}

std::string reason_of(const SampleEstimate& e, const DataQuestion& question, const Catalogue& catalogue,
                      const DataPopulation& data) {
  switch (e.status) {
    case Status::invalid: return reason_of_invalid(question, catalogue, data);
    case Status::unbounded:
    case Status::at_infinity: return reason_of_no_maximum(question, data);
    case Status::empty:
      return data.readable() + ": " +
             (data.n() == 0
                  ? "there is no observation"
                  : std::to_string(data.n()) + " observations are fewer than " + e.estimator + " needs");
    case Status::infinite:
      return data.m() ? data.readable() + ": it has a class that the other sample lacks" : "";
    case Status::undefined:
      return question.joint ? data.readable() + ": what is given was never observed" : "";
    default: return "";
  }
}

/// True if the outputs of an estimate are one for each class.
bool is_by_class(const SampleEstimate& e, const Words& names) {
  return !names.empty() && e.keys.size() == names.size() && e.keys.front() == "p[0]";
}

/// What is estimated of the values themselves: no information, not bounded by the number of classes, about no
/// factors.
bool is_of_numbers(const Estimand& e) {
  return e.truth != nullptr && !e.information && e.most == nullptr &&
         (e.about == ArgumentKind::none || e.about == ArgumentKind::number);
}

/// True if the estimator of the command line, NAME or NAME(options), takes the observations for numbers
/// without a model, whatever it estimates.
bool is_about_numbers(const std::string& words, const Catalogue& catalogue) {
  const std::string name = words.substr(0, words.find('('));
  const auto& all = catalogue.estimators();
  const auto named = [&name](const EstimatorEntry& e) {
    return e.name == name && e.likelihood.empty() && !e.oracle;
  };
  return std::any_of(all.begin(), all.end(), named) &&
         std::all_of(all.begin(), all.end(), [&](const EstimatorEntry& e) {
           const std::shared_ptr<const Estimand> first = catalogue.find_estimand(e.estimands.front());
           return !named(e) || (first != nullptr && is_of_numbers(*first));
         });
}

bool has_fractions(std::span<const double> values) {
  return std::any_of(values.begin(), values.end(), [](double x) { return x != std::floor(x); });
}

}  // namespace

Words class_names(const DataPopulation& data) {
  const std::size_t K = data.counts().size();
  Words names(data.labels().begin(), data.labels().end());
  if (names.empty() && data.values().size() <= K) {
    for (const double x : data.values()) names.push_back(round_trip(x));
  }
  if (names.empty()) return names;
  names.resize(K);
  std::size_t unseen = 0;
  for (std::string& name : names) {
    if (name.empty()) name = "unseen " + std::to_string(++unseen);
  }
  return names;
}

void name_probabilities(std::vector<SampleEstimate>& estimates, const DataPopulation& data) {
  const Words names = class_names(data);
  for (SampleEstimate& e : estimates) {
    if (!is_by_class(e, names)) continue;
    e.by_class = true;
    for (std::size_t k = 0; k < names.size(); ++k) e.keys[k] = "p[" + names[k] + "]";
  }
}

void name_coordinates(std::vector<SampleEstimate>& estimates, const DataPopulation& data) {
  const std::span<const std::string> names = data.coordinates();
  if (names.empty()) return;
  for (SampleEstimate& e : estimates) {
    for (std::string& key : e.keys) {
      const std::size_t open = key.find('[');
      if (open == std::string::npos || key.back() != ']') continue;
      std::string places;
      for (const std::string& place : split_outside(key.substr(open + 1, key.size() - open - 2), ','))
        places += (places.empty() ? "" : ",") + names[std::stoul(place)];
      key = key.substr(0, open + 1) + places + "]";
    }
  }
}

std::string class_of_p(const DataQuestion& question, const DataPopulation& data) {
  const bool names = family_of(question) == "bernoulli" && data.values().empty() && data.labels().size() > 1;
  return names ? data.labels()[1] : "";
}

bool is_about_classes(const DataQuestion& question, const Catalogue& catalogue) {
  const std::string family = family_of(question);
  if (!family.empty()) return family == "bernoulli" || family.substr(0, 11) == "categorical";
  return std::none_of(question.estimators.begin(), question.estimators.end(),
                      [&catalogue](const std::string& words) { return is_about_numbers(words, catalogue); });
}

void give_reasons(std::vector<SampleEstimate>& estimates, const DataQuestion& question,
                  const Catalogue& catalogue, const DataPopulation& data) {
  for (SampleEstimate& e : estimates) {
    if (!is_success(e.status)) e.reason = reason_of(e, question, catalogue, data);
  }
}

void print_data_notes(std::ostream& out, const std::vector<SampleEstimate>& estimates,
                      const DataQuestion& question, const Catalogue& catalogue, const DataPopulation& data) {
  if (family_of(question) == "bernoulli" && data.values().empty() && !estimates.empty()) {
    const std::string name = class_of_p(question, data);
    out << "note: p is the probability of "
        << (name.empty() ? "the second class" : printable(in_quotes(name))) << "\n";
  }
  if (family_of(question).empty() && is_about_classes(question, catalogue) && !estimates.empty() &&
      has_fractions(data.reals())) {
    out << "note: " << data.readable() << ": each of the " << data.values().size()
        << " distinct numbers is taken as a class of its own; no density is estimated\n";
  }
  if (family_of(question) == "bernoulli" || family_of(question) == "categorical") {
    const auto beyond = [](const Cell& c) { return c.lo < 0 || c.hi > 1; };
    for (const SampleEstimate& e : estimates) {
      if (std::any_of(e.cells.begin(), e.cells.end(), beyond))
        out << "note: " << e.label << ": an interval reaches beyond 0 or 1, as Wald's may\n";
    }
  }
  Words said;
  for (const SampleEstimate& e : estimates) {
    if (e.reason.empty() || std::find(said.begin(), said.end(), e.reason) != said.end()) continue;
    out << "note: " << e.reason << "\n";
    said.push_back(e.reason);
  }
}

}  // namespace plim::cli
