#include "fit_test.hpp"

#include <algorithm>
#include <numeric>
#include <ostream>

#include <fmt/format.h>

#include "plim/accumulate/pooled_counts.hpp"
#include "plim/catalogue/catalogue.hpp"
#include "plim/core/number.hpp"
#include "plim/numeric/goodness_of_fit.hpp"
#include "plim/numeric/kolmogorov.hpp"
#include "plim/populations/integer_classes.hpp"

namespace plim::cli {
namespace {

constexpr double test_level = 0.01;

/// Numbers that were observed, ascending, and how often.
struct Observed {
  std::vector<double> values;
  std::vector<std::int64_t> counts;
};

Observed ascending(std::span<const double> values, std::span<const std::int64_t> counts) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  Observed observed;
  for (const std::size_t k : order) {
    if (counts[k] == 0) continue;
    if (observed.values.empty() || observed.values.back() != values[k]) {
      observed.values.push_back(values[k]);
      observed.counts.push_back(0);
    }
    observed.counts.back() += counts[k];
  }
  return observed;
}

/// Tests one law on one set of data.
class FitTester {
 public:
  FitTester(const FamilyWords& law, const DataPopulation& data, bool listed)
      : data_(data), listed_(listed), law_(made(law.family->law(law.arguments), *law.family)) {
    population_ = made(law.family->make(law.arguments), *law.family);
    test_.law = population_->readable();
    test_.n = data.n();
    test_.test = law_.discrete() ? "g" : "kolmogorov";
  }

  FitTest operator()() {
    if (law_.discrete() ? !is_on_integers(*population_) : std::isnan(law_.cdf(0)))
      refuse("has no test of fit");
    if (!data_.values().empty() || data_.n() == 0) {
      observed_ = ascending(data_.values(), data_.value_counts());
    } else {
      take_classes();
    }
    if (test_.n == 0) {
      test_.note = "there is no observation";
    } else if (!law_.discrete()) {
      on_the_line();
    } else {
      on_classes(population_->probabilities().empty() ? by_run() : by_class());
    }
    return std::move(test_);
  }

 private:
  template <class T>
  static T made(const Outcome<T>& outcome, const FamilyEntry& family) {
    if (!outcome) throw Error(ExitCode::usage, "--fits " + family.name + ": " + outcome.reason());
    return *outcome;
  }
  [[noreturn]] void refuse(const std::string& reason) const {
    throw Error(ExitCode::usage, "--fits " + test_.law + ": " + reason);
  }

  /// Classes that are no numbers stand for those of the law in their order.
  void take_classes() {
    const std::size_t listed = population_->probabilities().size(), K = data_.counts().size();
    const bool named = !data_.labels().empty();
    if (!law_.discrete() || (named && listed == 0))
      refuse(data_.not_numbers() + ", but this is a law of numbers");
    if (named && listed != K)
      refuse("has " + std::to_string(listed) + (listed == 1 ? " class" : " classes") + ", the data have " +
             std::to_string(K) +
             "; classes without numbers go by their place (--k adds some that were not seen)");
    std::vector<double> numbers;
    const double first = listed > 0 ? population_->class_number(0) : law_.support().lower;
    for (std::size_t k = 0; k < K; ++k)
      numbers.push_back(k < listed ? population_->class_number(k) : first + static_cast<double>(k));
    observed_ = ascending(numbers, data_.counts());
  }

  /// One observation that the law cannot give refutes it.
  void refute_by(double x) {
    test_.p = 0;
    test_.note = round_trip(x);
    const std::span<const double> rows = data_.reals();
    const auto row = std::find(rows.begin(), rows.end(), x);
    if (listed_ && row != rows.end())
      test_.note += " (observation " + std::to_string(row - rows.begin() + 1) + ")";
    test_.note += " is no value of this law";
  }

  void on_the_line() {
    std::vector<double> cdf;
    for (const double x : observed_.values) cdf.push_back(law_.cdf(x));
    test_.statistic = kolmogorov_distance(cdf, observed_.counts);
    test_.p = kolmogorov_complement(test_.n, test_.statistic);
    const Support support = law_.support();
    const double least = observed_.values.front(), most = observed_.values.back();
    if (least < support.lower || most > support.upper) {
      refute_by(least < support.lower ? least : most);
    } else if (observed_.values.size() < static_cast<std::size_t>(test_.n)) {
      test_.note = "values repeat: the data are rounded, and p is that of data which are not";
    }
  }

  struct Cells {
    std::vector<double> p;
    std::vector<std::int64_t> counts;
  };

  /// The classes of a law that lists them.
  Cells by_class() const {
    IntegerClasses classes = integer_classes(*population_, static_cast<double>(test_.n));
    PooledCounts pooled{std::vector<std::int64_t>(classes.p.size())};
    pooled.add(observed_.values.data(), observed_.counts.data(), observed_.values.size(), classes.first);
    return {std::move(classes.p), std::move(pooled.counts)};
  }

  /// The last integers of the shortest runs with at least that probability each, as far as more than `most`
  /// of them; the last run has no end.
  std::vector<double> run_ends(double share, double most) const {
    std::vector<double> ends;
    for (double below = 0; below + share < 1 && static_cast<double>(ends.size()) <= most;
         below = law_.cdf(ends.back())) {
      const double end = law_.quantile(below + share);
      if (!ends.empty() && (law_.complement(end) < share || !(end > ends.back()))) break;
      ends.push_back(end);
    }
    return ends;
  }

  /// Runs of integers of a law that does not list them, with 20 expected observations or more, at most twice
  /// n^0.4 of them: more would lose power (half the number of Mann and Wald 1942).
  Cells by_run() const {
    constexpr double expected = 20 * (1 + 1e-9);  // rounding must leave no run below 20
    const double n = static_cast<double>(test_.n), most = 2 * std::pow(n, 0.4);
    std::vector<double> ends = run_ends(std::fmin(expected / n, 0.5), most);
    if (static_cast<double>(ends.size()) > most) ends = run_ends(1 / most, most);
    Cells cells;
    double below = 0;
    for (const double end : ends) {
      cells.p.push_back(law_.cdf(end) - below);
      below = law_.cdf(end);
    }
    cells.p.push_back(law_.complement(ends.back()));
    cells.counts.resize(cells.p.size());
    for (std::size_t k = 0; k < observed_.values.size(); ++k) {
      const auto end = std::lower_bound(ends.begin(), ends.end(), observed_.values[k]);
      cells.counts[static_cast<std::size_t>(end - ends.begin())] += observed_.counts[k];
    }
    return cells;
  }

  void on_classes(const Cells& cells) {
    for (const double x : observed_.values) {
      if (law_.log_density(x) > -INFINITY) continue;
      test_.statistic = INFINITY;
      return refute_by(x);
    }
    const GoodnessOfFit fit = goodness_of_fit(cells.counts, cells.p);
    if (fit.df == 0) {
      test_.note = std::isinf(fit.least_draws)
                       ? "the law has only one class"
                       : fmt::format("too few observations: two classes of 20 expected ones each need {:.0f}",
                                     std::ceil(fit.least_draws));
      return;
    }
    test_.statistic = fit.g;
    test_.df = fit.df;
    test_.p = fit.too_far();
    if (fit.rare > 0) test_.note = fmt::format("{} rare classes judged as one", fit.rare);
  }

  const DataPopulation& data_;
  const bool listed_;
  const AnyLaw law_;
  std::shared_ptr<const Population> population_;
  Observed observed_;
  FitTest test_;
};

std::string verdict(const FitTest& test) {
  if (std::isnan(test.p)) return "undecided";
  return test.p < test_level ? "refuted" : "not refuted";
}

}  // namespace

FitTest test_fit(const FamilyWords& law, const DataPopulation& data, bool listed) {
  return FitTester(law, data, listed)();
}

Json fit_json(const FitTest& test) {
  return {{"law", test.law},
          {"test", test.test},
          {"statistic", json_real(test.statistic)},
          {"df", json_real(test.df)},
          {"n", test.n},
          {"p", json_real(test.p)},
          {"level", test_level},
          {"verdict", verdict(test)},
          {"note", test.note}};
}

void print_fit(std::ostream& out, const FitTest& test) {
  out << test.law << ": " << verdict(test) << fmt::format(" at level {}\n", test_level);
  if (!std::isnan(test.p)) {
    out << "  " << (test.test == "g" ? "G" : "D") << fmt::format(" = {:.6g}", test.statistic);
    if (!std::isnan(test.df)) out << fmt::format(" on {:.0f} df", test.df);
    out << fmt::format(", n = {}, p = {:.4g}", test.n, test.p);
    out << (test.test == "g" ? "\n" : " (Kolmogorov)\n");
  }
  if (!test.note.empty()) out << "  " << test.note << "\n";
}

}  // namespace plim::cli
