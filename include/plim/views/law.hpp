#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/core/short_list.hpp"
#include "plim/random/variate.hpp"
#include "plim/views/observations.hpp"

namespace plim {

/// The smallest closed interval that holds a law; infinite ends are not taken.
struct Support {
  double lower, upper;
  bool operator==(const Support&) const = default;
};

/// The expected information of one observation about the free parameters, in their order: row-major
/// `matrix: [parameters][parameters]`. Infinite or NaN where a parameter is on the edge of its domain.
struct FisherInformation {
  ShortList<std::string, 3> parameters;
  ShortList<double, 9> matrix;
};

/// A law of any family behind one type. Points are doubles, also of laws on symbols. What the family does not
/// offer or does not have is NaN; its support then is all reals, its information without parameters.
class Law {
 public:
  virtual ~Law() = default;
  virtual bool discrete() const = 0;
  virtual double sample(Variate& v) const = 0;
  virtual double log_density(double x) const = 0;
  /// P(X <= x), P(X > x), and the smallest x with P(X <= x) >= p.
  virtual double cdf(double x) const = 0;
  virtual double complement(double x) const = 0;
  virtual double quantile(double p) const = 0;
  /// The smallest x with P(X > x) <= q.
  virtual double complement_quantile(double q) const = 0;
  virtual double log_cdf(double x) const = 0;
  virtual double log_complement(double x) const = 0;
  virtual double mean() const = 0;
  virtual double variance() const = 0;
  virtual double skewness() const = 0;
  virtual double excess_kurtosis() const = 0;
  /// nats.
  virtual double entropy() const = 0;
  virtual FisherInformation fisher_information() const = 0;
  virtual Support support() const = 0;

  /// Becomes the law of its family with these parameters; false, and it stays what it is, if they are
  /// refused. Takes no memory if the family takes none.
  virtual bool move(const Arguments& parameters) = 0;
  /// The mean log density of a sample (nats); the first that is not finite if there is one.
  virtual double mean_log_density(const Observations::One& sample) const = 0;
  /// Its gradient in the family's parameters, `gradient: [parameters]`; false if the family has none.
  virtual bool mean_score(const Observations::One& sample, std::span<double> gradient) const = 0;
};

/// The parameters of a law that counts the successes among independent trials: the chance of one, and how
/// many trials an observation has.
struct TrialsOfLaw {
  std::string_view chance, number;
};

/// A family as those see it who infer its parameters.
struct LawFamily {
  std::string_view name;
  std::vector<Parameter> parameters;
  bool has_score = false, has_information = false, has_mean = false, has_variance = false;
  Outcome<std::unique_ptr<Law>> (*make)(const Arguments&) = nullptr;
  /// Whether the likelihood of all parameters is bounded but has its supremum at infinity; null: not known.
  bool (*is_supremum_at_infinity)(const Observations::One& sample) = nullptr;
  std::optional<TrialsOfLaw> trials = std::nullopt;  // of a law that counts successes
};

}  // namespace plim
