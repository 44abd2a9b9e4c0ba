#include "data_notes.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/core/suggest.hpp"
#include "plim/study/words.hpp"

namespace plim::cli {
namespace {

std::string family_of(const DataQuestion& question) { return split_outside(question.family, ',').front(); }

/// True if the outputs of an estimate are one for each class.
bool is_by_class(const SampleEstimate& e, const Words& names) {
  return !names.empty() && e.keys.size() == names.size() && e.keys.front() == "p[0]";
}

/// What is estimated of the values themselves: no information, not bounded by the number of classes, about no
/// factors.
bool is_of_numbers(const Estimand& e) {
  return e.truth != nullptr && !e.information && e.most == nullptr &&
         (e.about == ArgumentKind::none || e.about == ArgumentKind::number || e.of_columns);
}

/// True if the estimator of the command line, NAME or NAME(options), takes the observations for numbers or
/// points without a model, whatever it estimates.
bool is_about_numbers(const std::string& words, const Catalogue& catalogue) {
  const std::string name = words.substr(0, words.find('('));
  const auto& all = catalogue.estimators();
  const auto named = [&name](const EstimatorEntry& e) {
    return e.name == name && e.likelihood.empty() && !e.oracle && !e.needs_smoothing && !e.of_columns;
  };
  return std::any_of(all.begin(), all.end(), named) &&
         std::all_of(all.begin(), all.end(), [&](const EstimatorEntry& e) {
           const std::shared_ptr<const Estimand> first = catalogue.find_estimand(e.estimands.front());
           return !named(e) || e.of_density || (first != nullptr && is_of_numbers(*first));
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
  if (!question.smoothing.empty()) return true;
  return std::none_of(question.estimators.begin(), question.estimators.end(),
                      [&catalogue](const std::string& words) { return is_about_numbers(words, catalogue); });
}

bool counts_classes(const DataQuestion& question, const Catalogue& catalogue) {
  return question.family.empty() &&
         std::any_of(question.estimators.begin(), question.estimators.end(),
                     [&catalogue](const std::string& words) { return !is_about_numbers(words, catalogue); });
}

void print_data_notes(std::ostream& out, const std::vector<SampleEstimate>& estimates,
                      const DataQuestion& question, const Catalogue& catalogue, const DataPopulation& data) {
  if (family_of(question) == "bernoulli" && data.values().empty() && !estimates.empty()) {
    const std::string name = class_of_p(question, data);
    out << "note: p is the probability of "
        << (name.empty() ? "the second class" : printable(in_quotes(name))) << "\n";
  }
  if (family_of(question) != "bernoulli" && is_about_classes(question, catalogue) && !estimates.empty() &&
      has_fractions(data.values())) {
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
