#include "density_sample.hpp"

// Mutual information of coordinates, and two samples: identities and bad samples. Values: continuous_test.
namespace plim::neighbours_test {
namespace {

using test::Draws;
using test::estimated;

constexpr double infinity = std::numeric_limits<double>::infinity();

double value_of(const Draws& draws, const std::string& words, const std::string& estimand) {
  const test::Estimated e = estimated(draws, words, estimand);
  EXPECT_EQ(e.refusal, "");
  EXPECT_EQ(e.status, Status::regular) << words;
  return e.cells[0].value;
}

/// Without ties: multiples of irrational numbers.
Draws points(std::size_t n, std::size_t d) {
  Draws draws{{}, {}, d};
  for (std::size_t i = 1; i <= n; ++i) {
    for (std::size_t t = 0; t < d; ++t) {
      const double x = static_cast<double>(i) * std::sqrt(static_cast<double>(2 + t) + 0.1);
      draws.x.push_back(x - std::floor(x));
    }
  }
  return draws;
}

TEST(Neighbours, InformationIsThatOfTheRanks) {
  // Both estimators compare distances across one coordinate alone with each other: a scale of either common
  // to all leaves them. The parts change places.
  const Draws plain = points(50, 2);
  Draws scaled = plain, turned = plain;
  for (double& x : scaled.x) x = 1024 * x;
  for (std::size_t i = 0; i < 50; ++i) std::swap(turned.x[2 * i], turned.x[2 * i + 1]);
  for (const char* name : {"ksg_1", "ksg_2"}) {
    const double information = value_of(plain, name, "mutual_information");
    EXPECT_NEAR(value_of(scaled, name, "mutual_information"), information, 1e-14) << name;
    EXPECT_NEAR(value_of(turned, name, "mutual_information"), information, 1e-14) << name;
  }
}

TEST(Neighbours, TheFirstPartHasAnyCoordinates) {
  Draws plain = points(60, 3), turned = plain;
  for (std::size_t i = 0; i < 60; ++i) {
    turned.x[3 * i] = plain.x[3 * i + 2];
    turned.x[3 * i + 1] = plain.x[3 * i];
    turned.x[3 * i + 2] = plain.x[3 * i + 1];
  }
  for (const std::string name : {"ksg_1", "ksg_2"}) {
    // {0, 1} and {2} are {1, 2} and {0} of the points turned.
    EXPECT_NEAR(value_of(plain, name + "|first=2", "mutual_information"),
                value_of(turned, name + "|first=1", "mutual_information"), 1e-14);
    EXPECT_EQ(estimated(plain, name + "|first=2", "mutual_information").outputs[0].element, 2U);
    EXPECT_NE(estimated(plain, name + "|first=3", "mutual_information").refusal, "");
    EXPECT_NE(estimated(points(9, 1), name, "mutual_information").refusal, "");
  }
}

TEST(Neighbours, PointsThatAreEqualHaveNoInformation) {
  for (const char* name : {"ksg_1", "ksg_2"}) {
    const auto status = [name](const Draws& draws) {
      return estimated(draws, name, "mutual_information").status;
    };
    EXPECT_EQ(status({{}, {}, 2}), Status::empty);
    EXPECT_EQ(status({{1, 2, 3, 4, 5, 6}, {}, 2}), Status::undefined);  // n = k
    EXPECT_EQ(status({{1, 2, 3, 4, 5, 6, 8, 9}, {}, 2}), Status::regular);
    EXPECT_EQ(status({{1, 2, 3, 4, 5, std::nan(""), 8, 9}, {}, 2}), Status::invalid);
    EXPECT_EQ(status({std::vector<double>(40, 1), {}, 2}), Status::undefined);
    // Four equal points are k = 3 others at no distance; equal coordinates are none.
    EXPECT_EQ(status({{1, 1, 1, 1, 1, 1, 1, 1, 5, 6}, {}, 2}), Status::undefined);
    EXPECT_EQ(status({{1, 2, 1, 3, 1, 4, 1, 5, 1, 6}, {}, 2}), Status::regular);
  }
}

TEST(Neighbours, CrossEntropyLessEntropyIsADivergence) {
  const Draws plain = points(40, 2);
  Draws pair = plain;
  for (double x : points(30, 2).x) pair.y.push_back(x * x);
  // Of the same distances: ln m - psi(n) in place of ln m - ln(n - 1).
  const double n = 40, psi_of_n = 3.6763273740348431;  // digamma(40), mpmath
  EXPECT_NEAR(
      value_of(pair, "knn_cross_entropy_max", "cross_entropy") - value_of(plain, "knn_kl_max", "entropy"),
      value_of(pair, "knn_kldiv_max", "kl") + std::log(n - 1) - psi_of_n, 1e-13);
}

TEST(Neighbours, TwoSamplesScaleTogether) {
  Draws pair = points(40, 1);
  for (const double x : pair.x) pair.y.push_back(0.5 + x * x);
  Draws scaled = pair;
  for (std::vector<double>* sample : {&scaled.x, &scaled.y}) {
    for (double& x : *sample) x *= -16;
  }
  for (const char* name : {"knn_kldiv_max", "knn_kldiv_euclid", "gaussian_mle_kl"})
    EXPECT_NEAR(value_of(scaled, name, "kl"), value_of(pair, name, "kl"), 1e-14) << name;
  EXPECT_NEAR(value_of(scaled, "knn_cross_entropy_max", "cross_entropy"),
              value_of(pair, "knn_cross_entropy_max", "cross_entropy") + std::log(16.0), 1e-14);
}

// By mean_p = 1, mean_q = 0, v_p = v_q = 2/3 at n = m = 3: by mean_p and mean_q 3/2, by v_q 1/2 (1 - 5/2)
// 3/2; to second order (1/n + 1/m)^2.
TEST(Neighbours, TheGaussianDivergenceHasItsError) {
  const test::Estimated e = estimated({{0, 1, 2}, {-1, 0, 1}}, "gaussian_mle_kl", "kl", 0.95);
  EXPECT_NEAR(e.cells[0].value, 0.75, 1e-15);
  const double v = 2.0 / 3, of_means = 2.25 * v * 2 / 3,
               of_variances = std::pow(1.5 / 2 * 1.5, 2) * 2 * v * v / 3;
  EXPECT_NEAR(e.cells[0].se, std::sqrt(of_means + of_variances + 4.0 / 9), 1e-14);
}

// By mpmath: the formula of inverse and determinants, and its delta method by numeric derivatives with the
// covariances of normal means and covariances, plus the second order.
TEST(Neighbours, TheGaussianDivergenceOfPoints) {
  const Draws pair = {{1, 2, 0.5, 0, -1, 2, 3, 1, 1, 2, 0.25, -1, -1, 1, 1.5, 0.5, 3, -2},
                      {0, 1, 1, 2, -2, 0, 1.5, 0.5, 3, -1, 4, 2, 3, 1, -1},
                      3};
  const test::Estimated e = estimated(pair, "gaussian_mle_kl", "kl", 0.95);
  EXPECT_NEAR(e.cells[0].value, 0.99526048948532234, 1e-13);
  EXPECT_NEAR(e.cells[0].se, 1.15575621959, 1e-11);
  EXPECT_EQ(e.cells[0].lo, 0);
  // In other units of each coordinate, beyond where squares are doubles.
  Draws scaled = pair;
  for (std::vector<double>* sample : {&scaled.x, &scaled.y}) {
    for (std::size_t i = 0; i < sample->size(); ++i)
      (*sample)[i] *= i % 3 == 0 ? 1e-200 : i % 3 == 1 ? -1 : 1e200;
  }
  EXPECT_NEAR(value_of(scaled, "gaussian_mle_kl", "kl"), 0.99526048948532234, 1e-12);
  Draws flat = pair, both;
  for (std::size_t i = 0; i < flat.y.size(); i += 3) flat.y[i + 2] = flat.y[i] + flat.y[i + 1];
  EXPECT_EQ(estimated(flat, "gaussian_mle_kl", "kl").status, Status::infinite);
  both = {flat.y, flat.y, 3};
  EXPECT_EQ(estimated(both, "gaussian_mle_kl", "kl").status, Status::undefined);
  EXPECT_EQ(estimated({{1, 2, 3, 4, 5, 7}, pair.y, 3}, "gaussian_mle_kl", "kl").status, Status::undefined);
}

// What cannot be below 0 has no interval that goes there; an entropy may be anywhere.
TEST(Neighbours, IntervalsAreCutWhereNothingCanBe) {
  Draws pair = points(40, 2);
  pair.y = points(40, 2).x;
  for (double& x : pair.y) x += 1e-3;
  for (const char* name : {"ksg_1", "ksg_2", "knn_kldiv_max", "knn_kldiv_euclid"}) {
    const bool information = name[1] == 's';
    const test::Estimated e = estimated(pair, name, information ? "mutual_information" : "kl", 0.95);
    EXPECT_EQ(e.cells[0].lo, 0) << name;
    EXPECT_GE(e.cells[0].hi, 0) << name;
  }
  for (double& x : pair.x) x *= 1e-3;
  EXPECT_LT(estimated({pair.x, {}, 2}, "knn_kl_max", "entropy", 0.95).cells[0].lo, 0);
}

TEST(Neighbours, BadPairsHaveAStatus) {
  const auto status = [](std::vector<double> x, std::vector<double> y, const std::string& words) {
    return estimated({std::move(x), std::move(y)}, words,
                     words.rfind("knn_cross", 0) == 0 ? "cross_entropy" : "kl");
  };
  for (const std::string name : {"knn_kldiv_max|k=2", "knn_kldiv_euclid|k=2", "knn_cross_entropy_max|k=2"}) {
    EXPECT_EQ(status({}, {1, 2}, name).status, Status::empty) << name;
    EXPECT_EQ(status({1, 2, 4}, {}, name).status, Status::empty) << name;
    EXPECT_EQ(status({1, 2, 4}, {1.5}, name).status, Status::undefined) << name;
    EXPECT_EQ(status({1, 2, 4}, {1.5, 2.5}, name).status, Status::regular) << name;
    EXPECT_EQ(status({1, 2, 4}, {1.5, std::nan("")}, name).status, Status::invalid) << name;
  }
  EXPECT_EQ(status({1, 2}, {3, 4, 5}, "knn_kldiv_max|k=2").status, Status::undefined);
  EXPECT_EQ(status({1, 1, 4}, {3, 4.5, 5}, "knn_kldiv_max|k=1").cells[0].value, infinity);
  EXPECT_EQ(status({1, 2, 4}, {3, 4, 5}, "knn_kldiv_max|k=1").cells[0].value, -infinity);
  EXPECT_EQ(status({1, 1, 4}, {3, 4, 5}, "knn_kldiv_max|k=1").status, Status::undefined);
  EXPECT_EQ(status({1, 1, 4}, {1, 7, 5}, "knn_kldiv_max|k=1").status, Status::undefined);
  EXPECT_EQ(status({1, 2, 4}, {3, 4, 5}, "knn_cross_entropy_max|k=1").status, Status::infinite);
  EXPECT_EQ(status({1}, {3, 4}, "gaussian_mle_kl").status, Status::undefined);
  EXPECT_EQ(status({1, 2}, {4, 4}, "gaussian_mle_kl").status, Status::infinite);
  EXPECT_EQ(status({2, 2}, {4, 4}, "gaussian_mle_kl").status, Status::undefined);
}

}  // namespace
}  // namespace plim::neighbours_test
