#pragma once
#include "entropy_sample.hpp"

namespace plim::test::entropies {

/// A case of entropy_counts.json with the values of entropy_mixtures.json.
struct PublishedCase {
  std::string id;
  std::vector<std::int64_t> counts;
  std::size_t K;
  nlohmann::json values;  // name: [value or null, relative tolerance]

  /// The value of that name is there, and the estimate is it; null is undefined.
  void expect(const std::string& name, double value, Status status) const {
    if (!values.contains(name)) return;
    const nlohmann::json& reference = values[name];
    if (reference[0].is_null()) {
      EXPECT_EQ(status, Status::undefined) << id << " " << name;
      return;
    }
    const double expected = reference[0];
    EXPECT_TRUE(is_success(status)) << id << " " << name;
    EXPECT_NEAR(value, expected, std::max(reference[1].get<double>() * std::fabs(expected), 1e-12))
        << id << " " << name;
  }
};

inline std::vector<PublishedCase> published_cases() {
  const nlohmann::json samples = test::read_json("entropy_counts.json")["cases"],
                       values = test::read_json("entropy_mixtures.json")["cases"];
  std::vector<PublishedCase> cases;
  for (const nlohmann::json& c : values) {
    for (const nlohmann::json& sample : samples) {
      if (sample["id"] == c["id"])
        cases.push_back(
            {c["id"], sample["counts"].get<std::vector<std::int64_t>>(), sample["K"], c["values"]});
    }
  }
  EXPECT_EQ(cases.size(), 24U);
  return cases;
}

/// Counts from pairs of a count and the number of classes that were seen so often.
inline std::vector<std::int64_t> spread_out(const nlohmann::json& counts_and_classes) {
  std::vector<std::int64_t> counts;
  for (const nlohmann::json& pair : counts_and_classes)
    counts.insert(counts.end(), pair[1].get<std::size_t>(), pair[0].get<std::int64_t>());
  return counts;
}

/// The case's alphabet known and an interval wanted.
inline Knowns interval_of(std::size_t K) {
  Knowns knowns = alphabet(K);
  knowns.interval = IntervalRequest{0.95, ""};
  return knowns;
}

/// The same in another order, with a class that was not seen.
inline std::vector<std::int64_t> shuffled(std::vector<std::int64_t> c) {
  std::reverse(c.begin(), c.end());
  c.insert(c.begin() + static_cast<std::ptrdiff_t>(c.size() / 2), 0);
  return c;
}

}  // namespace plim::test::entropies
