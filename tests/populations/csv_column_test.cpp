#include "plim/populations/csv_column.hpp"

#include "plim/core/error.hpp"
#include "support.hpp"

namespace plim {
namespace {

using Doubles = std::vector<double>;
using Counts = std::vector<std::int64_t>;

std::string message(std::string_view text, const std::string& column = "x", const std::string& count = "") {
  try {
    read_csv_column(text, column, count, "t.csv");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::data);
    return error.what();
  }
  return "";
}

TEST(CsvColumn, CountsDistinctValuesAscending) {
  const ValueTable table = read_csv_column("x,y\n3,a\n-1e2,b\n3,c\n 2.5 ,d\n", "x", "", "t.csv");
  EXPECT_EQ(table.values, (Doubles{-100, 2.5, 3}));
  EXPECT_EQ(table.counts, (Counts{1, 1, 2}));
}

TEST(CsvColumn, TakesByteOrderMarkWindowsLineEndsAndNoLastLineEnd) {
  const ValueTable table = read_csv_column("\xEF\xBB\xBFx,y\r\n1,2\r\n\r\n1,3", "x", "", "t.csv");
  EXPECT_EQ(table.values, Doubles{1});
  EXPECT_EQ(table.counts, Counts{2});
}

TEST(CsvColumn, TakesQuotedFields) {
  const std::string text = "\"the \"\"x\"\"\",note\n\"7\",\"a, b\nc\"\n8,\"\"\n";
  const ValueTable table = read_csv_column(text, "the \"x\"", "", "t.csv");
  EXPECT_EQ(table.values, (Doubles{7, 8}));
  // The line of a message counts the line ends inside quotes.
  EXPECT_EQ(message(text + "bad,0\n", "the \"x\"").substr(0, 10), "t.csv:5:1:");
}

TEST(CsvColumn, AddsUpACountColumn) {
  const ValueTable table = read_csv_column("x,times\n1,3\n2,0\n1,4e0\n", "x", "times", "t.csv");
  EXPECT_EQ(table.values, Doubles{1});
  EXPECT_EQ(table.counts, Counts{7});
}

TEST(CsvColumn, BothZerosAreOneValue) {
  const ValueTable table = read_csv_column("x\n-0\n0\n", "x", "", "t.csv");
  ASSERT_EQ(table.counts, Counts{2});
  EXPECT_FALSE(std::signbit(table.values[0]));
}

TEST(CsvColumn, RefusesValuesThatAreNoFiniteNumber) {
  for (const char* field : {"nan", "inf", "-inf", "1e999", "", "0x1p3z"}) {
    const std::string said = message("y,x\n0,1\n0," + std::string(field) + "\n");
    EXPECT_EQ(said, "t.csv:3:3: x is \"" + std::string(field) + "\", but must be a finite number");
  }
}

TEST(CsvColumn, RefusesCountsThatAreNone) {
  for (const char* count : {"-1", "1.5", "9007199254740994"}) {
    EXPECT_EQ(message("x,n\n1," + std::string(count) + "\n", "x", "n"),
              "t.csv:2:3: n is " + std::string(count) + ", but a count must be an integer from 0 to 2^53");
  }
  EXPECT_EQ(message("x,n\n1,9007199254740992\n2,1\n", "x", "n"), "t.csv:3:3: the total of n passes 2^53");
}

TEST(CsvColumn, RefusesRaggedRowsMissingColumnsAndNoObservation) {
  EXPECT_EQ(message("x,y\n1,2\n3\n"), "t.csv:3:1: this row has 1 field; the first has 2");
  EXPECT_EQ(message("x,y\n1,2,3\n"), "t.csv:2:5: this row has 3 fields; the first has 2");
  EXPECT_EQ(message("heigth,y\n1,2\n", "height"),
            "t.csv:1:1: no column \"height\" (did you mean \"heigth\"?)");
  EXPECT_EQ(message("x;y\n1;2\n"),
            "t.csv:1:2: fields are separated by semicolons, but must be separated by commas");
  EXPECT_EQ(message("x\n\"1\n"), "t.csv:2:1: a quote is not closed");
  EXPECT_EQ(message(""), "t.csv: is empty");
  EXPECT_EQ(message("\xEF\xBB\xBF"), "t.csv: is empty");
  EXPECT_EQ(message("x\n"), "t.csv: column x has no observation");
  EXPECT_EQ(message("x,n\n1,0\n", "x", "n"), "t.csv: column x has no observation");
}

}  // namespace
}  // namespace plim
