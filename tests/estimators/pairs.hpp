#pragma once
#include "plim/estimators/divergence/plug_in_pair.hpp"
#include "plim/estimators/divergence/zhang_grabchak.hpp"
#include "support.hpp"

namespace plim::test::pairs {

struct OfPair {
  Cell cell;
  Status status = Status::regular;
};

template <class E, class One>
OfPair run(const E& e, const One& one) {
  OfPair result;
  NoWorkspace none;
  e.estimate(one, none, {}, {{&result.cell, 1}, result.status});
  return result;
}

inline std::int64_t sum_of(const std::vector<std::int64_t>& c) {
  std::int64_t sum = 0;
  for (const std::int64_t x : c) sum += x;
  return sum;
}

inline CountsPair pair_of(const std::vector<std::int64_t>& p, const std::vector<std::int64_t>& q) {
  return {sum_of(p), sum_of(q), p.size(), 1, p.data(), q.data()};
}

inline Knowns asked(const std::string& estimand, bool interval = false) {
  Knowns knowns;
  knowns.estimand = estimand;
  if (interval) knowns.interval = IntervalRequest{};
  return knowns;
}

/// Options as given, the others as they are by default.
template <class E>
Arguments options(const std::map<std::string, Value>& given = {}) {
  Arguments all;
  for (const Parameter& p : options_of<E>()) {
    const auto found = given.find(p.name);
    if (found != given.end()) {
      all.set(p.name, *accept(p, found->second));
    } else if (p.fallback) {
      all.set(p.name, *p.fallback);
    }
  }
  return all;
}

template <class E>
OfPair estimate(const std::string& estimand, const CountsPair::One& pair,
                const std::map<std::string, Value>& given = {}, bool interval = false) {
  return run(*bind_estimator<E>(asked(estimand, interval), options<E>(given)), pair);
}

}  // namespace plim::test::pairs
