#include "data_reading/csv_reading.hpp"

namespace plim {
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

TEST(CsvLines, OtherSeparatorsAreNamed) {
  const auto used = [](const std::string& said) {
    const std::size_t by = said.find("separated by ");
    return by == std::string::npos ? said : said.substr(0, said.find(": ")) + " " + said.substr(by + 13, 4);
  };
  for (const auto& [text, wanted] :
       std::vector<std::pair<std::string, std::string>>{{"x;y\n1;2\n", "t.csv:1:2 semi"},
                                                        {"x\ty\n1\t2\n", "t.csv:1:2 tabs"},
                                                        {"\"x\"\t\"y\"\n\"a\"\t4\n", "t.csv:1:4 tabs"},
                                                        {"\"x\";\"y\"\n\"a\";4\n", "t.csv:1:4 semi"},
                                                        {"\"a\" 3\n\"b\" 4\n", "t.csv:1:4 spac"},
                                                        {"\"a\"|3\n", "t.csv:1:4 bars"},
                                                        {"la 15\nmi 14\n", "t.csv:1:3 spac"},
                                                        {"word freq\nla 15\nmi 14\n", "t.csv:1:5 spac"},
                                                        {"      3 the\n      1 a\n", "t.csv:1:8 spac"},
                                                        {"a b y\n1 2 3\n4 5 6\n", "t.csv:1:2 spac"},
                                                        {"a|3\nb|4\n", "t.csv:1:2 bars"},
                                                        {"a:3\nb:4\n", "t.csv:1:2 colo"}}) {
    EXPECT_EQ(used(refusal_of_counts(text)), wanted) << text;
    EXPECT_EQ(used(refusal(text)), wanted) << text;
    EXPECT_EQ(used(refusal(text, "y")), wanted) << text;
  }
  EXPECT_EQ(used(refusal("1,5;2,5\n3,5;4,5\n", "x")), "t.csv:1:4 semi");
  EXPECT_EQ(used(refusal("1,5;2,5\n3,5;4,5\n")), "t.csv:1:4 semi");
  EXPECT_EQ(used(refusal("1\n2;3\n")), "t.csv:2:2 semi");
  // Blanks, bars and colons within names are none.
  EXPECT_EQ(column("city\nNew York\nLos Angeles\n").n, 2);
  EXPECT_EQ(column("room\nroom 1\nroom 2\nroom 1\n").n, 3);
  EXPECT_EQ(column("at\n12:30\n12:45\n").n, 2);
  EXPECT_EQ(column("genre\nAction|Comedy\nDrama\n").n, 2);
  EXPECT_EQ(column("id,tags\n1,a;b\n2,c\n", "tags").n, 2);
  // A list with a word among its numbers is a list.
  for (const char* text : {"1 2 NA 3\n", "1, 2, NA, 3\n"})
    EXPECT_NE(refusal(text).find("a value is \""), std::string::npos) << text;
  EXPECT_EQ(refusal("1 2 x 3\n"), "t.csv:1:5: a value is \"x\", but must be a finite number");
  EXPECT_NE(refusal_of_counts("place, n\nChina, 40 430\nIndonesia, 13 200\n").find("\" 40 430\""),
            std::string::npos);
}

TEST(CsvLines, RefusesCountsThatAreNone) {
  for (const char* count : {"-1", "1.5", "9007199254740994", "1e400"}) {
    EXPECT_EQ(refusal_of_counts("x,n\n1," + std::string(count) + "\n"),
              "t.csv:2:3: n is " + std::string(count) + ", but a count must be an integer from 0 to 2^53");
  }
  EXPECT_EQ(refusal_of_counts("x,n\n1,\"1,234\"\n"),
            "t.csv:2:3: n is \"1,234\", but a count must be an integer from 0 to 2^53");
  EXPECT_EQ(refusal_of_counts("x,n\n1,9007199254740992\n2,1\n"),
            "t.csv:3:3: the total of the counts passes 2^53");
  EXPECT_EQ(refusal_of_counts("i,x,n\n1,2,3\n"),
            "t.csv:1:1: there are 3 columns; name that of the counts by --column");
  EXPECT_EQ(data_refusal([] { counts("x,n\n1,2\n", "x", "x"); }),
            "t.csv:1:1: one column cannot hold the classes and their counts");
  const UserData table = counts("i,x,n\n1,7,3\n2,8,4\n", "x", "n");
  EXPECT_EQ(table.values, (Doubles{7, 8}));
  EXPECT_EQ(counts("i,x,n\n1,7,3\n2,8,4\n", "", "n").not_numbers,
            "t.csv: counts of classes without names (--classes names their column)");
}

TEST(CsvLines, RefusesRaggedRowsAndNoObservation) {
  EXPECT_EQ(refusal("x,y\n1,2\n3\n", "x"), "t.csv:3:1: this row has 1 field; the first has 2");
  EXPECT_EQ(refusal("x,y\n1,2,3\n", "x"), "t.csv:2:5: this row has 3 fields; the first has 2");
  EXPECT_EQ(refusal("a,b,k\n1,x\n", "k"), "t.csv:2:3: this row has 2 fields; the first has 3");
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
}  // namespace plim
