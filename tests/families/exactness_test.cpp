#include <cstdio>

#include "exact_mutants.hpp"

// The procedures T1 to T6 over the whole catalogue.
namespace plim::exactness_test {
namespace {

using namespace test;

std::uint64_t draws_of(const Procedure& procedure) {
  return static_cast<std::uint64_t>(exactness() * static_cast<double>(procedure.draws));
}

/// Every source held against its law by one procedure.
void hold(const Procedure& procedure, const std::vector<Source>& sources, double least_compared = 50) {
  std::uint64_t key = 0;
  double compared = 0;
  for (const Source& source : sources) {
    const std::uint64_t dear = procedure.find == uniforms ? source.dear : 1;
    const Verdict verdict = verdict_of(procedure, source, draws_of(procedure) / dear, ++key);
    compared += static_cast<double>(verdict.comparisons.size());
    EXPECT_EQ(verdict.refutation, "");
  }
  EXPECT_GE(compared, least_compared);
  EXPECT_LT(compared, most_of_one);
}

void hold(const Procedure& procedure) { hold(procedure, exact_sources()); }

std::vector<Source> sources_of(const std::vector<std::string>& names) {
  std::vector<Source> some;
  for (const Source& source : exact_sources()) {
    if (std::count(names.begin(), names.end(), source.name) > 0) some.push_back(source);
  }
  return some;
}

TEST(Exactness, T1_DistanceOfDistributionFunctions) { hold(t1); }
TEST(Exactness, T2_UniformsOfContinuousLaws) { hold(t2); }
TEST(Exactness, T3_LikelihoodRatioOfDiscreteLaws) { hold(t3); }
TEST(Exactness, T4_CountsInTheTails) { hold(t4); }
TEST(Exactness, T5_MeansAndVariances) { hold(t5); }
TEST(Exactness, T3_ClassesAtVolume) {
  hold(t3_at_volume, sources_of({"categorical[[0.9,0.06,0.04]]", "bernoulli[0.3]"}), 2);
}
TEST(Exactness, T4_TailsAtVolume) { hold(t4_at_volume, sources_of({"normal[0,1]", "exponential[1]"}), 8); }
TEST(Exactness, T6_LatticesTiesAndLastDigits) { hold(t6); }

// A family without rows does not compile; a kind of law made of others without one is found here.
TEST(Exactness, EveryKindOfMadeLawHasItsRows) {
  const std::vector<MadeRow> rows = made_rows();
  for (const CompositeLaw& kind : standard_composites())
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const MadeRow& row) {
      return row.kind == kind.name;
    })) << kind.name;
}

// T9: every family drawn by way of another, or another by way of it.
void hold_relations(const std::vector<Relation>& relations) {
  std::uint64_t key = 9000;
  for (const Relation& relation : relations) {
    const Source source = source_of(relation);
    ++key;
    for (const Procedure& procedure : {t1, source.law.discrete() ? t3 : t2, t5}) {
      EXPECT_EQ(verdict_of(procedure, source, draws_of(procedure), key).refutation, "");
    }
  }
}

TEST(Relations, T9_OfIntegers) { hold_relations(relations_of_integers()); }
TEST(Relations, T9_N4_N5_OfNumbers) { hold_relations(relations_of_numbers()); }

TEST(Relations, T9_NameEveryFamily) {
  std::set<std::string> named;
  for (const auto& relations : {relations_of_integers(), relations_of_numbers()}) {
    for (const Relation& relation : relations) {
      named.insert(relation.law.substr(0, relation.law.find('[')));
      for (const std::string& part : relation.from) named.insert(part.substr(0, part.find('[')));
    }
  }
  for (const RowsOfFamily& of : rows_of_families())
    EXPECT_EQ(named.count(std::string(of.family.name)), 1U) << of.family.name;
}

TEST(Relations, T9_WrongOnesAreCaught) {
  const Relation wrong[] = {
      {"binomial[40, 0.3]", {"binomial[40, 0.72]"}, of_one([](double k) { return 40 - k; })},
      {"cauchy[0, 1]", {"normal[0, 1]", "normal[0, 1.4]"}, of_two([](double a, double b) { return a / b; })},
      {"poisson[12]", {"poisson[7]", "poisson[6]"}, of_two(total)}};
  for (const Relation& relation : wrong)
    EXPECT_NE(verdict_of(t1, source_of(relation), t1.draws, 1).refutation, "");
}

// The power of T1 to T6: every planted defect is refuted by the procedure named with it, in the form that
// every run makes, its second look included.
bool killed(const Procedure& procedure, const Source& source, std::uint64_t key) {
  return !verdict_of(procedure, source, procedure.draws, key).refutation.empty();
}

TEST(Mutants, T1_T2_T3_T4_T5_T6_P1_EveryOneIsKilled) {
  std::vector<OwnMutant> all = own_mutants();
  for (const Mutant& mutant : mutants())
    all.push_back({mutant.what, mutant.killer, source_of(mutant.relation)});
  for (const OwnMutant& mutant : mutants_of_fills()) all.push_back(mutant);
  std::uint64_t key = 500;
  std::size_t count = 0;
  std::set<std::string> used;
  for (const OwnMutant& mutant : all) {
    const bool found = killed(mutant.killer, mutant.source, ++key);
    EXPECT_TRUE(found) << mutant.what << ": " << mutant.source.name << " survives " << mutant.killer.name;
    count += found ? 1 : 0;
    used.insert(std::string(mutant.killer.name).substr(0, 2));
  }
  EXPECT_GE(all.size(), 20U);
  EXPECT_EQ(count, all.size());
  EXPECT_EQ(used, (std::set<std::string>{"T1", "T2", "T3", "T4", "T5", "T6"}));
}

// Far tails and lattices of the whole catalogue, one table: scripts/battery.sh asks for as many draws as
// PLIM_VOLUME says of what is drawn by blocks, a tenth of the others; the suite makes few of some, to see
// that the table is made.
constexpr std::uint64_t few = 1 << 12, most_of_a_lattice = 1 << 24;

std::uint64_t volume() {
  const char* asked = std::getenv("PLIM_VOLUME");
  const double draws = asked == nullptr ? static_cast<double>(few) : std::strtod(asked, nullptr);
  if (!(draws >= few && draws < 0x1p47))
    throw std::invalid_argument("PLIM_VOLUME must be a number from 4096 to 2^47");
  return static_cast<std::uint64_t>(draws);
}

std::uint64_t volume_of(const Source& source) {
  return source.is_fast ? volume() : std::max(few, volume() / 10);
}

/// The least p of a first look at the tails beyond 10^-6 and 10^-8, with what was seen of what was expected.
Comparison first_look(const Source& source, std::uint64_t n, std::uint64_t key) {
  const double size = static_cast<double>(n);
  const BothTails tails = tails_of(source, n, key, {1e-6, 1e-8});
  Comparison least{"", 1};
  for (std::size_t i = 0; i < 2; ++i) {
    for (const Tail& t : {tails.lower[i], tails.upper[i]}) {
      char text[64];
      std::snprintf(text, sizeof text, "%10.0f %9.1f", t.seen, size * t.mass);
      least.name += text;
      least.p = std::fmin(least.p, count_p(t.seen, size * t.mass));
    }
  }
  return least;
}

void write_row(const Source& source, std::uint64_t n, const Comparison& tails, double lattice_p) {
  std::printf("%-64s%12.0f%s%9.1e%9.1e\n", source.name.c_str(), static_cast<double>(n), tails.name.c_str(),
              tails.p, lattice_p);
  std::fflush(stdout);
}

TEST(CatalogueVolume, T4_T6_FarTailsAndLattices) {
  std::uint64_t key = 70000;
  const bool written = std::getenv("PLIM_VOLUME") != nullptr;
  if (written)
    std::printf(
        "%-64s%12s  seen and expected below 1e-6, above 1e-6, below 1e-8, above 1e-8; p of tails, of "
        "lattice\n",
        "law", "draws");
  const std::vector<Source> sources = exact_sources();
  for (std::size_t i = 0; i < sources.size(); i += written ? 1 : 9) {
    const Source& source = sources[i];
    const std::uint64_t n = volume_of(source), m = std::min(n, most_of_a_lattice);
    const Comparison tails = first_look(source, n, ++key);
    const Verdict grid = verdict_of(t6, source, m, key);
    double least = 1;
    for (const Comparison& c : grid.comparisons) least = std::fmin(least, c.p);
    EXPECT_EQ(grid.refutation, "");
    if (!(tails.p >= suite_level / most_comparisons)) {
      EXPECT_GE(first_look(source, 10 * n, key + (std::uint64_t{1} << 32)).p, escalation_level)
          << source.name;
    }
    if (written) write_row(source, n, tails, least);
  }
}

}  // namespace
}  // namespace plim::exactness_test
