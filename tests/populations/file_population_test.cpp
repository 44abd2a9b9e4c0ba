#include "plim/populations/file_population.hpp"

#include "data_reading/data_refusal.hpp"
#include "engine/fixtures.hpp"

namespace plim::file_population_test {
namespace {

using Names = std::vector<std::string>;

class FilePopulation : public ::testing::Test {
 protected:
  std::shared_ptr<const Population> read(const std::string& text, const std::string& column,
                                         const std::string& count = "",
                                         std::optional<bool> header = std::nullopt) {
    const test::TemporaryFile file("t.csv", text);
    FileSource source;
    source.path = file.path();
    source.column = column;
    source.count = count;
    source.format.header = header;
    source.format.of_study = true;
    return read_file_population(source, notes_);
  }
  std::vector<std::string> notes_;
};

TEST_F(FilePopulation, CountsDistinctNumbersAscending) {
  const auto population = read("x,y\n3,a\n-1e2,b\n3,c\n 2.5 ,d\n", "x");
  EXPECT_EQ(population->public_facts().K, 3U);
  EXPECT_EQ(population->class_number(0), -100);
  EXPECT_EQ(population->probabilities()[2], 0.5);
  const auto same = read("n,x\n2,3.0\n1,-100\n0,7\n1,2.5\n", "x", "n");
  EXPECT_EQ(same->data_sha256(), population->data_sha256());
  EXPECT_EQ(read("x\n-0\n0\n", "x")->public_facts().K, 1U);
}

TEST_F(FilePopulation, ReadsNamesOfClasses) {
  const auto population = read("species,n\nwren,36\nrobin,12\n", "species", "n");
  EXPECT_EQ(Names(population->labels().begin(), population->labels().end()), (Names{"robin", "wren"}));
  EXPECT_EQ(population->probabilities()[1], 0.75);
  EXPECT_NE(population->not_numbers().find(":2:1: species is \"wren\""), std::string::npos);
}

TEST_F(FilePopulation, ReadsColumnsAsEstimateDoes) {
  EXPECT_EQ(read("2001,2002\n3,4\n", "2002")->class_number(0), 4);
  EXPECT_EQ(read("5,1\n7,2\n", "#1")->public_facts().K, 2U);
  EXPECT_EQ(read("5,1\n7,2\n", "1", "", true)->public_facts().K, 1U);
  EXPECT_NE(test::data_refusal([&] { read("a,1\nb,2\n", "1"); }).find("or header = \"yes\" if"),
            std::string::npos);
  EXPECT_NE(
      test::data_refusal([&] { read("x\na\nNA\n", "x"); }).find("missing = \"omit\" leaves such rows out"),
      std::string::npos);
  EXPECT_NE(test::data_refusal([&] { read("x,n\na,0\n", "x", "n"); }).find("has no observation"),
            std::string::npos);
  notes_.clear();
  read("# from a tool\nx\n1\n", "x", "", true);
  ASSERT_EQ(notes_.size(), 1U);
  EXPECT_NE(notes_[0].find("1 line with # in front left out"), std::string::npos);
}

}  // namespace
}  // namespace plim::file_population_test
