#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plim/families/support.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/random/address.hpp"
#include "plim/views/factors.hpp"
#include "plim/views/symbol_bytes.hpp"
#include "plim/views/view.hpp"

namespace plim {

/// How a sample's views are made: from the observations one by one, or by an exact shortcut.
enum class RouteKind { draws, counts, statistic };

std::string_view route_name(RouteKind kind) noexcept;

/// How the draws of one sample depend on each other. All of them have the law of the population.
enum class Dependence {
  independent,          // given the law, where it is drawn for every replicate
  without_replacement,  // items of a finite population
  sequence,             // neighbours in the order of drawing may depend
  clusters              // draws of one cluster may depend
};

class ObservationStream;
class MarkovChain;
class SoftmaxLaw;

/// What an analyst may be told of a population: never its law.
struct PublicFacts {
  std::optional<std::size_t> K;               // alphabet size
  std::vector<Factor> factors = {};           // of a joint law
  std::optional<std::size_t> dimension = {};  // d, of points in R^d
  SymbolBytes symbol_bytes = {};              // of symbols of a text
  std::int64_t trained = 0;                   // symbols of a training text beside the sample
  std::span<const double> kinds = {};         // of blocks of 1, 2, ... symbols, where it is known
};

/// The exact value of an estimand (nats) of a law, or nothing; the element counts within a vector parameter.
using FamilyTruth = std::function<std::optional<double>(std::string_view estimand, std::size_t element)>;

/// True if the view V is among the wanted ones.
template <class V>
bool wants(std::span<const ViewId> wanted) {
  return std::find(wanted.begin(), wanted.end(), view_id<V>()) != wanted.end();
}

/// One growing sample in every lane of a group; one thread's. A user's data file is one too (lanes = 1).
class ViewSource {
 public:
  virtual ~ViewSource() = default;
  /// Draws the laws of replicates first.replicate .. + lanes - 1, before their samples begin; of a population
  /// that draws its law.
  virtual void realise(Address first, std::size_t lanes);
  /// Begins the samples of replicates first.replicate .. + lanes - 1.
  virtual void start(Address first, std::size_t lanes) = 0;
  /// Grows every lane's sample to n draws; n ascends; `checkpoint` is the ordinal of the size.
  virtual void grow(std::int64_t n, std::uint32_t checkpoint) = 0;
  /// The view at the present n, or null if this source does not make it.
  virtual const void* view(ViewId id) = 0;
};

/// What one samples from: immutable, shared by threads.
class Population {
 public:
  virtual ~Population() = default;

  /// KIND key=value..., the text that enters the key of every stream drawn from it.
  virtual std::string canonical() const = 0;
  /// The same for people.
  virtual std::string readable() const = 0;
  virtual PublicFacts public_facts() const = 0;
  /// What theory, tests of fit and control variates may assume of a sample.
  virtual Dependence dependence() const = 0;
  /// The family whose parameters fix the law; "" if none.
  virtual std::string_view family() const { return {}; }

  /// The views that the route makes directly (others may be derived from them); empty: no such route.
  virtual std::vector<ViewId> views(RouteKind route) const = 0;
  /// Bytes of buffers that one lane needs to grow to n_max on that route with the `wanted` views.
  virtual std::size_t footprint(RouteKind route, std::span<const ViewId> wanted,
                                std::int64_t n_max) const = 0;
  /// By which method the increment from n_before to n is made, for people ("alias", "block", ...).
  virtual std::string method(RouteKind route, std::int64_t n_before, std::int64_t n) const = 0;
  /// A source of the `wanted` views, all among views(route), for groups of at most `lanes` replicates.
  virtual std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted,
                                             std::int64_t n_max, std::size_t lanes) const = 0;

  /// The observations of one replicate on the draws route, one by one; null if the population has no such
  /// route.
  virtual std::unique_ptr<ObservationStream> stream(const Address& address) const;

  /// The exact value of an estimand (nats), or nothing. `element` counts within a vector parameter.
  virtual std::optional<double> truth(std::string_view estimand, std::size_t element) const = 0;

  /// True if every replicate has a law of its own, drawn from its own stream; then `truth` has nothing to say
  /// and sources offer the view drawn_law, of which oracles make the truth.
  virtual bool draws_law() const { return false; }
  /// The law of one replicate as a population, where it is drawn; else null. `law`: the address of its draw.
  virtual std::shared_ptr<const Population> realised(const Address& law) const;

  /// alpha of the Dirichlet law from which the law of every replicate is drawn: `[K]`; empty if none.
  virtual std::span<const double> concentrations() const { return {}; }

  /// The probabilities of a law on a finite alphabet: `p: [K]`; empty if it has none.
  virtual std::span<const double> probabilities() const { return {}; }
  /// The names of the classes: `[K]`; empty if they have none.
  virtual std::span<const std::string> labels() const { return {}; }
  /// The names of the columns of a population of rows; empty if it is none.
  virtual std::span<const std::string> columns() const { return {}; }
  /// The number that class k stands for; NaN if it stands for none.
  virtual double class_number(std::size_t k) const;
  /// Of how many items the sample is drawn without replacement: the largest n; nothing if it is not.
  virtual std::optional<std::int64_t> finite_size() const { return std::nullopt; }
  /// SHA-256 of the data a population was read from; empty for a law.
  virtual std::string data_sha256() const { return {}; }
  /// Why data are no numbers, beginning with their place; empty if they are, and for a law.
  virtual std::string not_numbers() const { return {}; }
  /// The chain that a sample is the path of; null if it is none.
  virtual const MarkovChain* chain() const { return nullptr; }
  /// The law of the text that trained models are held against; null if the sample has no such text.
  virtual const Population* text_of_test() const { return nullptr; }
  /// The law of points with labels that a sample is of; null if it is none.
  virtual const SoftmaxLaw* softmax() const { return nullptr; }
  /// Standardised cumulants of one draw as a number, as far as they are known.
  virtual Shape shape() const { return {}; }
  /// Where one draw as a number lies; all reals if nothing is known.
  virtual Support support() const;
  /// log density or mass at x (nats); NaN if the population has none on the reals.
  virtual double log_density(double x) const;
  /// The smallest x with P(X <= x) >= p, and P(X > x), of one draw as a number: by the classes of a finite
  /// alphabet, or as the family says; NaN if nothing is known.
  virtual double quantile(double p) const;
  virtual double complement(double x) const;
};

/// True if every order of the same draws is equally likely.
bool is_exchangeable(const Population& population);

/// True if the law is on the classes of the population: as many, and of the same names where both name them.
bool is_on_classes_of(const Population& law, const Population& population);

}  // namespace plim
