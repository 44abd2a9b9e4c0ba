#include "data_reading/csv_reading.hpp"

namespace plim::csv_lines_test {
namespace {

using namespace test;

TEST(CsvLines, EmptyLinesInOneColumnAreSaid) {
  ASSERT_EQ(column("x\n1\n\n2\n\n\n3\n\n").notes.size(), 1U);
  EXPECT_EQ(column("x\n1\n\n2\n\n\n3\n\n").notes[0], "t.csv: 3 empty lines between the rows left out");
  EXPECT_TRUE(column("x,y\n1,2\n\n3,4\n", "x").notes.empty());
}

TEST(CsvLines, CommentsAreNoData) {
  const UserData head = column("# made by a tool, version 2\n#\nx\n1\n2\n## end\n");
  EXPECT_EQ(head.reals, (Doubles{1, 2}));
  ASSERT_EQ(head.notes.size(), 1U);
  EXPECT_EQ(head.notes[0], "t.csv: 3 lines with # in front left out as comments");
  EXPECT_EQ(head.lines[1], 5U);
  EXPECT_EQ(counts("a,3\nb,4\n# total,7\n").n, 7);
  EXPECT_EQ(counts("a,3\nb,4\n\"# total\",7\n").n, 14);
  EXPECT_EQ(column("# three numbers\n1 2 3\n").reals, (Doubles{1, 2, 3}));
  EXPECT_EQ(refusal("#made by a tool\nx\n1\n").substr(0, 34), "t.csv:1:1: this line begins with #");
  EXPECT_NE(refusal_of_counts("#love,3\n#peace,4\n").find("put \"#love\" in quotes"), std::string::npos);
  EXPECT_EQ(refusal_of_counts("a,3\n#b,4\n").substr(0, 10), "t.csv:2:1:");
  EXPECT_EQ(counts("\"#love\",3\n\"#peace\",4\n").classes.labels, (Names{"#love", "#peace"}));
  EXPECT_EQ(column("#chrom,pos\n1,5\n", "pos").reals,
            Doubles{5});  // a header, since it has the name asked for
  EXPECT_EQ(column("#chrom,pos\n1,5\n", "#2", with_header).reals, Doubles{5});
}

TEST(CsvLines, TheSeparatorIsFound) {
  for (const char* text : {"x;y\na;2\n", "x\ty\na\t2\n", "x|y\na|2\n", "x,y\na,2\n",
                           "\"x\"\t\"y\"\n\"a\"\t2\n", "\"x\";y\n\"a;b\";2\n", "x y\na 2\n",
                           "x   y\n  a 2 \n", "x:y\na:2\n", "x, y\na, 2\n", "\"x\", \"y\"\n\"a\", \"2\"\n"}) {
    EXPECT_EQ(column(text, "y").reals, Doubles{2}) << text;
    EXPECT_EQ(counts(text).n, 2) << text;
  }
  EXPECT_EQ(column("1;2;3\n").reals, (Doubles{1, 2, 3}));
  EXPECT_EQ(column("1\t2\t3\n").reals, (Doubles{1, 2, 3}));
  EXPECT_EQ(column("a b y\n1 2 3\n4 5 6\n", "y").reals, (Doubles{3, 6}));
  EXPECT_EQ(column("1 2\n3 4\n", "#2").reals, (Doubles{2, 4}));
  const UserData tallied = counts("      3 the\n     12 a\n");  // as uniq -c writes it
  EXPECT_EQ(tallied.classes.labels, (Names{"the", "a"}));
  EXPECT_EQ(tallied.classes.counts, (Integers{3, 12}));
  EXPECT_EQ(column("x;y\na;2\n", "y").found, "--header yes --separator semicolon");
  EXPECT_EQ(refusal("x;y\na;2\n", "weight"),
            "t.csv:1:1: no column \"weight\"; the first row is \"x\", \"y\", semicolons between");
  EXPECT_NE(refusal("x|y,z\na|b,1\n", "z").find("bars and commas cut its lines alike; say --separator bar"),
            std::string::npos);
}

TEST(CsvLines, MarksWithinNamesAreNoSeparators) {
  EXPECT_EQ(column("city\nNew York\nLos Angeles\n").n, 2);
  EXPECT_EQ(column("room\nroom 1\nroom 2\nroom 1\n").n, 3);
  EXPECT_EQ(column("at\n12:30\n12:45\n").n, 2);
  EXPECT_EQ(column("12:30\n12:45\n", "", without_header).n, 2);
  EXPECT_EQ(column("2019-01-31 12:30:15\n2019-01-31 12:45:10\n", "", without_header).n, 2);
  EXPECT_EQ(column("genre\nAction|Comedy\nDrama\n").n, 2);
  EXPECT_EQ(column("id,tags\n1,a;b\n2,c\n", "tags").n, 2);
  EXPECT_EQ(column("size\n5\" disk\n3\" disk\n").n, 2);
  EXPECT_NE(refusal("1\n2;3\n").find("holds a semicolon, other lines do not"), std::string::npos);
}

TEST(CsvLines, TheSeparatorMayBeGiven) {
  DataFormat format;
  format.separator = '|';
  EXPECT_EQ(column("x|y,z\na|1,5\n", "x", format).classes.labels, Names{"a"});
  format.separator = '\0';
  EXPECT_EQ(column("text\nHello, world\n\"yes\", he said\n", "", format).classes.labels,
            (Names{"\"yes\", he said", "Hello, world"}));
  format.separator = ' ';
  EXPECT_EQ(column("x y\n1 \t2\n", "y", format).reals, Doubles{2});
}

TEST(CsvLines, AListWithAWordAmongItsNumbersIsAList) {
  for (const char* text : {"1 2 NA 3\n", "1, 2, NA, 3\n", "1;2;NA;3\n"}) {
    EXPECT_NE(refusal(text).find("a value is \""), std::string::npos) << text;
    EXPECT_EQ(column(text, "", omitting).reals, (Doubles{1, 2, 3})) << text;
    EXPECT_EQ(column(text, "", omitting).missing, 1) << text;
  }
  EXPECT_EQ(refusal("1 2 x 3\n"), "t.csv:1:5: a value is \"x\", but must be a finite number");
  EXPECT_NE(refusal_of_counts("place, n\nChina, 40 430\nIndonesia, 13 200\n")
                .find("\" 40 430\", a number with thousands marks"),
            std::string::npos);
}

TEST(CsvLines, TheDecimalCommaIsFoundOrGiven) {
  EXPECT_EQ(column("x;y\n1,5;a\n-2,25;b\n3;c\n", "x").reals, (Doubles{1.5, -2.25, 3}));
  EXPECT_EQ(column("1,5;2,5\n3,5;4,5\n", "#2").reals, (Doubles{2.5, 4.5}));
  EXPECT_EQ(column("x;y\n1,5;a\n", "x").found, "--header yes --separator semicolon --decimal comma");
  EXPECT_EQ(counts("x\tn\n1,5\t2\n2,5\t3\n").values, (Doubles{1.5, 2.5}));
  // Three digits behind the comma may be thousands.
  EXPECT_EQ(column("x;y\n1,234;a\n2,345;b\n", "x").not_numbers,
            "t.csv:2:1: x is \"1,234\", a number with a comma, of thousands or of fractions");
  const DataFormat comma = format_with([](DataFormat& f) { f.decimal = ','; });
  EXPECT_EQ(column("x;y\n1,234;a\n2,345;b\n", "x", comma).reals, (Doubles{1.234, 2.345}));
  EXPECT_EQ(column("x\n\"1,5\"\n\"2,5\"\n", "", comma).reals, (Doubles{1.5, 2.5}));
  EXPECT_FALSE(column("x;y\n1.5;a\n2,5;b\n", "x").numbers);
  EXPECT_FALSE(column("x;y\n1,5;a\n1.234,5;b\n", "x").numbers);
}

TEST(CsvLines, NumbersInOtherNotationsAreNamed) {
  for (const auto& [field, how] : std::vector<std::pair<std::string, std::string>>{
           {"\"1,234\"", "a number with a comma, of thousands or of fractions"},
           {"\"1,234,567.5\"", "a number with a comma, of thousands or of fractions"},
           {"\"1,5\"", "a number with a comma"},
           {"1'234", "a number with thousands marks"},
           {"1 234", "a number with thousands marks"},
           {"1\xE2\x80\xAF"
            "234",
            "a number with thousands marks"},
           {"7.47%", "a number with a percent sign"},
           {"$5", "a number with a currency sign"},
           {"5 \xE2\x82\xAC", "a number with a currency sign"},
           {"\xE2\x88\x92"
            "1",
            "a number with a typeset minus (U+2212)"},
           {"0x10", "a number in hexadecimal digits"}}) {
    const UserData data = column("x,y\n1,a\n" + field + ",b\n", "x");
    EXPECT_FALSE(data.numbers) << field;
    EXPECT_EQ(data.not_numbers.substr(0, 10), "t.csv:3:1:") << field;
    EXPECT_EQ(data.not_numbers.substr(data.not_numbers.find("a number")), how) << field;
  }
}

TEST(CsvLines, CommentsAsTheyAreGiven) {
  DataFormat format;
  format.comment = "%";
  EXPECT_EQ(column("%made by a tool\nx\n1\n", "", format).reals, Doubles{1});
  format.comment = "";
  EXPECT_EQ(column("x\n# one\ntwo\n", "", format).n, 2);
}

TEST(CsvLines, RefusesCountsThatAreNone) {
  for (const char* count : {"-1", "1.5", "9007199254740994", "1e400"}) {
    EXPECT_EQ(refusal_of_counts("x,n\n1," + std::string(count) + "\n"),
              "t.csv:2:3: n is " + std::string(count) + ", but a count must be an integer from 0 to 2^53");
  }
  EXPECT_EQ(refusal_of_counts("x,n\n1,\"1,234\"\n"),
            "t.csv:2:3: n is \"1,234\", a number with a comma, of thousands or of fractions, but a count "
            "must be an integer from 0 to 2^53");
  EXPECT_EQ(refusal_of_counts("x,n\n1,9007199254740992\n2,1\n"),
            "t.csv:3:3: the total of the counts passes 2^53");
  EXPECT_EQ(
      refusal_of_counts("i,x,n\n1,2,3\n"),
      "t.csv:1:1: there are 3 columns, commas between; name that of the classes by --column NAME and that "
      "of their counts by --count NAME");
  EXPECT_EQ(data_refusal([] { counts("x,n\n1,2\n", "x", "x"); }),
            "t.csv:1:1: one column cannot hold the classes and their counts");
  const UserData table = counts("i,x,n\n1,7,3\n2,8,4\n", "x", "n");
  EXPECT_EQ(table.values, (Doubles{7, 8}));
  EXPECT_EQ(counts("i,x,n\n1,7,3\n2,8,4\n", "", "n").not_numbers,
            "t.csv: counts of classes without names (--column NAME names their column)");
}

TEST(CsvLines, RefusesRaggedRowsAndNoObservation) {
  EXPECT_EQ(
      refusal("x,y\n1,2\n3\n", "x"),
      "t.csv:3:1: this row has 1 field; the first has 2 (commas between; --separator NAME takes another)");
  EXPECT_EQ(
      refusal("x,y\n1,2,3\n", "x"),
      "t.csv:2:5: this row has 3 fields; the first has 2 (commas between; --separator NAME takes another)");
  EXPECT_EQ(
      refusal("a,b,k\n1,x\n", "k"),
      "t.csv:2:3: this row has 2 fields; the first has 3 (commas between; --separator NAME takes another)");
  EXPECT_EQ(refusal("x\n\"1\n"), "t.csv:2:1: a quote is not closed");
  EXPECT_EQ(refusal(""), "t.csv: is empty");
  EXPECT_EQ(refusal("\xEF\xBB\xBF"), "t.csv: is empty");
  EXPECT_EQ(refusal("# only\n# comments\n"), "t.csv: is empty");
  EXPECT_EQ(refusal("x\n"), "t.csv: has no observation; the first row is taken as a header");
  EXPECT_EQ(refusal("x\n", "x"), "t.csv: has no observation");
  EXPECT_EQ(refusal_of_counts("species,count\n"),
            "t.csv: has no observation; the first row is taken as a header");
  EXPECT_EQ(counts("a,0\nb,0\n").n, 0);
}

TEST(CsvLines, TakesByteOrderMarkLineEndsAndQuotes) {
  EXPECT_EQ(column("\xEF\xBB\xBFx,y\r\n1,2\r\n\r\n1,3", "x").reals, (Doubles{1, 1}));
  const std::string text = "\"the \"\"x\"\"\",note\n\"7\",\"a, b\nc\"\n8,\"\"\n";
  const UserData data = column(text, "the \"x\"");
  EXPECT_EQ(data.reals, (Doubles{7, 8}));
  EXPECT_EQ(data.lines[1], 4U);  // line ends inside quotes count
  EXPECT_EQ(refusal(text + "NA,0\n", "the \"x\"").substr(0, 10), "t.csv:5:1:");
}

}  // namespace
}  // namespace plim::csv_lines_test
