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
#include "plim/numeric/shape.hpp"
#include "plim/random/variate.hpp"
#include "plim/views/observations.hpp"

namespace plim {

class IntegerTable;

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

/// What m draws say of a law that a family can draw at once, exactly and in O(1), as two numbers.
enum class Statistic {
  none,
  sum,          // their sum; the second number says nothing
  mean_m2,      // mean and M2 = sum of (x - mean)^2
  log_mean_m2,  // the same of their logarithms
  extremes,     // the least and the largest
  least_log     // the least, and the sum of ln(x / least)
};

struct DrawnStatistic {
  double first, second;
};

/// Numbers that a law drawn by blocks makes of 64 counters.
inline constexpr std::size_t draws_of_block = 128;

/// How a law is drawn and what of many draws it can draw at once.
struct DrawingOfLaw {
  bool by_blocks = false;  // see random/fill.hpp; else a variate for each
  Statistic statistic = Statistic::none;
};

/// The classes 0 .. K-1 of a law on a finite alphabet: `p: [K]`, the numbers they stand for `values: [K]` or
/// none, and integers proportional to p `weights: [K]` or none.
struct ClassesOfLaw {
  std::vector<double> p, values;
  std::vector<std::uint64_t> weights;
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
  /// Standardised cumulants of one draw.
  virtual Shape shape() const = 0;
  /// The exact value of an estimand (nats) that is no parameter, or nothing; `element` within a vector.
  virtual std::optional<double> truth(std::string_view estimand, std::size_t element) const = 0;
  /// How many classes a law on a finite alphabet has, and these; nothing, or no list, of any other law.
  virtual std::optional<std::size_t> class_count() const = 0;
  virtual ClassesOfLaw classes() const = 0;

  /// Draws first, first + 1, ... of a path, `out: [any]`: the i-th has the sub-address i or, by blocks, is
  /// that of its place in its block, or comes from a table of the law (see random/integer_table.hpp).
  virtual void draw(const Address& address, std::uint64_t first, std::span<double> out) const = 0;
  /// The table that they come from, its own or that of the law that it is made of; the first less the second
  /// if there are two; none if there is none. Made when first asked for, here or by a draw.
  virtual std::span<const IntegerTable> tables() const = 0;
  /// Its own table if that lists all its integers that can be drawn; else null.
  virtual const IntegerTable* listing() const = 0;
  /// The statistic of m draws that the family draws at once; NaN if it has none.
  virtual DrawnStatistic statistic(Variate& first, Variate& second, std::int64_t m) const = 0;

  /// Becomes the law that the family makes of these parameters; or it stays what it is, and why. From then on
  /// it has no table: it is drawn from a few times before it changes again.
  virtual std::optional<Refusal> remake(const Arguments& parameters) = 0;
  /// The same for likelihoods, which go wherever the law is defined; false if it is not. Takes no memory if
  /// the family takes none.
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

/// A family behind one type.
struct LawFamily {
  std::string_view name;
  std::vector<Parameter> parameters;
  std::string_view summary = {}, carrier = {}, maximum = {};  // for people, see Family; "" where not said
  std::string_view no_information = {};                       // why there is no Fisher information, or ""
  std::string_view no_likelihood = {};  // why no search finds a maximum of its likelihoods, or ""
  /// Likelihoods are regular though parameters move ends of the support: the density vanishes there.
  bool regular_ends = false;
  /// Parameters that move an end at which it does not: a regular likelihood takes them as known.
  std::vector<std::string> edges = {};
  std::vector<std::string> capabilities = {};  // what it offers beyond density and draws
  bool discrete = false;                       // its laws live on integers
  bool listed = false;                         // its laws are lists of probabilities
  std::size_t integer_classes = 0;             // they live on 0 .. this - 1, whatever the parameters; else 0
  DrawingOfLaw drawing = {};
  bool has_score = false, has_information = false, has_mean = false, has_variance = false;
  Outcome<std::unique_ptr<Law>> (*make)(const Arguments&) = nullptr;
  /// Whether the likelihood of all parameters is bounded but has its supremum at infinity; null: not known.
  bool (*is_supremum_at_infinity)(const Observations::One& sample) = nullptr;
  std::optional<TrialsOfLaw> trials = std::nullopt;  // of a law that counts successes
};

}  // namespace plim
