#pragma once
#include "plim/core/parameter.hpp"
#include "plim/estimators/entropy/block_entropy.hpp"
#include "plim/populations/population.hpp"
#include "plim/views/sequence.hpp"
#include "support.hpp"

namespace plim::test {

/// tests/data/markov_chains.json, by the script beside it.
inline const nlohmann::json& markov_chains() {
  static const nlohmann::json all = read_json("markov_chains.json");
  return all;
}

inline NumberRows matrix_of(const nlohmann::json& chain) { return chain.at("matrix").get<NumberRows>(); }

/// "ESTIMAND ESTIMATOR NUMBER", the names of estimates in that file, as the options of the estimator.
struct ChainEstimate {
  std::string estimand, estimator;
  Arguments options;
  explicit ChainEstimate(const std::string& words) {
    const std::size_t first = words.find(' '), second = words.rfind(' ');
    estimand = words.substr(0, first);
    estimator = words.substr(first + 1, second - first - 1);
    const bool history = estimand == "entropy_rate" && estimator != "per_symbol";
    options.set(history ? "history" : "length", Value{std::int64_t{std::stoi(words.substr(second + 1))}});
  }
};

/// The path of one replicate.
inline std::vector<std::int32_t> path_of(const Population& population, std::int64_t n,
                                         std::uint64_t replicate) {
  const std::vector<ViewId> wanted = {view_id<Sequence>()};
  const auto source = population.source(RouteKind::draws, wanted, n, 1);
  source->start({{77}, replicate, 0}, 1);
  source->grow(n, 0);
  const auto x = static_cast<const Sequence*>(source->view(wanted[0]))->one(0).x;
  return {x.begin(), x.end()};
}

}  // namespace plim::test
