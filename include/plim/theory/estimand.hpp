#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// How the arguments of an estimand are written: { NAME = about, given = given }.
enum class ArgumentKind {
  none,
  event,       // { FACTOR = "level", ... }
  factors,     // "FACTOR" or ["FACTOR", ...]
  population,  // "POPULATION"
  column,      // "COLUMN" of a population of rows
  number       // a number of the estimand's domain
};

/// If an estimand is of two samples: always, or unless a smoothing makes it one of a fitted model.
enum class Pairs { no, yes, unless_smoothed };

/// What goes beside the estimates of a model on a user's data: a number of the same estimator, or of the
/// prior.
enum class Companion { none, of_estimator, of_prior };

/// What a law says of itself (nats).
class LawSays {
 public:
  virtual ~LawSays() = default;
  /// Of what every law has, whatever the model: `estimand` is one of its functionals.
  virtual std::optional<double> functional(const Estimand& estimand, std::size_t element) const = 0;
  /// Of a parameter of the model, which only a law of the model's family has; without a model of any number
  /// that the law knows by that name.
  virtual std::optional<double> parameter(std::string_view name, std::size_t element) const = 0;
  /// The smallest x with P(X <= x) >= p, and P(X > x), of a law on numbers.
  virtual std::optional<double> quantile(double p) const = 0;
  virtual std::optional<double> complement(double x) const = 0;
};

/// An output of an estimator whose true value is asked: the law `p` (empty if not on a finite alphabet), what
/// the estimator was told, what the law says of itself.
struct TruthQuery {
  const Estimand& estimand;
  std::span<const double> p;
  const Knowns& knowns;
  const Output& output;
  const LawSays& law;
};

/// What can be estimated: an object of the catalogue with all that studies, plans, theory and tables ask of
/// it. What is in no catalogue is a parameter of that name.
struct Estimand {
  const char* name;
  bool information = false;  // a number of nats: a study may choose its unit
  ArgumentKind about = ArgumentKind::none, given = ArgumentKind::none;
  std::size_t terms = 0;         // how many `about` must be; 0: one or more
  bool given_optional = true;    // false: `given` must be there
  bool bare = true;              // the name alone is an estimand too
  const char* example = "";      // of one with arguments
  Domain domain = Domain::real;  // of an argument that is a number
  /// The exact value, or nothing; null: what the law says of a parameter of that name.
  std::optional<double> (*truth)(const TruthQuery& q) = nullptr;
  Pairs pairs = Pairs::no;
  Companion companion = Companion::none;
  int preference = 0;  // where `plim estimate` is not told what to estimate: 1 before 2; 0: never
  bool share = false;  // between 0 and 1
  bool grows_with_entropy = false;  // the entropy or what grows with it alone: their intervals cover alike
  bool of_columns = false;          // its argument may be a column, and `minus` = another of the same rows
  bool exponential = false;         // exp of another: its limits are made on the scale of that, the log
  double least = 0;                 // of an interval on the edge of what can be
  double (*most)(double classes) = nullptr;  // of a law on so many classes; null: it does not depend on them

  bool has_arguments() const noexcept { return about != ArgumentKind::none; }
};

using Estimands = std::vector<std::shared_ptr<const Estimand>>;

/// The truth of an estimand that is a functional of the law: what the law says of it.
std::optional<double> truth_of_functional(const TruthQuery& q);

// Those that others are made of, or that rules of theory speak of (src/theory/estimands).
extern const Estimand entropy_estimand, perplexity_estimand, block_entropy_estimand, entropy_rate_estimand,
    cross_entropy_estimand, cross_perplexity_estimand, kl_estimand, jensen_shannon_estimand,
    probability_estimand, mutual_information_estimand, conditional_entropy_estimand,
    variation_of_information_estimand, normalised_mutual_information_estimand, transfer_entropy_estimand,
    independence_p_value_estimand, mean_estimand, variance_estimand, sd_estimand, covariance_estimand,
    median_estimand, quantile_estimand, tail_probability_estimand, parameters_estimand,
    log_likelihood_estimand, log_evidence_estimand, log_predictive_estimand, score_estimand;

/// The estimands that plim comes with.
std::span<const Estimand* const> standard_estimands();

}  // namespace plim
