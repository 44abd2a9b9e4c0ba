#include "plim/estimators/likelihood/normal_mle.hpp"

#include "support.hpp"

namespace plim {
namespace {

struct Estimated {
  Cell cell;
  Status status = Status::regular;
};

Estimated estimated(const std::vector<double>& x, const std::string& estimand) {
  Knowns knowns;
  knowns.estimand = estimand;
  knowns.interval = IntervalRequest{0.95, "wald"};
  const double* row = x.data();
  MeanM2OfReals derive(1);
  const MeanM2& view = derive({static_cast<std::int64_t>(x.size()), 1, &row});
  Estimated e;
  NoWorkspace none;
  NormalMle::bind(knowns, {})->estimate(view.one(0), none, {}, {{&e.cell, 1}, e.status});
  return e;
}

TEST(NormalMle, ReferenceSamples) {
  constexpr double z = 1.9599639845400545;
  const nlohmann::json cases = test::read_json("normal_mle.json")["cases"];
  ASSERT_EQ(cases.size(), 8U);
  for (const nlohmann::json& c : cases) {
    const std::vector<double> x = c["values"];
    for (const std::string name : {"mean", "sd"}) {
      const Estimated e = estimated(x, name);
      EXPECT_EQ(status_names[static_cast<std::size_t>(e.status)], c["status"].get<std::string>()) << c["id"];
      if (c["status"] != "regular") continue;
      const double value = c["mle"][name], se = c["se_expected"][name];
      EXPECT_NEAR(e.cell.value, value, 1e-13 * std::fabs(value) + 1e-15) << c["id"];
      EXPECT_NEAR(e.cell.se, se, 1e-13 * se) << c["id"];
      EXPECT_NEAR(e.cell.lo, value - z * se, 1e-12) << c["id"];
      EXPECT_NEAR(e.cell.hi, value + z * se, 1e-12) << c["id"];
    }
    if (c["status"] == "regular") {
      const double sd = c["mle"]["sd"];
      EXPECT_NEAR(estimated(x, "variance").cell.value, sd * sd, 1e-12 * sd * sd) << c["id"];
    }
  }
}

TEST(NormalMle, HostileSamples) {
  const double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(estimated({}, "mean").status, Status::empty);
  EXPECT_EQ(estimated({1.5}, "mean").status, Status::unbounded);
  EXPECT_EQ(estimated({2, 2, 2}, "sd").status, Status::unbounded);
  EXPECT_EQ(estimated({1, nan, 2}, "mean").status, Status::invalid);
  EXPECT_EQ(estimated({1, inf}, "mean").status, Status::invalid);
  // A mean far above the spread: the second pass keeps the digits.
  const Estimated far = estimated({1e9 + 1, 1e9 + 2, 1e9 + 3}, "variance");
  EXPECT_DOUBLE_EQ(far.cell.value, 2.0 / 3);
}

}  // namespace
}  // namespace plim
