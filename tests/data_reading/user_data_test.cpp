#include "plim/data/user_data.hpp"

#include <cstdlib>

#include "data_reading/data_refusal.hpp"
#include "plim/core/error.hpp"
#include "plim/populations/data_population.hpp"
#include "support.hpp"

namespace plim::user_data_test {
namespace {

using Doubles = std::vector<double>;
using Integers = std::vector<std::int64_t>;

UserData numbers(std::string_view text) { return read_columns(*open_memory(std::string(text)), {}, "t.csv"); }
UserData text(std::string_view bytes, TextOptions::Symbols symbols, bool letters = false, bool fold = false) {
  return read_text(bytes, {symbols, letters, fold}, "t.txt");
}
UserData counts(std::string_view text) {
  return read_columns(*open_memory(std::string(text)), {true, "", "", {}}, "t.csv");
}

Integers counts_of(UserData data, const ClassLayout& layout) {
  const DataPopulation population(std::move(data), layout, "t.csv");
  return {population.counts().begin(), population.counts().end()};
}

TEST(UserData, NumbersKeepTheirOrder) {
  const UserData data = numbers("x\n3\n-0\n1e-3\n");
  EXPECT_EQ(data.reals, (Doubles{3, 0, 1e-3}));
  EXPECT_FALSE(std::signbit(data.reals[1]));
  EXPECT_EQ(data.n, 3);
}

TEST(UserData, ListsOnOneLineAndOnePerLineAreOneForm) {
  for (const char* text : {"1,2,3", "1 2 3\n", "1\n2\n3", "x\n1\n2\n3\n\n", " 1   2 3  \r\n"}) {
    EXPECT_EQ(numbers(text).reals, (Doubles{1, 2, 3})) << text;
    EXPECT_EQ(counts(text).classes.counts, (Integers{1, 2, 3})) << text;
  }
}

TEST(UserData, TablesOfCountsAddUpRowsOfOneClass) {
  DataFormat format;
  format.sum_duplicates = true;
  const UserData named =
      read_columns(*open_memory("class,count\nb,1\na,2\nb,40\n"), {true, "", "", format}, "t.csv");
  EXPECT_EQ(named.classes.labels, (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(named.classes.counts, (Integers{41, 2}));
  EXPECT_FALSE(named.numbers);
  const UserData valued = counts("0,5\n2.5,1\n");
  EXPECT_TRUE(valued.numbers);
  EXPECT_EQ(valued.values, (Doubles{0, 2.5}));
}

TEST(UserData, OneClassAgainstAllOthersMayBeTheSuccess) {
  UserData names = numbers("x\nyes\nno\nyes\n");
  take_success(names, "no", "t.csv");
  EXPECT_EQ(names.classes.labels, (std::vector<std::string>{"yes", "no"}));
  EXPECT_EQ(names.classes.counts, (Integers{2, 1}));
  EXPECT_EQ(names.order, (std::vector<std::uint32_t>{0, 1, 0}));
  UserData three = counts("a,5\nb,3\nc,2\n");
  take_success(three, "b", "t.csv");
  EXPECT_EQ(three.classes.labels, (std::vector<std::string>{"not b", "b"}));
  EXPECT_EQ(three.classes.counts, (Integers{7, 3}));
  UserData values = numbers("1\n2\n2\n");
  take_success(values, "2", "t.csv");
  EXPECT_EQ(values.classes.counts, (Integers{1, 2}));
  EXPECT_EQ(values.order, (std::vector<std::uint32_t>{0, 1, 1}));
  UserData never = numbers("x\nno\nno\n");
  take_success(never, "yes", "t.csv");
  EXPECT_EQ(never.classes.counts, (Integers{2, 0}));
  EXPECT_EQ(test::data_refusal([] {
              UserData data = counts("a,5\nb,3\n");
              take_success(data, "c", "t.csv");
            }),
            "t.csv: no class is called \"c\"; there are \"a\", \"b\"");
}

TEST(UserData, SymbolsAreInTheOrderOfCodePoints) {
  const UserData data = numbers("letter\nb\nZ\n\xC3\xA9\nb\n");
  EXPECT_EQ(data.classes.labels, (std::vector<std::string>{"Z", "b", "\xC3\xA9"}));
  EXPECT_EQ(data.classes.counts, (Integers{1, 2, 1}));
}

TEST(UserData, SymbolsKeepTheOrderOfTheFile) {
  using Order = std::vector<std::uint32_t>;
  using Symbols = TextOptions::Symbols;
  EXPECT_EQ(numbers("letter\nb\nZ\n\xC3\xA9\nb\n").order, (Order{1, 0, 2, 1}));
  EXPECT_EQ(text("b \xC3\xA9"
                 "B1b",
                 Symbols::characters)
                .order,
            (Order{3, 0, 4, 2, 1, 3}));  // " 1Bb\u00E9"
  EXPECT_EQ(text("b \xC3\x89"
                 "B\xC3\xA9",
                 Symbols::characters, true, true)
                .order,
            (Order{0, 1, 0, 1}));
  EXPECT_EQ(text("so it's, So 7", Symbols::words).order, (Order{2, 1, 0}));
  EXPECT_EQ(text("so it's, So 7", Symbols::words, false, true).order, (Order{1, 0, 1}));
  EXPECT_EQ(text(std::string_view("\xFF\0\xFF", 3), Symbols::bytes).order, (Order{1, 0, 1}));
  EXPECT_TRUE(numbers("2\n1\n").order.empty());
  EXPECT_TRUE(counts("a,2\nb,1\n").order.empty());
}

TEST(UserData, DistinctValuesAreCounted) {
  UserData data = numbers("2\n-1\n2\n");
  count_values(data);
  EXPECT_EQ(data.values, (Doubles{-1, 2}));
  EXPECT_EQ(data.classes.counts, (Integers{1, 2}));
}

TEST(DataPopulation, PadsTheAlphabetOrLeavesOutUnseenClasses) {
  EXPECT_EQ(counts_of(counts("0\n3\n0\n2\n0\n"), {}), (Integers{0, 3, 0, 2, 0}));
  EXPECT_EQ(counts_of(counts("0\n3\n0\n2\n0\n"), {std::nullopt, 7}), (Integers{0, 3, 0, 2, 0, 0, 0}));
  EXPECT_EQ(counts_of(counts("0\n3\n0\n2\n0\n"), {std::nullopt, 3}), (Integers{0, 3, 2}));
  EXPECT_EQ(counts_of(counts("0\n3\n0\n2\n0\n"), {std::nullopt, 2}), (Integers{3, 2}));
  EXPECT_THROW(counts_of(counts("0\n3\n0\n2\n0\n"), {std::nullopt, 1}), Error);
}

TEST(DataPopulation, IntegerClassesAreCountedByTheirValue) {
  EXPECT_EQ(counts_of(numbers("1\n1\n1\n"), {0, 2}), (Integers{0, 3}));
  EXPECT_EQ(counts_of(counts("1,4\n0,2\n"), {0, 2}), (Integers{2, 4}));
  for (const char* text : {"0\n2\n", "0\n0.5\n", "0\n-1\n", "1e300\n"})
    EXPECT_NE(DataPopulation(numbers(text), {0, 2}, "t").outside(), "") << text;
}

TEST(DataPopulation, TablesOfValuesAreSpreadOut) {
  const DataPopulation population(counts("x,count\n0.5,2\n3,1\n"), {}, "t");
  EXPECT_EQ(Doubles(population.reals().begin(), population.reals().end()), (Doubles{0.5, 0.5, 3}));
  const DataPopulation huge(counts("x,count\n0.5,9007199254740991\n3,1\n"), {}, "t");
  EXPECT_TRUE(huge.reals().empty());
  EXPECT_EQ(huge.n(), std::int64_t{1} << 53);
}

/// Any bytes are either a sample or an Error(data): nothing else escapes.
TEST(UserData, AnyBytesGiveASampleOrAMessage) {
  const std::string_view alphabet = "01.,;\"\n\r\t -+einaxNF\xEF\xBB\xBF\xFF\0";
  std::uint64_t state = 1;  // Knuth's MMIX generator (1997)
  int read = 0, refused = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::uint64_t size = i % 13; text.size() < size;) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      text += alphabet[(state >> 33) % alphabet.size()];
    }
    for (const bool as_counts : {false, true}) {
      try {
        DataFormat format;
        if (i % 3 > 0) format.header = i % 3 == 1;
        format.omit_missing = i % 2 == 0;
        const DataPopulation population(read_columns(*open_memory(text), {as_counts, "", "", format}, "t"),
                                        {}, "t");
        EXPECT_GE(population.n(), 0);
        ++read;
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::data) << text;
        ++refused;
      }
    }
  }
  EXPECT_GT(read, 1000);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace plim::user_data_test
