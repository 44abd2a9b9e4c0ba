#include "reasons.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "data_notes.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/core/suggest.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/study/words.hpp"

namespace plim::cli {
namespace {

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

/// Where the word stands, neither letter nor digit beside it.
std::string::size_type place_of_word(const std::string& words, const std::string& word) {
  const auto is_inside = [&words](std::string::size_type at) {
    return at < words.size() &&
           (std::isalnum(static_cast<unsigned char>(words[at])) != 0 || words[at] == '_');
  };
  for (auto at = words.find(word); at != std::string::npos; at = words.find(word, at + 1)) {
    if (!(at > 0 && is_inside(at - 1)) && !is_inside(at + word.size())) return at;
  }
  return std::string::npos;
}

/// What says why one data set has no estimate, or an infinite one.
class Reasons {
 public:
  Reasons(const DataQuestion& question, const Catalogue& catalogue, const DataPopulation& data)
      : question_(question),
        catalogue_(catalogue),
        data_(data),
        rows_(!data.points().empty()  ? data.points()
              : !data.reals().empty() ? data.reals()
                                      : data.values()),
        stride_(std::max<std::size_t>(data.coordinates().size(), 1)),
        family_(find_named(catalogue.families(), split_outside(question.family, ',').front())) {}

  std::string of(const SampleEstimate& e) const {
    switch (e.status) {
      case Status::invalid: return of_invalid();
      case Status::unbounded:
      case Status::at_infinity: return of_no_maximum();
      case Status::empty: return of_empty(e);
      case Status::infinite: return of_infinite(e);
      case Status::undefined: return of_undefined(e);
      default: return data_.readable() + ": the estimator failed";
    }
  }

 private:
  std::string of_empty(const SampleEstimate& e) const {
    return data_.readable() + ": " +
           (data_.n() == 0
                ? "there is no observation"
                : std::to_string(data_.n()) + " observations are fewer than " + e.estimator + " needs");
  }

  /// NAME:LINE of the first row with that value, or NAME.
  std::string place_of(double x) const {
    const bool listed = data_.lines().size() * stride_ == rows_.size();
    const std::size_t row = first_of(x, listed ? rows_ : data_.values()) / stride_;
    return data_.readable() + (row < data_.lines().size() ? ":" + std::to_string(data_.lines()[row]) : "");
  }

  static std::size_t first_of(double x, std::span<const double> all) {
    return static_cast<std::size_t>(std::find(all.begin(), all.end(), x) - all.begin());
  }

  /// The value, of points with its column.
  std::string in_column(double x) const {
    const std::span<const std::string> columns = data_.coordinates();
    return round_trip(x) +
           (columns.empty() ? "" : " in column " + printable(columns[first_of(x, rows_) % stride_]));
  }

  /// The one row of data that have no other.
  std::string only_row() const {
    std::string row;
    for (const double x : rows_) row += (row.empty() ? ": " : ", ") + round_trip(x);
    return row;
  }

  /// The observation that is largest by `less`.
  template <class Less>
  double extreme(Less less) const {
    return *std::max_element(rows_.begin(), rows_.end(), less);
  }
  double largest_size() const {
    return extreme([](double a, double b) { return std::fabs(a) < std::fabs(b); });
  }

  std::string of_extremes() const {
    if (rows_.empty()) return "";
    const double least = extreme(std::greater<>()), most = extreme(std::less<>());
    const auto line = [this](double x) {
      const std::string place = place_of(x).substr(data_.readable().size());
      return round_trip(x) + (place.empty() ? "" : " in line " + place.substr(1));
    };
    return "; the values go from " + line(least) + " to " + line(most);
  }

  /// The carrier of the family with what is known of the parameters in it.
  std::string words_of_carrier() const {
    std::string words(family_->family.carrier);
    for (const Parameter& p : family_->parameters) {
      std::string known = known_by_prior(question_, p.name);
      if (known.empty() && p.name == "N") known = std::to_string(data_.counts().size());
      const std::string::size_type at = place_of_word(words, p.name);
      if (!known.empty() && at != std::string::npos) words.replace(at, p.name.size(), known);
    }
    return words;
  }

  /// The first value that lies outside of the law, else what the values do to it.
  std::string of_invalid() const {
    if (stride_ > 1 && !question_.family.empty()) return of_invalid_points();
    if (rows_.empty() || family_ == nullptr) return of_invalid_sums();
    const std::string words = words_of_carrier();
    if (words.empty()) return of_invalid_sums();
    const auto outside = [&](double x) {
      return place_of(x) + ": " + round_trip(x) + " is not a value of " + family_->name + ", which is on " +
             words;
    };
    const Carrier carrier = carrier_of(words);
    const auto bad = std::find_if(rows_.begin(), rows_.end(), [&](double x) { return !carrier.holds(x); });
    if (bad != rows_.end()) return outside(*bad);
    if (!data_.outside().empty()) return outside(*parse_number(data_.outside()));
    const auto end = std::find_if(rows_.begin(), rows_.end(),
                                  [&](double x) { return x == carrier.lower || x == carrier.upper; });
    if (end == rows_.end()) return of_invalid_sums();
    const double other = *end == carrier.lower ? carrier.upper : carrier.lower;
    const bool known = words != family_->family.carrier;
    if (known && std::find(rows_.begin(), rows_.end(), other) != rows_.end())
      return data_.readable() + ": both ends of " + words + " are observed, which no " + family_->name +
             " law gives";
    return place_of(*end) + ": " + round_trip(*end) + " is an end of " + words + ", where some " +
           family_->name + " laws have an infinite density";
  }

  /// Of points, the first of which that is none of the model is not known here.
  std::string of_invalid_points() const {
    const PopulationEntry* law = catalogue_.find_law(model_name());
    return data_.readable() + ": a row is no point of " + model_name() +
           (law == nullptr || law->carrier.empty() ? "" : ", which is on " + law->carrier);
  }

  std::string model_name() const { return split_outside(question_.family, ',').front(); }

  std::string of_invalid_sums() const {
    if (rows_.empty())
      return data_.readable() + ": there are " + std::to_string(data_.observed_classes()) +
             " classes, more than the estimator was told";
    const double largest = largest_size();
    return place_of(largest) + ": " + in_column(largest) +
           " is too large: sums over the values are no finite numbers";
  }

  std::string of_no_maximum() const {
    const std::string likelihood = ": the likelihood of " + model_name() + " has no maximum",
                      needs = family_ == nullptr || family_->family.maximum.empty()
                                  ? ""
                                  : "; it needs " + std::string(family_->family.maximum);
    if (!rows_.empty() && extreme(std::less<>()) == rows_.front() &&
        extreme(std::greater<>()) == rows_.front())
      return place_of(rows_.front()) + likelihood + ": all values are equal, " + round_trip(rows_.front()) +
             needs;
    return data_.readable() + likelihood + " at finite parameters" + needs + moments() + of_extremes();
  }

  /// Mean and variance, of whose relation a likelihood may want something.
  std::string moments() const {
    double n = 0, mean = 0, squares = 0;
    const auto add = [&](double x, double times) {
      if (times == 0) return;
      n += times;
      const double gap = x - mean;
      mean += gap * (times / n);
      squares += times * gap * (x - mean);
    };
    for (const double x : data_.reals()) add(x, 1);
    for (std::size_t k = 0; data_.reals().empty() && k < data_.values().size(); ++k)
      add(data_.values()[k], static_cast<double>(data_.value_counts()[k]));
    return n > 0 ? fmt::format("; their mean is {:.6g} and their variance (divisor n) {:.6g}", mean,
                               squares / n)
                 : "";
  }

  std::string of_infinite(const SampleEstimate& e) const {
    const EstimatorEntry* entry = entry_of(e);
    if (entry != nullptr && entry->of_density)
      return data_.readable() + ": observations are equal, as draws from a density are not; " + entry->name +
             " is infinite then";
    if (data_.m()) return of_lacking_class();
    if (family_ != nullptr && !question_.priors.empty())
      return data_.readable() + ": the posterior law has no finite one";
    return data_.readable() + ": the number is beyond doubles" + of_extremes();
  }

  std::string of_lacking_class() const {
    const Words names = class_names(data_);
    for (std::size_t k = 0; k < data_.counts().size(); ++k) {
      if (data_.counts()[k] == 0 || data_.second_counts()[k] > 0) continue;
      return data_.readable() + ": it has a class that the other sample lacks" +
             (k < names.size() ? ": " + printable(in_quotes(names[k])) : "") + ", " +
             std::to_string(data_.counts()[k]) + (data_.counts()[k] == 1 ? " time" : " times");
    }
    return data_.readable() + ": the other sample lacks a class";
  }

  std::string of_undefined(const SampleEstimate& e) const {
    const EstimatorEntry* entry = entry_of(e);
    if (entry != nullptr && data_.n() < entry->least) {
      const std::string only = rows_.size() == stride_ ? only_row() : "";
      return (only.empty() ? data_.readable() : place_of(rows_.front())) + ": " + entry->name + " needs " +
             std::to_string(entry->least) + " observations, and there is " + std::to_string(data_.n()) + only;
    }
    if (question_.joint) return data_.readable() + ": what is given was never observed";
    const std::string why =
        entry == nullptr || entry->undefined.empty() ? "the number does not exist" : entry->undefined;
    return data_.readable() + ": " + why + of_extremes();
  }

  const EstimatorEntry* entry_of(const SampleEstimate& e) const {
    const std::string name = e.estimator.substr(0, e.estimator.find('(')),
                      estimand = e.estimand.substr(0, e.estimand.find('(')),
                      family = family_ == nullptr ? "" : family_->name;
    for (const EstimatorEntry& entry : catalogue_.estimators()) {
      if (entry.name == name && entry.likelihood == family &&
          std::find(entry.estimands.begin(), entry.estimands.end(), estimand) != entry.estimands.end())
        return &entry;
    }
    return nullptr;
  }

  const DataQuestion& question_;
  const Catalogue& catalogue_;
  const DataPopulation& data_;
  std::span<const double> rows_;  // the observations in the order of the file, or the values of a table
  std::size_t stride_;            // numbers of a row
  const FamilyEntry* family_;
};

}  // namespace

void give_reasons(std::vector<SampleEstimate>& estimates, const DataQuestion& question,
                  const Catalogue& catalogue, const DataPopulation& data) {
  const Reasons reasons(question, catalogue, data);
  for (SampleEstimate& e : estimates) {
    if (!is_success(e.status)) e.reason = reasons.of(e);
  }
}

}  // namespace plim::cli
