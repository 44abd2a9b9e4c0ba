#include "plim/populations/clustered_population.hpp"

#include <algorithm>
#include <map>

#include "data_reading/data_refusal.hpp"
#include "engine/fixtures.hpp"
#include "plim/populations/file_population.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"

namespace plim::clustered_population_test {
namespace {

/// Rows 0, 1, 2, ... as classes of their own, in clusters of these sizes.
ClusteredPopulation rows_in(const std::vector<std::size_t>& sizes) {
  SymbolLaw law;
  ClusteredRows rows;
  for (const std::size_t size : sizes) {
    for (std::size_t i = 0; i < size; ++i)
      rows.classes.push_back(static_cast<std::int32_t>(rows.classes.size()));
    rows.ends.push_back(rows.classes.size());
  }
  law.p.assign(rows.classes.size(), 1.0 / static_cast<double>(rows.classes.size()));
  for (const std::int32_t k : rows.classes) law.values.push_back(k);
  law.canonical = law.readable = "rows";
  return {std::move(law), std::move(rows)};
}

using Path = std::vector<std::size_t>;

/// The probabilities of all paths of n rows, from the definition.
std::map<Path, double> paths_of(const std::vector<std::size_t>& sizes, std::size_t n) {
  std::vector<std::size_t> firsts, lasts;
  std::size_t rows = 0;
  for (const std::size_t size : sizes) {
    firsts.push_back(rows);
    lasts.push_back((rows += size) - 1);
  }
  std::map<Path, double> paths;
  for (std::size_t row = 0; row < rows; ++row) paths[{row}] = 1.0 / static_cast<double>(rows);
  for (std::size_t length = 1; length < n; ++length) {
    std::map<Path, double> longer;
    for (const auto& [path, p] : paths) {
      const bool at_end = std::count(lasts.begin(), lasts.end(), path.back()) > 0;
      for (const std::size_t next : at_end ? firsts : Path{path.back() + 1}) {
        Path on = path;
        on.push_back(next);
        longer[on] += at_end ? p / static_cast<double>(sizes.size()) : p;
      }
    }
    paths = std::move(longer);
  }
  return paths;
}

/// |z| of a chi-square of the paths that are drawn from clusters of one list of sizes against those of
/// another.
double path_z(const std::vector<std::size_t>& drawn_from, const std::vector<std::size_t>& sizes,
              std::size_t n) {
  const ClusteredPopulation population = rows_in(drawn_from);
  std::map<Path, double> expected = paths_of(sizes, n), observed;
  constexpr std::uint64_t replicates = 100000;
  std::vector<double> rows(n);
  for (std::uint64_t r = 0; r < replicates; ++r) {
    population.stream({{11}, r, 0})->next(rows);
    ++observed[Path(rows.begin(), rows.end())];
  }
  std::vector<double> o, e;
  for (const auto& [path, p] : expected) {
    o.push_back(observed[path]);
    e.push_back(p * replicates);
  }
  if (observed.size() != expected.size()) return infinity;  // one that cannot be
  return std::fabs(test::chi_square_z(o, e));
}

TEST(ClusteredPopulation, PathsHaveTheLawOfTheDefinition) {
  EXPECT_LT(path_z({1, 2, 3}, {1, 2, 3}, 4), test::z_limit);
  EXPECT_LT(path_z({4, 1}, {4, 1}, 7), test::z_limit);
  EXPECT_LT(path_z({1, 1, 1}, {1, 1, 1}, 3), test::z_limit);  // independent draws
  EXPECT_LT(path_z({3}, {3}, 5), test::z_limit);              // the same three rows in turn
}

TEST(ClusteredPopulation, OtherClustersOfTheSameRowsAreSeen) {
  EXPECT_GT(path_z({2, 1, 3}, {1, 2, 3}, 2), test::z_limit);
}

// What makes the mean of n rows unbiased at every n: in the definition, and so in what was drawn above.
TEST(ClusteredPopulation, EveryRowOfAPathHasTheLawOfAllRows) {
  std::vector<double> last(7);
  for (const auto& [path, p] : paths_of({4, 1, 2}, 6)) last[path.back()] += p;
  for (const double p : last) EXPECT_NEAR(p, 1.0 / 7, 1e-15);
}

TEST(ClusteredPopulation, PathsDoNotDependOnHowTheyAreCut) {
  const ClusteredPopulation population = rows_in({5, 1, 9, 2});
  const ViewId wanted[] = {view_id<Counts>(), view_id<Reals>()};
  const auto source = population.source(RouteKind::draws, wanted, 40, 3);
  source->start({{3}, 7, 0}, 3);
  std::uint32_t checkpoint = 0;
  for (const std::int64_t n : {1, 2, 9, 40}) source->grow(n, checkpoint++);
  const auto& reals = *static_cast<const Reals*>(source->view(view_id<Reals>()));
  const auto& counts = *static_cast<const Counts*>(source->view(view_id<Counts>()));
  for (std::size_t lane = 0; lane < 3; ++lane) {
    std::vector<double> rows(40), tally(17);
    population.stream({{3}, 7 + lane, 0})->next(rows);
    EXPECT_EQ(rows, std::vector<double>(reals.x[lane], reals.x[lane] + 40));
    for (const double row : rows) ++tally[static_cast<std::size_t>(row)];
    for (std::size_t k = 0; k < 17; ++k) EXPECT_EQ(static_cast<double>(counts.one(lane)[k]), tally[k]);
  }
}

class ClustersOfFile : public ::testing::Test {
 protected:
  std::shared_ptr<const Population> read(const std::string& text, FileSource source = {}) {
    const test::TemporaryFile file("clusters", text);
    source.path = file.path();
    if (source.format.fields.empty()) {
      if (source.column.empty()) source.column = "x";
      source.cluster = "doc";
    }
    notes_.clear();
    return read_file_population(source, notes_);
  }
  const ClusteredRows& rows(const Population& population) {
    return dynamic_cast<const ClusteredPopulation&>(population).rows();
  }
  bool is_noted(const std::string& what) const {
    return std::any_of(notes_.begin(), notes_.end(),
                       [&](const std::string& note) { return note.find(what) != std::string::npos; });
  }
  std::vector<std::string> notes_;
};

using Classes = std::vector<std::int32_t>;
using Ends = std::vector<std::size_t>;

TEST_F(ClustersOfFile, RowsOfAClusterNeedNotStandTogether) {
  const auto population = read("doc,x\nb,3\na,1\nb,2\na,3\nc,2\n");
  EXPECT_EQ(rows(*population).classes, (Classes{2, 1, 0, 2, 1}));  // 3 2 | 1 3 | 2
  EXPECT_EQ(rows(*population).ends, (Ends{2, 4, 5}));
  EXPECT_EQ(population->truth("mean", 0), 2.2);
  EXPECT_NE(population->readable().find("5 observations in 3 clusters"), std::string::npos);
  // What clusters are called, and columns beside, is no part of the data; what is in them, and their order,
  // is.
  EXPECT_EQ(read("doc,x,y\n1,3,0\n7,1,0\n1,2,0\n7,3,0\n5,2,0\n")->canonical(), population->canonical());
  EXPECT_NE(read("doc,x\nb,3\na,1\nb,2\na,3\na,2\n")->canonical(), population->canonical());
  EXPECT_NE(read("doc,x\nb,2\na,1\nb,3\na,3\nc,2\n")->canonical(), population->canonical());
}

TEST_F(ClustersOfFile, ValuesMayBeNames) {
  const auto population = read("x,doc\nwren,1\nrobin,2\nwren,2\n");
  EXPECT_EQ(rows(*population).classes, (Classes{1, 0, 1}));
  EXPECT_EQ(population->labels()[0], "robin");
  FileSource success;
  success.success = "robin";
  EXPECT_EQ(rows(*read("x,doc\nwren,1\nrobin,2\nwren,2\n", success)).classes, (Classes{0, 1, 0}));
}

TEST_F(ClustersOfFile, ReadsJsonLines) {
  FileSource source;
  source.format.fields = {"loss"};
  source.cluster = "doc.id";
  const auto population = read(
      "{\"loss\": 0.5, \"doc\": {\"id\": \"a\"}}\n\n{\"doc\": {\"id\": \"b\"}, \"loss\": 2}\n"
      "{\"loss\": 2, \"doc\": {\"id\": \"a\"}}\n",
      source);
  EXPECT_EQ(rows(*population).classes, (Classes{0, 1, 1}));
  EXPECT_EQ(rows(*population).ends, (Ends{2, 3}));
}

TEST_F(ClustersOfFile, RowsWithoutAValueOrAClusterAreLeftOutIfAsked) {
  const std::string text = "doc,x\na,1\n,2\nb,NA\nb,3\na,4\n";
  FileSource omit;
  omit.format.omit_missing = true;
  const auto population = read(text, omit);
  EXPECT_EQ(rows(*population).classes, (Classes{0, 2, 1}));  // 1 4 | 3
  EXPECT_EQ(population->probabilities().size(), 3U);
  EXPECT_TRUE(is_noted("2 rows with a missing value left out"));
  EXPECT_NE(test::data_refusal([&] { read("doc,x\na,1\n,2\n"); }).find(":3:"), std::string::npos);
  EXPECT_NE(test::data_refusal([&] { read("doc,x\na,NA\n,2\n", omit); }).find("no row has both"),
            std::string::npos);
}

TEST_F(ClustersOfFile, SaysWhatIsOdd) {
  read("doc,x\na,1\na,2\n");
  EXPECT_TRUE(is_noted("all rows are of one cluster"));
  EXPECT_NE(test::data_refusal([&] { read("document,x\na,1\n"); }).find("doc"), std::string::npos);
}

}  // namespace
}  // namespace plim::clustered_population_test
