#include "plim/populations/markov_population.hpp"

#include <algorithm>

#include "engine/fixtures.hpp"
#include "markov_cases.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/views/counts.hpp"

namespace plim::markov_population_test {
namespace {

using Made = Outcome<std::shared_ptr<const Population>>;

Made by_matrix(const NumberRows& rows, const std::vector<double>& start = {}) {
  Arguments a;
  a.set("matrix", Value{rows});
  if (!start.empty()) a.set("start", Value{start});
  return Markov::make(a);
}

Made fitted(const std::filesystem::path& path, std::int64_t order,
            const std::vector<std::string>& groups = {}) {
  Arguments a;
  a.set("fit.path", Value{path.string()});
  a.set("fit.order", Value{order});
  if (!groups.empty()) a.set("fit.groups", Value{groups});
  return Markov::make(a);
}

// First symbols and steps of 2000 paths of 50, against the law: |z| above 5.73 has the chance 1e-8 each.
void check_steps(const Population& population, const NumberRows& P, const std::vector<double>& start) {
  const std::size_t K = P.size();
  std::vector<double> first(K), expected_first(K), steps(K * K), expected(K * K), from(K);
  for (std::uint64_t r = 0; r < 2000; ++r) {
    const std::vector<std::int32_t> x = test::path_of(population, 50, r);
    ++first[static_cast<std::size_t>(x[0])];
    for (std::size_t i = 1; i < x.size(); ++i) {
      ++steps[static_cast<std::size_t>(x[i - 1]) * K + static_cast<std::size_t>(x[i])];
      ++from[static_cast<std::size_t>(x[i - 1])];
    }
  }
  for (std::size_t a = 0; a < K; ++a) {
    expected_first[a] = 2000 * start[a];
    std::vector<double> row(steps.begin() + static_cast<std::ptrdiff_t>(a * K),
                            steps.begin() + static_cast<std::ptrdiff_t>((a + 1) * K)),
        wanted(K);
    for (std::size_t b = 0; b < K; ++b) {
      wanted[b] = from[a] * P[a][b];
      if (P[a][b] == 0) {
        EXPECT_EQ(row[b], 0);
      }
    }
    EXPECT_LT(std::fabs(test::chi_square_z(row, wanted)), test::z_limit) << population.readable();
  }
  EXPECT_LT(std::fabs(test::chi_square_z(first, expected_first)), test::z_limit) << population.readable();
}

TEST(MarkovPopulations, PathsHaveTheLawOfTheMatrix) {
  for (const char* name : {"sticky", "turning", "three", "started", "periodic"}) {
    const auto& chain = test::markov_chains().at("chains").at(name);
    const auto given =
        chain.contains("start") ? chain.at("start").get<std::vector<double>>() : std::vector<double>{};
    const Made made = by_matrix(test::matrix_of(chain), given);
    ASSERT_TRUE(made) << made.reason();
    check_steps(**made, test::matrix_of(chain),
                given.empty() ? chain.at("stationary").get<std::vector<double>>() : given);
  }
}

// A planted mutant: paths of a chain that changes 1 in 20 steps more than the law says.
TEST(MarkovPopulations, TheTestOfStepsFindsAMutant) {
  const auto made = by_matrix({{0.85, 0.15}, {0.2, 0.8}});
  std::vector<double> row(2), wanted(2);
  for (std::uint64_t r = 0; r < 2000; ++r) {
    const std::vector<std::int32_t> x = test::path_of(**made, 50, r);
    for (std::size_t i = 1; i < x.size(); ++i) row[static_cast<std::size_t>(x[i])] += x[i - 1] == 0 ? 1 : 0;
  }
  for (std::size_t b = 0; b < 2; ++b) wanted[b] = (row[0] + row[1]) * (b == 0 ? 0.9 : 0.1);
  EXPECT_GT(std::fabs(test::chi_square_z(row, wanted)), test::z_limit);
}

TEST(MarkovPopulations, APathDoesNotDependOnHowItGrows) {
  const auto population = *by_matrix({{0.5, 0.3, 0.2}, {0.1, 0.2, 0.7}, {0.4, 0.0, 0.6}});
  const std::vector<std::int32_t> whole = test::path_of(*population, 5000, 3);
  const std::vector<ViewId> wanted = {view_id<Counts>()};
  const auto counts = population->source(RouteKind::draws, wanted, 5000, 3);
  counts->start({{77}, 1, 0}, 3);
  for (const std::int64_t n : {1, 7, 128, 129, 4999, 5000}) {
    counts->grow(n, 0);
    const auto one = static_cast<const Counts*>(counts->view(wanted[0]))->one(2);  // replicate 3
    for (std::int32_t k = 0; k < 3; ++k)
      EXPECT_EQ(one[static_cast<std::size_t>(k)], std::count(whole.begin(), whole.begin() + n, k)) << n;
  }
  std::vector<double> streamed(5000);
  const auto stream = population->stream({{77}, 3, 0});
  stream->next(std::span(streamed).first(100));
  stream->next(std::span(streamed).subspan(100));
  EXPECT_TRUE(std::equal(whole.begin(), whole.end(), streamed.begin()));
}

// The stream is part of every result: no instruction set and no later version may change it. Expected: the
// path by the generator and inversion of tests/data/markov_chains.py.
TEST(MarkovPopulations, ThePathOfAnAddressIsPinned) {
  const test::IsaGuard guard;
  const auto& chain = test::markov_chains().at("chains").at("three");
  const auto population = *by_matrix(test::matrix_of(chain));
  const std::string wanted = chain.at("path").at("symbols");
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    std::string path;
    for (const std::int32_t x : test::path_of(*population, static_cast<std::int64_t>(wanted.size()), 5))
      path += static_cast<char>('0' + x);
    EXPECT_EQ(path, wanted);
  }
}

TEST(MarkovPopulations, AFittedChainHasTheBlocksOfItsTextAsARing) {
  const auto& fit = test::markov_chains().at("fitted");
  const test::TemporaryFile text("ring.txt", fit.at("text").get<std::string>());
  const Made made = fitted(text.path(), 2);
  ASSERT_TRUE(made) << made.reason();
  const Population& population = **made;
  EXPECT_NEAR(*population.truth("entropy", 0), fit.at("entropy").get<double>(), 1e-14);
  EXPECT_NEAR(*population.truth("entropy_rate", 0), fit.at("entropy_rate").get<double>(), 1e-14);
  for (std::size_t k = 1; k <= 4; ++k)
    EXPECT_NEAR(*population.truth("block_entropy", k), fit.at("block_entropy")[k - 1].get<double>(), 1e-14);
  EXPECT_EQ(population.labels()[0], "a");
  EXPECT_NE(population.readable().find("2 symbols, 4 states"), std::string::npos) << population.readable();
  // Blocks of three among 2000 paths of 3: their chances are those of the ring.
  std::map<std::vector<std::int32_t>, double> ring, drawn;
  const std::string x = fit.at("text");
  const auto at = [&x](std::size_t i) { return static_cast<std::int32_t>(x[i % x.size()] - 'a'); };
  for (std::size_t i = 0; i < x.size(); ++i)
    ring[{at(i), at(i + 1), at(i + 2)}] += 2000.0 / static_cast<double>(x.size());
  for (std::uint64_t r = 0; r < 2000; ++r) ++drawn[test::path_of(population, 3, r)];
  std::vector<double> observed, expected;
  for (const auto& [block, times] : ring) {
    expected.push_back(times);
    observed.push_back(drawn[block]);
  }
  EXPECT_EQ(drawn.size(), ring.size());
  EXPECT_LT(std::fabs(test::chi_square_z(observed, expected)), test::z_limit);
}

TEST(MarkovPopulations, GroupsAreSymbols) {
  const test::TemporaryFile text("groups.txt", "abeci");
  const Made made = fitted(text.path(), 1, {"aei"});
  ASSERT_TRUE(made) << made.reason();
  EXPECT_EQ((*made)->labels()[0], "aei");
  EXPECT_EQ((*made)->labels()[1], "other");
  EXPECT_DOUBLE_EQ(*(*made)->truth("p", 0), 0.6);
  EXPECT_EQ(fitted(text.path(), 1, {"ab", "bc"}).reason(), "fit.groups have \"b\" twice");
  EXPECT_NE(fitted(text.path(), 9).reason().find("has 5 symbols"), std::string::npos);
}

TEST(MarkovPopulations, SayWhatIsUnusual) {
  EXPECT_EQ((*by_matrix({{0.5, 0.5}, {0.5, 0.5}}))->readable(), "markov(2 states)");
  EXPECT_EQ((*by_matrix({{0, 1}, {1, 0}}))->readable(), "markov(2 states, period 2)");
  EXPECT_EQ((*by_matrix({{1, 0}, {0.3, 0.7}}))->readable(), "markov(2 states, 1 of them left for good)");
  EXPECT_EQ((*by_matrix({{1}}))->readable(), "markov(1 state)");
}

std::string faults(const std::string& population) {
  std::string all;
  for (const std::string& fault : test::faults_of(
           test::study_text("law = \"markov\"\n" + population, "n = 5",
                            "[estimate.h]\nof = \"entropy_rate\"\non = \"x\"\nwith = [\"ml\"]\n", 4)))
    all += fault + "\n";
  return all;
}

TEST(MarkovPopulations, FaultsAreNamed) {
  const auto says = [](const std::string& population, const std::string& what) {
    EXPECT_NE(faults(population).find(what), std::string::npos) << population << ": " << faults(population);
  };
  says("",
       "needs matrix = [[...], ...], order = 2 with table = [[...], ...], or fit = { path = \"TEXT\", ... }");
  says("matrix = [[0.5, 0.4], [0.5, 0.5]]", "matrix row 1 sums to 0.9, but must sum to 1 within 1e-9");
  says("matrix = [[0.5, 0.5], [1.5, -0.5]]", "matrix row 2 is a list whose entry 1 is 1.5");
  says("matrix = [[nan, 0.5], [0.5, 0.5]]", "matrix row 1 is a list whose entry 1 is nan");
  says("matrix = [[0.5, 0.5]]",
       "matrix row 1 has 2 numbers, but there are 1 rows; a matrix of transitions is square");
  says("matrix = []", "matrix is ");
  says("matrix = [[], []]", "matrix row 1 has 0 numbers");
  says("matrix = [[\"a\"]]", "must be a value or a list");
  says("matrix = [[1, 0], [0, 1]]", "2 closed classes of states, among them {0} and {1}");
  says("matrix = [[1, 0], [0, 1]]\nstates = [\"up\", \"down\"]", "among them {up} and {down}");
  says("matrix = [[1]]\nstates = [\"a\", \"b\"]", "2 names of states, but the matrix has 1 row");
  says("matrix = [[1]]\nstates = [\"a\", \"a\"]", "twice");
  says("matrix = [[1]]\nstart = [0.5, 0.5]", "start has 2 numbers, but the matrix has 1 row");
  says("matrix = [[1]]\nfit = { path = \"t\" }", "has both a matrix and fit");
  says("fit = 3", "fit: must be a table");
  says("fit = { path = \"data/genesis.txt\", ordre = 2 }", "ordre: unknown key (did you mean \"order\"?)");
  says("matrix = [[1]]\ndraw = \"without_replacement\"", "draw");
}

TEST(MarkovPopulations, StudiesReadPathsRelativeToThem) {
  const test::TemporaryFile text("relative.txt", "abab");
  const std::string name = text.path().filename().string();
  EXPECT_EQ(faults("fit.path = \"" + name + "\""), "");
  EXPECT_NE(faults("fit = { path = \"" + name + "\", symbols = \"letters\" }")
                .find("must be one of \"characters\""),
            std::string::npos);
}

}  // namespace
}  // namespace plim::markov_population_test
