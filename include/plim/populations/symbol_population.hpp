#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "plim/core/shared.hpp"
#include "plim/populations/population.hpp"
#include "plim/random/alias.hpp"

namespace plim {

/// The largest alphabet that is held as a list of probabilities.
inline constexpr std::size_t dense_classes = std::size_t{1} << 20;

/// Throws Error(data) if a law has a longer list.
void refuse_many_classes(const Population& law);

/// True if m draws from K classes are made by alias drawing on the counts route, false if by conditional
/// binomials.
bool alias_is_cheaper(std::int64_t m, std::size_t K) noexcept;
/// By which of the two m draws are made on a route.
std::string method_of_symbols(RouteKind route, std::int64_t m, std::size_t K);

/// P(class k | class >= k), the success probabilities of the conditional binomials: `p, conditional: [K]`,
/// which may be one place.
void conditional_probabilities(std::span<const double> p, std::span<double> conditional) noexcept;

/// What is said of a law on a finite alphabet beside its probabilities.
struct SymbolFacts {
  std::string canonical;               // enters the key
  std::string readable;                // for people
  std::string family = {};             // whose parameters fix it, or ""
  FamilyTruth truth = {};              // by those parameters, or none
  std::vector<std::uint64_t> weights;  // [K] integers proportional to p, or empty
  std::vector<std::string> labels;     // [K], or empty
  std::vector<Factor> factors;         // of a joint law, or empty
  std::string data_sha256;             // of the data the law was read from, or empty
  std::string not_numbers;             // why data are no numbers, with the place; or empty
  SymbolBytes symbol_bytes = {};       // of symbols of a text
};

/// What makes a law on a finite alphabet.
struct SymbolLaw : SymbolFacts {
  std::vector<double> p;       // [K], sums to 1
  std::vector<double> values;  // [K] reals that the classes stand for, or empty
};

/// What sampling needs of a law on a finite alphabet.
struct SymbolSampler {
  AliasTable alias;
  std::vector<double> conditional;  // see conditional_probabilities
};

/// Draws with replacement from a law on K <= 2^20 classes.
///
/// Routes: draws (alias table, one word a draw; views counts, the sequence, and reals if the classes have
/// values) and
/// counts (views counts, and valued_counts if they have; each increment by alias drawing while it is at most
/// 16 K, else by conditional binomials in class order: O(K), any n to 2^53).
class SymbolPopulation : public Population {
 public:
  explicit SymbolPopulation(SymbolLaw law);

  std::string canonical() const override { return facts_->canonical; }
  std::string readable() const override { return facts_->readable; }
  PublicFacts public_facts() const override { return {p_.size(), facts_->factors, {}, facts_->symbol_bytes}; }
  Dependence dependence() const override { return Dependence::independent; }
  std::string_view family() const override { return facts_->family; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind route, std::int64_t n_before, std::int64_t n) const override;
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::unique_ptr<ObservationStream> stream(const Address& address) const override;
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override;
  Shape shape() const override;
  Support support() const override;
  std::span<const double> probabilities() const override { return p_; }
  std::span<const std::string> labels() const override { return facts_->labels; }
  /// Classes without names or values are the integers from 0 on.
  double class_number(std::size_t k) const override;
  std::string data_sha256() const override { return facts_->data_sha256; }
  std::string not_numbers() const override { return facts_->not_numbers; }

  /// The law with its texts, but without what its family says of the truth.
  SymbolLaw law() const;
  std::span<const std::uint64_t> weights() const noexcept { return facts_->weights; }
  std::span<const double> values() const noexcept { return values_; }
  /// Made when first asked for: a study may plan many laws and draw from few at a time.
  const SymbolSampler& sampler() const;

 protected:
  /// Of a law whose facts, as far as it has any, another class knows.
  SymbolPopulation(std::vector<double> p, std::vector<double> values, Shared<SymbolFacts> facts);

 private:
  Shared<SymbolFacts> facts_;
  std::vector<double> p_, values_;
  mutable std::unique_ptr<const SymbolSampler> sampler_;
  mutable std::once_flag sampler_made_;
};

}  // namespace plim
