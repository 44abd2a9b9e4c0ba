#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plim/populations/population.hpp"
#include "plim/random/alias.hpp"

namespace plim {

/// The largest alphabet that is held as a list of probabilities.
inline constexpr std::size_t dense_classes = std::size_t{1} << 20;

/// True if m draws from K classes are made by alias drawing on the counts route, false if by conditional
/// binomials.
bool alias_is_cheaper(std::int64_t m, std::size_t K) noexcept;
/// By which of the two m draws are made on a route.
std::string method_of_symbols(RouteKind route, std::int64_t m, std::size_t K);

/// P(class k | class >= k), the success probabilities of the conditional binomials: `p, conditional: [K]`,
/// which may be one place.
void conditional_probabilities(std::span<const double> p, std::span<double> conditional) noexcept;

/// What makes a law on a finite alphabet.
struct SymbolLaw {
  std::string canonical;               // enters the key
  std::string readable;                // for people
  std::string family = {};             // whose parameters fix it, or ""
  std::vector<double> p;               // [K], sums to 1
  std::vector<std::uint64_t> weights;  // [K] integers proportional to p, or empty
  std::vector<std::string> labels;     // [K], or empty
  std::vector<Factor> factors;         // of a joint law, or empty
  std::vector<double> values;          // [K] reals that the classes stand for, or empty
  std::string data_sha256;             // of the data the law was read from, or empty
  std::string not_numbers;             // why data are no numbers, with the place; or empty
};

/// Draws with replacement from a law on K <= 2^20 classes.
///
/// Routes: draws (alias table, one word a draw; views counts, and reals if the classes have values) and
/// counts (views counts, and valued_counts if they have; each increment by alias drawing while it is at most
/// 16 K, else by conditional binomials in class order: O(K), any n to 2^53).
class SymbolPopulation : public Population {
 public:
  explicit SymbolPopulation(SymbolLaw law, FamilyTruth family_truth = nullptr);

  std::string canonical() const override { return law_.canonical; }
  std::string readable() const override { return law_.readable; }
  PublicFacts public_facts() const override { return {law_.p.size(), law_.factors}; }
  Dependence dependence() const override { return Dependence::independent; }
  std::string_view family() const override { return law_.family; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind route, std::int64_t n_before, std::int64_t n) const override;
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::unique_ptr<ObservationStream> stream(const Address& address) const override;
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override;
  Shape shape() const override;
  Support support() const override;
  std::span<const double> probabilities() const override { return law_.p; }
  std::span<const std::string> labels() const override { return law_.labels; }
  /// Classes without names or values are the integers from 0 on.
  double class_number(std::size_t k) const override;
  std::string data_sha256() const override { return law_.data_sha256; }
  std::string not_numbers() const override { return law_.not_numbers; }

  const SymbolLaw& law() const noexcept { return law_; }
  const AliasTable& alias() const noexcept { return alias_; }
  std::span<const double> conditional() const noexcept { return conditional_; }
  std::span<const double> values() const noexcept { return law_.values; }

 private:
  SymbolLaw law_;
  FamilyTruth family_truth_;
  AliasTable alias_;
  std::vector<double> conditional_;
};

}  // namespace plim
