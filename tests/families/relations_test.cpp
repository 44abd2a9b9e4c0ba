#include "exact_relations.hpp"

// T9: every family drawn by way of another, or another by way of it.
namespace plim::relations_test {
namespace {

using namespace test;

void hold(const std::vector<Relation>& relations) {
  std::uint64_t key = 9000;
  for (const Relation& relation : relations) {
    const Source source = source_of(relation);
    ++key;
    for (const Procedure& procedure : {t1, source.law.discrete() ? t3 : t2, t5}) {
      const auto draws = static_cast<std::uint64_t>(exactness() * static_cast<double>(procedure.draws));
      EXPECT_EQ(verdict_of(procedure, source, draws, key).refutation, "");
    }
  }
}

TEST(Relations, T9_OfIntegers) { hold(relations_of_integers()); }
TEST(Relations, T9_N4_N5_OfNumbers) { hold(relations_of_numbers()); }

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
      {"binomial[40, 0.3]", {"binomial[40, 0.702]"}, of_one([](double k) { return 40 - k; })},
      {"cauchy[0, 1]", {"normal[0, 1]", "normal[0, 1.1]"}, of_two([](double a, double b) { return a / b; })},
      {"poisson[12]", {"poisson[7]", "poisson[5.1]"}, of_two(total)}};
  for (const Relation& relation : wrong)
    EXPECT_NE(verdict_of(t1, source_of(relation), 1 << 17, 1).refutation, "");
}

}  // namespace
}  // namespace plim::relations_test
