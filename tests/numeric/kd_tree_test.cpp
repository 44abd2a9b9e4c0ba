#include "plim/numeric/kd_tree.hpp"

#include <algorithm>

#include "plim/random/variate.hpp"
#include "support.hpp"

// Distances and counts against all pairs of points: equal to the last bit, since both are of the coordinates'
// own differences.
namespace plim::kd_tree_test {
namespace {

double distance(const double* a, const double* b, std::size_t d, Norm norm) {
  double largest = 0, squares = 0;
  for (std::size_t t = 0; t < d; ++t) {
    const double gap = std::fabs(a[t] - b[t]);
    largest = std::max(largest, gap);
    squares += gap * gap;
  }
  return norm == Norm::max ? largest : std::sqrt(squares);
}

/// To all points but `self`, ascending.
std::vector<double> distances_from(const double* at, const std::vector<double>& points, std::size_t d,
                                   Norm norm, std::size_t self) {
  std::vector<double> all;
  for (std::size_t j = 0; j < points.size() / d; ++j) {
    if (j != self) all.push_back(distance(at, &points[j * d], d, norm));
  }
  std::sort(all.begin(), all.end());
  return all;
}

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// Random, tied on a lattice, in far clusters, on a line, all equal.
std::vector<std::pair<std::string, std::vector<double>>> samples(std::size_t n, std::size_t d) {
  std::uint64_t drawn = 0;
  const auto unit = [&] { return Variate(Address{{n * 100 + d}}, drawn++).open(); };
  std::vector<std::pair<std::string, std::vector<double>>> all = {
      {"random", {}}, {"lattice", {}}, {"clusters", {}}, {"line", {}}, {"constant", {}}};
  for (std::size_t i = 0; i < n; ++i) {
    const double cluster = 1e6 * std::floor(3 * unit()), along = unit();
    for (std::size_t t = 0; t < d; ++t) {
      all[0].second.push_back(unit() - 0.5);
      all[1].second.push_back(std::floor(4 * unit()));
      all[2].second.push_back(cluster + 1e-3 * unit());
      all[3].second.push_back(t == 0 ? along : 7.0);
      all[4].second.push_back(-2.5);
    }
  }
  return all;
}

void expect_same_as_pairs(const std::string& what, const std::vector<double>& points, std::size_t d) {
  const std::size_t n = points.size() / d;
  KdTree tree;
  tree.build(points, d);
  for (const Norm norm : {Norm::max, Norm::euclid}) {
    for (const std::size_t k : {std::size_t{1}, std::size_t{3}, n / 2, n - 1}) {
      if (k < 1 || k >= n) continue;
      std::vector<double> others(n), queries(n);
      tree.to_others(k, norm, others);
      std::vector<double> moved = points;
      for (double& x : moved) x += 0.25;
      tree.to_points(moved, k, norm, queries);
      for (std::size_t i = 0; i < n; ++i) {
        ASSERT_EQ(others[i], distances_from(&points[i * d], points, d, norm, i)[k - 1])
            << what << ", k = " << k;
        ASSERT_EQ(queries[i], distances_from(&moved[i * d], points, d, norm, nobody)[k - 1]) << what;
      }
    }
  }
  std::vector<std::size_t> inside;
  for (std::size_t i = 0; i < n; i += 7) {
    const double* const at = &points[i * d];
    const std::vector<double> all = distances_from(at, points, d, Norm::max, nobody);
    for (const double radius : {0.0, all[n / 2], all[n / 10], all.back(), 2 * all.back() + 1}) {
      const auto closer = std::lower_bound(all.begin(), all.end(), radius) - all.begin(),
                 as_close = std::upper_bound(all.begin(), all.end(), radius) - all.begin();
      ASSERT_EQ(tree.count({at, d}, radius, false), static_cast<std::size_t>(closer))
          << what << " " << radius;
      ASSERT_EQ(tree.count({at, d}, radius, true), static_cast<std::size_t>(as_close))
          << what << " " << radius;
      tree.within({at, d}, radius, inside);
      ASSERT_EQ(inside.size(), static_cast<std::size_t>(as_close)) << what;
      for (const std::size_t j : inside)
        ASSERT_LE(distance(at, &points[j * d], d, Norm::max), radius) << what;
    }
    if (n < 6) continue;
    std::vector<Neighbour> near(5);
    tree.others_of({at, d}, i, near);
    for (std::size_t k = 0; k < near.size(); ++k) {
      ASSERT_EQ(near[k].first, distances_from(at, points, d, Norm::max, i)[k]) << what;
      ASSERT_EQ(near[k].first, distance(at, &points[near[k].second * d], d, Norm::max)) << what;
      ASSERT_NE(near[k].second, i) << what;
    }
  }
}

TEST(KdTree, AgreesWithAllPairs) {
  for (const std::size_t d : {1, 2, 3, 4, 5, 10}) {
    for (const std::size_t n : {1, 2, 5, 8, 9, 16, 17, 150}) {
      for (const auto& [kind, points] : samples(n, d))
        expect_same_as_pairs(kind + ", n = " + std::to_string(n) + ", d = " + std::to_string(d), points, d);
    }
  }
}

TEST(KdTree, BuildsAgainInTheSameRoom) {
  KdTree tree;
  std::vector<double> out(9);
  for (const std::size_t n : {200, 3, 9}) {
    const std::vector<double> points = samples(n, 2)[0].second;
    tree.build(points, 2);
    ASSERT_EQ(tree.order().size(), n);
    tree.to_points({points.data(), 2}, 1, Norm::euclid, {out.data(), 1});
    EXPECT_EQ(out[0], 0);
  }
}

// In units of 2^-1000 and 2^1000 squares would leave the doubles.
TEST(KdTree, ScalesWithItsPoints) {
  const std::vector<double> points = samples(60, 3)[0].second;
  KdTree tree;
  tree.build(points, 3);
  for (const Norm norm : {Norm::max, Norm::euclid}) {
    std::vector<double> plain(60), other(60);
    tree.to_others(2, norm, plain);
    for (const int power : {-1000, -200, 200, 1000}) {
      std::vector<double> scaled = points;
      for (double& x : scaled) x = std::ldexp(x, power);
      KdTree again;
      again.build(scaled, 3);
      again.to_others(2, norm, other);
      for (std::size_t i = 0; i < plain.size(); ++i) EXPECT_EQ(other[i], std::ldexp(plain[i], power));
      EXPECT_EQ(again.count({scaled.data(), 3}, std::ldexp(0.25, power), false),
                tree.count({points.data(), 3}, 0.25, false));
    }
  }
}

}  // namespace
}  // namespace plim::kd_tree_test
