#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plim/numeric/markov_chain.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// What a chain's path is made of, its states without their theory: `steps` of each in descending order of
/// probability.
struct PathLaw {
  struct Step {
    double up_to;  // the sum of probabilities so far
    std::uint32_t next;
  };
  std::vector<Step> start;           // states where a path can begin
  std::vector<std::uint32_t> first;  // [states + 1] in steps
  std::vector<Step> steps;
  std::vector<std::int32_t> symbols;  // [states], the last of each
};

/// Paths of a Markov chain on a finite alphabet, by its matrix of transitions, by its table of rows after the
/// last r symbols, or fitted to a text.
///
/// Route: draws (one word a symbol, by inversion); views counts and the sequence. A chain of order r has
/// blocks of r symbols as its states, the last of which is what a path shows. A fitted one has those of the
/// text, closed to a ring: so that its law is that of the text's blocks, and no state is without a step.
class Markov final : public Population {
 public:
  static constexpr std::string_view name = "markov",
                                    summary = "a Markov chain, by its matrix or table, or fitted to a text";
  static std::vector<Parameter> parameters();
  static Outcome<std::shared_ptr<const Population>> make(const Arguments& a);

  /// What is said of it beside its law.
  struct Facts {
    std::string canonical, readable, data_sha256;
    std::vector<std::string> labels;  // [K], or empty
    std::size_t K = 0;
    SymbolBytes symbol_bytes = {};
  };
  Markov(std::shared_ptr<const MarkovChain> chain, Facts facts);

  std::string canonical() const override { return facts_.canonical; }
  std::string readable() const override { return facts_.readable; }
  PublicFacts public_facts() const override { return {facts_.K, {}, {}, facts_.symbol_bytes, 0, kinds_}; }
  Dependence dependence() const override { return Dependence::sequence; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "inversion"; }
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::unique_ptr<ObservationStream> stream(const Address& address) const override;
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override;
  std::span<const double> probabilities() const override { return p_; }
  std::span<const std::string> labels() const override { return facts_.labels; }
  /// Symbols without names are the integers from 0 on.
  double class_number(std::size_t k) const override;
  std::string data_sha256() const override { return facts_.data_sha256; }
  const MarkovChain* chain() const override { return chain_.get(); }

 private:
  std::shared_ptr<const MarkovChain> chain_;
  Facts facts_;
  std::vector<double> p_;      // [K]
  std::vector<double> kinds_;  // [most_block]: blocks of 1, 2, ... symbols that occur
  PathLaw path_;
};

/// A chain as its parameters say it.
struct ChainOrigin {
  ChainSteps steps;
  std::vector<std::string> states;  // their names, for messages
  Markov::Facts facts;              // `readable` without its end
};

/// By a table of rows of K probabilities, that after the symbols x_1 .. x_r being row x_1 K^(r-1) + ... + x_r
/// (from 0 on); a row of zeros says that those symbols never follow each other.
Outcome<ChainOrigin> chain_by_table(const Arguments& a);

/// The names and the start of a chain that is written out: none, or as many names as symbols and as many
/// numbers as rows; or what is wrong with them. `what`: the key of the rows.
std::string take_names_and_start(const Arguments& a, const std::string& what, std::size_t rows,
                                 ChainOrigin& origin);

/// By the matrix, the table, or fitted to the text. Throws Error(no_input) or Error(data) as readers of texts
/// do.
Outcome<ChainOrigin> chain_origin(const Arguments& a);

}  // namespace plim
