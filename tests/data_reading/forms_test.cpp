#include "data_reading/csv_reading.hpp"
#include "plim/data/point_columns.hpp"

// Forms of files as programs and people write them. What R 4.2 and pandas 1.5 read is named where they do.
namespace plim::forms_test {
namespace {

using namespace test;

const DataFormat decimal_comma = format_with([](DataFormat& f) { f.decimal = ','; });

// In German 1.234 is a thousand, and 1,5 beside it says that the file is German.
TEST(Forms, PointsOfThousandsBesideDecimalCommasAreNoFractions) {
  const std::string text = "w;n;x\na;1.234;1,5\nb;2.250;2,5\n";
  EXPECT_EQ(column(text, "x").reals, (Doubles{1.5, 2.5}));
  EXPECT_EQ(column(text, "n").not_numbers,
            "t.csv:2:3: n is \"1.234\", a number with a point beside decimal commas");
  EXPECT_EQ(column("x;y\n0.998;1,5\n", "x").reals, Doubles{0.998});  // no thousands
  EXPECT_EQ(column("x;y\n12.34;1,5\n", "x").reals, Doubles{12.34});
}

TEST(Forms, OneColumnOfDecimalCommas) {
  const std::string text = "x\n1,5\n2\n3,25\n", quoted = "x\n\"1,5\"\n\"2\"\n\"3,25\"\n";
  EXPECT_EQ(column(text).reals, (Doubles{1.5, 2, 3.25}));
  EXPECT_EQ(column(text).found, "--header yes --decimal comma");
  EXPECT_EQ(column(text, "", decimal_comma).reals, (Doubles{1.5, 2, 3.25}));
  EXPECT_EQ(column(quoted, "", decimal_comma).reals, (Doubles{1.5, 2, 3.25}));
  EXPECT_EQ(column(quoted).not_numbers, "t.csv:2:1: x is \"1,5\", a number with a comma");
  const DataFormat point = format_with([](DataFormat& f) { f.decimal = '.'; });
  EXPECT_NE(refusal(text, "", point).find("this row has 2 fields"), std::string::npos);
  EXPECT_EQ(column("1,5 2,5 3\n").reals, (Doubles{1.5, 2.5, 3}));
  EXPECT_EQ(column("1, 5, 2\n").reals, (Doubles{1, 5, 2}));
  // Two columns of integers, or one of fractions.
  EXPECT_NE(refusal("1,5\n2,5\n").find("--decimal comma"), std::string::npos);
  EXPECT_EQ(column("1,5\n2,5\n", "", decimal_comma).reals, (Doubles{1.5, 2.5}));
  EXPECT_EQ(column("a,b\n1,\"2,5\"\n", "b", decimal_comma).reals, Doubles{2.5});
}

// write.table() of R names the columns, but not that of the row names.
TEST(Forms, RowNamesOfRHaveNoNameInTheHeader) {
  for (const char* text : {"\"x\" \"y\"\n\"1\" 1.5 \"a\"\n\"2\" 2.5 \"b\"\n", "x\ty\n1\t1.5\ta\n2\t2.5\tb\n",
                           "  x y\n1 1.5 7\n2 2.5 8\n", "\"x\"\n\"1\" 1.5\n\"2\" 2.5\n"}) {
    EXPECT_EQ(column(text, "x").reals, (Doubles{1.5, 2.5})) << text;
    EXPECT_EQ(column(text, "x").lines[0], 2U) << text;
  }
  EXPECT_EQ(refusal("\"x\" \"y\"\n\"1\" 1.5 7\n", "weight").substr(0, 64),
            "t.csv:1:1: no column \"weight\"; the first row is \"\", \"x\", \"y\", bl");
  EXPECT_NE(refusal("x\ty\n1\t2\t\n3\t4\t\n", "x").find("this row has 3 fields"), std::string::npos);
  EXPECT_NE(refusal("1\t2\n1\t2\t3\n4\t5\t6\n", "1").find("this row has 3 fields"), std::string::npos);
  EXPECT_EQ(column("\"x\"\n\"r 1\" \"u\"\n\"r 2\" \"v\"\n", "x").classes.labels, (Names{"u", "v"}));
  EXPECT_EQ(column("room\nroom 1\nroom 2\n").n, 2);
}

// Both orders are met: `uniq -c` puts the count first, most tables put it last.
TEST(Forms, CountsOfNumbersBetweenBlanksAreNotGuessed) {
  const std::string text = "      3 1\n     10 2\n";
  EXPECT_NE(refusal_of_counts(text).find("--column 2 --count 1"), std::string::npos);
  EXPECT_EQ(counts(text, "2", "1").classes.counts, (Integers{3, 10}));
  EXPECT_EQ(counts("n times\n3 1\n10 2\n").classes.counts, (Integers{1, 2}));
}

// pandas takes na_values=[-9] for -9.0 too.
TEST(Forms, ANumberForMissingIsOneHoweverItIsWritten) {
  DataFormat format = omitting;
  format.na = Names{"-9"};
  const UserData data = column("x\n-9.0\n1\n-9\n-9.5\n", "", format);
  EXPECT_EQ(data.reals, (Doubles{1, -9.5}));
  EXPECT_EQ(data.missing, 2);
  EXPECT_EQ(column("id\n9\n009\n-9\nb\n", "", format).n, 3);  // names
  format.na = Names{"9"};
  EXPECT_EQ(column("id\n9\n009\nb\n", "", format).classes.labels, (Names{"009", "b"}));
  format.na = Names{"-99.9"};
  EXPECT_EQ(column("x;y\n-99,9;1\n1,5;2\n", "x", format).reals, Doubles{1.5});
}

TEST(Forms, WordsAndMarksForMissingAddUp) {
  EXPECT_EQ(counts("x,n\n1,2\nNA,1\n?,3\n.,5\n", "x", "n", omitting).missing, 3);
}

TEST(Forms, WordsForMissingOfExcelSpssAndStata) {
  for (const char* word : {"#NV", "#NULL!", ".a", ".z"})
    EXPECT_EQ(column("x\n1\n" + std::string(word) + "\n", "", omitting).reals, Doubles{1}) << word;
  EXPECT_EQ(column("i,x\na,1\nb,2\nc,#REF!\n", "x").not_numbers,
            "t.csv:4:3: x is \"#REF!\" (--na LIST names what stands for a missing value)");
}

TEST(Forms, ExcelMayNameTheSeparatorInALineOfItsOwn) {
  const UserData data = column("sep=;\r\nx;y\r\n1,5;2\r\n", "x");
  EXPECT_EQ(data.reals, Doubles{1.5});
  EXPECT_EQ(data.lines[0], 3U);
  EXPECT_EQ(data.found, "--header yes --separator semicolon --decimal comma");
  EXPECT_EQ(column("sep=^\na^b\n", "sep=^").n, 1);
}

TEST(Forms, NumbersBelowAllDoublesAreZero) {
  EXPECT_EQ(column("x\n1e-400\n-1e-400\n1\n").reals, (Doubles{0, 0, 1}));
  EXPECT_EQ(column("x\n1\xE2\x80\x99"
                   "234.5\n")
                .not_numbers.substr(16),
            "\"1\xE2\x80\x99"
            "234.5\", a number with thousands marks");
}

// A window on the stream may end anywhere, behind a blank too.
TEST(Forms, RowsBetweenBlanksCrossThePiecesOfAStream) {
  std::string list, table = "x y\n";
  for (int i = 0; i < 300000; ++i) {
    list += "1 ";
    table += "1 2 \n";
  }
  EXPECT_EQ(column(list).n, 300000);
  const UserData data = column(table, "y");
  EXPECT_EQ(data.n, 300000);
  EXPECT_EQ(data.lines[299999], 300001U);
}

// The memory of the numbers, and little more, where the size of the file is known.
TEST(Forms, NumbersTakeTheirOwnMemory) {
  std::string text = "x,y\n";
  for (int i = 0; i < 300000; ++i) text += std::to_string(i % 1000) + ",2\n";
  const UserData data = column(text, "x");
  EXPECT_EQ(data.n, 300000);
  EXPECT_LE(data.reals.capacity(), 330000U);
  const UserData points = read_points(*open_memory(text), {"x", "y"}, {}, "t.csv");
  EXPECT_EQ(points.points.size(), 600000U);
  EXPECT_LE(points.points.capacity(), 660000U);
}

TEST(Forms, MessagesAreTextAndSayWhatHelps) {
  EXPECT_NE(refusal("Gr\xF6\xDF"
                    "e;y\n1;2\n",
                    "z")
                .find("\"Gr\\xf6\\xdfe\", but is not UTF-8; say --encoding"),
            std::string::npos);
  EXPECT_EQ(refusal("1,2\n3,4\n", "y"),
            "t.csv:1:1: no column \"y\"; the first row is \"1\", \"2\", commas between");
  EXPECT_EQ(refusal("a,b\n1,2\n", "3"),
            "t.csv:1:1: no column \"3\"; the first row is \"a\", \"b\", commas between");
  EXPECT_NE(refusal("# a b\n1 2\n", "b").find("1 line with # in front left out as comments"),
            std::string::npos);
  EXPECT_NE(refusal("name\nSmith, J\nDoe, A\n").find("--separator none if a line is a value"),
            std::string::npos);
  const std::string name =
      "a\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84"
      "\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84\xC3\x84";
  EXPECT_NE(column(name + "\n" + name + " \n", "", without_header).notes.at(0).find("\xC3\x84...\" and"),
            std::string::npos);
  EXPECT_EQ(column("x\n1\n\x1A").not_numbers, "t.csv:3:1: x is \"\\x1a\"");
}

}  // namespace
}  // namespace plim::forms_test
