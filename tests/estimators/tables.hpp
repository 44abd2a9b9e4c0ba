#pragma once
#include "plim/estimators/entropy/chao_shen.hpp"
#include "plim/estimators/entropy/dirichlet_mean.hpp"
#include "plim/estimators/entropy/plug_in.hpp"
#include "plim/estimators/joint/information.hpp"
#include "plim/estimators/joint/transfer_entropy.hpp"
#include "plim/views/count_tables.hpp"
#include "support.hpp"

namespace plim::test::tables {

struct OfTable {
  Cell cell;
  Status status = Status::regular;
};

/// An entropy estimator as the catalogue binds it.
template <Estimator E>
BindEntropy entropy_by(const Arguments& options = {}) {
  return [options](const Knowns& knowns) -> Outcome<AnyEstimator> {
    const Outcome<E> bound = bind_estimator<E>(knowns, options);
    if (!bound) return Refusal{bound.reason()};
    return erase(*bound, knowns);
  };
}

/// Estimates every lane of a view that the estimator's own view is made from.
inline std::vector<OfTable> run(const AnyEstimator& e, const void* from, std::int64_t n, std::size_t lanes) {
  const auto deriver = e.facts->derivations.at(0)->make(lanes, e.facts->features, e.facts->view.arguments);
  std::vector<Cell> cells(lanes);
  std::vector<Status> status(lanes);
  EXPECT_TRUE(
      e.bound->instantiate()->run(deriver->derive(from), n, {}, {cells.data(), status.data(), 1, lanes}));
  std::vector<OfTable> all;
  for (std::size_t lane = 0; lane < lanes; ++lane) all.push_back({cells[lane], status[lane]});
  return all;
}

/// Rows by columns, factors "a" and "b".
using Table = std::vector<std::vector<std::int64_t>>;

inline Knowns of_table(const std::string& estimand, std::size_t rows, std::size_t columns) {
  Knowns k;
  k.estimand = estimand;
  k.factors = {{"a", std::vector<std::string>(rows)}, {"b", std::vector<std::string>(columns)}};
  k.about = {{0, std::nullopt}};
  k.K = rows * columns;
  (estimand == "conditional_entropy" ? k.given : k.about).push_back({1, std::nullopt});
  return k;
}

inline Arguments by(const std::string& normalisation) {
  Arguments options;
  options.set("by", normalisation);
  return options;
}

inline Outcome<AnyEstimator> bound_information(const BindEntropy& entropy, const Knowns& knowns,
                                               const Arguments& options = {}) {
  const Information kind = knowns.estimand == "conditional_entropy"        ? Information::conditional
                           : knowns.estimand == "variation_of_information" ? Information::variation
                                                                           : Information::mutual;
  return information_by(kind, entropy, knowns, options);
}

inline OfTable estimate(const BindEntropy& entropy, const std::string& estimand, const Table& table,
                        const Arguments& options = {}, bool interval = false) {
  Knowns knowns = of_table(estimand, table.size(), table[0].size());
  if (interval) knowns.interval = IntervalRequest{};
  const Outcome<AnyEstimator> bound = bound_information(entropy, knowns, options);
  if (!bound) {
    ADD_FAILURE() << bound.reason();
    return {};
  }
  std::vector<std::int64_t> cells;
  std::int64_t n = 0;
  for (const auto& row : table) {
    cells.insert(cells.end(), row.begin(), row.end());
    for (const std::int64_t c : row) n += c;
  }
  const Counts counts{n, cells.size(), 1, cells.data()};
  return run(*bound, &counts, n, 1).front();
}

}  // namespace plim::test::tables
