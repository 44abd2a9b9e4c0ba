#include "plim/data/table_columns.hpp"

#include <cmath>
#include <limits>

#include "data_reading/csv_reading.hpp"

// Several columns of numbers and names at once, of csv and of JSON lines.
namespace plim::table_columns_test {
namespace {

using test::Doubles;
using test::Names;
using Places = std::vector<std::uint32_t>;

TableData table(std::string_view text, const TableOptions& options) {
  return read_table(*open_memory(std::string(text)), options, "t.csv");
}

std::string refusal(std::string_view text, const TableOptions& options) {
  return test::data_refusal([&] { table(text, options); });
}

TableOptions omitting(TableOptions options) {
  options.format.omit_missing = true;
  return options;
}

constexpr const char* csv =
    "doc,loss,ok,unused\n"
    "b,1.5,True,x\n"
    "# a comment\n"
    "a,inf,false,\n"
    "b,-2,1,\"y\nz\"\n"
    "a,0.25,0,x\n";

TEST(TableColumns, NumbersAndNamesOfACsv) {
  const TableData data = table(csv, {{"ok", "loss"}, {"doc"}, {"ok"}});
  EXPECT_EQ(data.n, 4);
  EXPECT_EQ(data.numbers[0].name, "ok");
  EXPECT_EQ(data.numbers[0].values, (Doubles{1, 0, 1, 0}));
  EXPECT_EQ(data.numbers[1].values, (Doubles{1.5, HUGE_VAL, -2, 0.25}));
  EXPECT_EQ(data.labels[0].labels, (Names{"b", "a"}));
  EXPECT_EQ(data.labels[0].of, (Places{0, 1, 0, 1}));
  EXPECT_EQ(data.lines[0], 2U);
  EXPECT_EQ(data.lines[2], 5U);
  EXPECT_EQ(data.lines[3], 7U);
  EXPECT_EQ(data.found, "--header yes --separator comma");
}

TEST(TableColumns, TheSameOfJsonLines) {
  const TableData data = table(
      "{\"x\": {\"doc\": 7}, \"loss\": 1.5, \"ok\": true}\n\n{\"x\": {\"doc\": 12}, \"loss\": 1e20, \"ok\": "
      "false}\n{\"loss\": 2, \"x\": {\"doc\": 7}, \"ok\": 1, \"other\": 3}\n{\"loss\": "
      "123456789012345678901234, "
      "\"x\": {\"doc\": \"\\u00e9\"}, \"ok\": 0}\n",
      {{"loss", "ok"}, {"x.doc"}, {"ok"}});
  EXPECT_EQ(data.numbers[0].values, (Doubles{1.5, 1e20, 2, 123456789012345678901234.0}));
  EXPECT_EQ(data.numbers[1].values, (Doubles{1, 0, 1, 0}));
  EXPECT_EQ(data.labels[0].labels, (Names{"7", "12", "\xC3\xA9"}));
  EXPECT_EQ(data.labels[0].of, (Places{0, 1, 0, 2}));
  EXPECT_EQ(data.lines[1], 3U);
  EXPECT_EQ(data.found, "");
}

TEST(TableColumns, NumbersOfJsonAsNamesAreWrittenAsEver) {
  const TableData data =
      table("{\"a\": 1, \"k\": 0.5}\n{\"a\": 1, \"k\": 1e5}\n{\"a\": 1, \"k\": -3}\n", {{"a"}, {"k"}, {}});
  EXPECT_EQ(data.labels[0].labels, (Names{"0.5", "100000.0", "-3"}));
}

// As Python's json.dumps writes infinite losses; a csv with the same words gives the same.
TEST(TableColumns, InfiniteNumbersOfJsonAndCsv) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const Doubles wanted = {1, infinity, -infinity, infinity, -infinity};
  const TableOptions a{{"a"}, {}, {}};
  EXPECT_EQ(table("{\"a\": 1}\n{\"a\": Infinity}\n{\"a\":-Infinity}\n{\"a\": 1e400}\n{\"a\":-1E+999 }\n", a)
                .numbers[0]
                .values,
            wanted);
  EXPECT_EQ(table("a\n1\nInfinity\n-Infinity\n1e400\n-1E+999\n", a).numbers[0].values, wanted);
  EXPECT_EQ(table("{\"a\": 1}\n{\"a\": NaN}\n{\"a\": null}\n", omitting(a)).missing, 2);
}

TEST(TableColumns, RowsThatMissAValue) {
  const std::string text = "a,b,d\n1,2,x\n2,,x\n3,4,\n5,NA,y\n6,7,x\n";
  EXPECT_EQ(refusal(text, {{"a", "b"}, {"d"}, {}}),
            "t.csv:3:3: b is \"\", an empty field, one of 3 missing in 5 rows; --missing omit leaves such "
            "rows out");
  const TableData data = table(text, omitting({{"a", "b"}, {"d"}, {}}));
  EXPECT_EQ(data.n, 2);
  EXPECT_EQ(data.missing, 3);
  EXPECT_EQ(data.numbers[1].values, (Doubles{2, 7}));
  EXPECT_EQ(data.labels[0].labels, (Names{"x"}));
  EXPECT_EQ(data.labels[0].of, (Places{0, 0}));
  EXPECT_EQ(table("{\"a\": null}\n{}\n{\"a\": 1}\n", omitting({{"a"}, {}, {}})).missing, 2);
}

TEST(TableColumns, TextsAreEveryRowsOwn) {
  TableOptions options{{"loss"}, {}, {}};
  options.texts = {"doc", "unused"};
  const TableData data = table("doc,loss,unused\nb,1,\"y\nz\"\n01,2,x\n1.0,3, x\n", options);
  EXPECT_EQ(data.texts[0].name(), "doc");
  EXPECT_EQ(data.texts[0].size(), 3U);
  EXPECT_EQ(data.texts[0][0], "b");
  EXPECT_EQ(data.texts[0][1], "01");
  EXPECT_EQ(data.texts[0][2], "1.0");
  EXPECT_EQ(data.texts[1][0], "y\nz");
  EXPECT_EQ(data.texts[1][2], " x");
  EXPECT_EQ(data.notes, Names{});
  EXPECT_EQ(refusal("doc,loss,unused\n,1,x\n", options),
            "t.csv:2:1: doc is \"\", an empty field; --missing omit leaves such rows out");
  const TableData left = table("doc,loss,unused\na,1,x\n,2,x\nb,,x\nc,3,x\n", omitting(options));
  EXPECT_EQ(left.missing, 2);
  EXPECT_EQ(left.texts[0][1], "c");
  const TableData json = table("{\"doc\": 7, \"loss\": 1, \"unused\": \"\\u00e9\"}\n", options);
  EXPECT_EQ(json.texts[0][0], "7");
  EXPECT_EQ(json.texts[1][0], "\xC3\xA9");
}

TEST(TableColumns, OptionalColumnsThatAreNotThere) {
  TableOptions options{{"loss", "n"}, {"doc"}, {}};
  options.optional = {"n", "doc"};
  const auto is_left_out = [](const TableData& data) {
    EXPECT_EQ(data.n, 2);
    EXPECT_EQ(data.numbers[0].values, (Doubles{1, 2}));
    EXPECT_EQ(data.numbers[1].name, "n");
    EXPECT_EQ(data.labels[0].name, "doc");
    EXPECT_TRUE(data.numbers[1].values.empty());
    EXPECT_TRUE(data.labels[0].of.empty());
  };
  is_left_out(table("loss,other\n1,x\n2,y\n", options));
  is_left_out(table("{\"loss\": 1}\n{\"loss\": 2, \"n\": null}\n", options));
  EXPECT_EQ(table("loss,doc\n1,x\n2,y\n", options).labels[0].of, (Places{0, 1}));
  EXPECT_EQ(table("{\"n\": 4, \"loss\": 1}\n", options).numbers[1].values, Doubles{4});
  EXPECT_EQ(refusal("loss,n\n1,2\n3,\n", options),
            "t.csv:3:3: n is \"\", an empty field; --missing omit leaves such rows out");
  EXPECT_EQ(refusal("{\"loss\": 1}\n{\"loss\": 2, \"doc\": \"x\"}\n", options),
            "t.csv:2:1: doc is here, but not in the first line; it must be in all lines, or in none");
  options.numbers[1] = options.optional[0] = "2";
  is_left_out([&] {
    TableData data = table("loss\n1\n2\n", options);
    data.numbers[1].name = "n";
    return data;
  }());
}

TEST(TableColumns, Refusals) {
  const TableOptions a{{"a"}, {}, {}};
  EXPECT_EQ(refusal("", a), "t.csv: is empty");
  EXPECT_EQ(refusal("a\n", a), "t.csv: has no observation");
  EXPECT_EQ(refusal("a\n1\nx\n", a), "t.csv:3:1: a is \"x\", but must be a number");
  EXPECT_EQ(refusal("a\n1\nTrue\n", a), "t.csv:3:1: a is \"True\", but must be a number");
  EXPECT_EQ(
      refusal("a\n\"1,234\"\n", a),
      "t.csv:2:1: a is \"1,234\", a number with a comma, of thousands or of fractions, but must be a number");
  EXPECT_EQ(
      refusal("{\"a\": 1}\n{\"a\": NaN}\n", a),
      "t.csv:2:1: a is \"NaN\", a word for a missing value; --missing omit leaves such rows out, --na none "
      "takes the word as a value");
  EXPECT_EQ(refusal("{\"a\": 1}\n[1]\n", a),
            "t.csv:2:1: this line is no JSON object; of JSON lines each is one");
  EXPECT_EQ(refusal("{\"a\": 1}\n{\"a\": {}}\n", a),
            "t.csv:2:1: a is an object, but must be a number or a text");
  EXPECT_EQ(refusal("{\"b\": 1}\n", a), "t.csv: no line has a value at \"a\"");
  EXPECT_EQ(refusal("{\"a\": 1}\n", {{"a"}, {"b"}, {}}), "t.csv: no line has values at all of \"a\", \"b\"");
}

}  // namespace
}  // namespace plim::table_columns_test
