#include "data_reading/csv_reading.hpp"

namespace plim::csv_table_test {
namespace {

using namespace test;

TEST(CsvTable, AColumnIsFoundByNameElseByPosition) {
  EXPECT_EQ(column("x,y\n3,1\n4,2\n", "y").reals, (Doubles{1, 2}));
  EXPECT_EQ(column("x,y\n3,1\n4,2\n", "2").reals, (Doubles{1, 2}));
  EXPECT_EQ(column("x,y\n3,1\n4,2\n", "#1").reals, (Doubles{3, 4}));
  EXPECT_EQ(column("x, y z \n3,1\n", "y z").reals, Doubles{1});  // blanks around a name
  EXPECT_EQ(column("y, y\n3,1\n", " y").reals, Doubles{1});
  EXPECT_EQ(column("7,5\n8,6\n", "1").reals, (Doubles{7, 8}));
  EXPECT_EQ(refusal("heigth,y\n1,2\n", "height"),
            "t.csv:1:1: no column \"height\" (did you mean \"heigth\"?)");
  EXPECT_EQ(refusal("x,y\n1,2\n", "weight"),
            "t.csv:1:1: no column \"weight\"; the first row is \"x\", \"y\", commas between");
  EXPECT_EQ(refusal("x,y\n1,2\n", "#3"), "t.csv:1:1: there is no column #3; there are 2");
  EXPECT_EQ(refusal("x,y\n1,2\n", "#0"), "t.csv:1:1: there is no column #0; there are 2");
  EXPECT_NE(refusal_of_factors("x,y\na,b\n", {"x", ""}).find("t.csv:1:1: the name of a column is empty"),
            std::string::npos);
  EXPECT_EQ(refusal("x,y\n1,2\n", "y", without_header),
            "t.csv:1:1: no column \"y\"; without a header a column goes by its position");
}

// A first row of numbers is data: "1" is the first column, not the one whose cell there is 1 (F006, F007).
TEST(CsvTable, ANumberIsAPositionWhereTheFirstRowIsData) {
  EXPECT_EQ(column("5,1\n7,2\n", "1").reals, (Doubles{5, 7}));
  EXPECT_EQ(column("0,1,0\n0,1,1\n", "1").reals, (Doubles{0, 0}));
  EXPECT_EQ(column("1,2\n1,5\n", "2").reals, (Doubles{2, 5}));
  const UserData counting = column("0,1,2\n5,7,9\n", "1");
  EXPECT_EQ(counting.reals, (Doubles{0, 5}));
  ASSERT_EQ(counting.notes.size(), 1U);
  EXPECT_NE(counting.notes[0].find("is taken as data; if it names the columns, say --header yes"),
            std::string::npos);
  EXPECT_EQ(factors("1,0\n0,1\n", {"1", "2"}).n, 2);
  EXPECT_EQ(column("5,1\n7,2\n", "1", without_header).reals, (Doubles{5, 7}));
  EXPECT_EQ(column("5,1\n7,2\n", "1", with_header).reals, Doubles{2});
  EXPECT_EQ(column("5,1\n7,2\n", "#1", with_header).reals, Doubles{7});
}

// 0, 7 or 01 is no position; of a first row of numbers it is a name only if that row looks like names.
TEST(CsvTable, ANumberThatIsNoPositionIsNoCellOfARowOfData) {
  for (const auto& [text, asked] : {std::pair{"1,0,1\n0,1,1\n", "0"}, std::pair{"3,7,9\n0,1,1\n", "7"},
                                    std::pair{"02,01\n5,1\n", "01"}, std::pair{"1.5,2\n5,1\n", "1.5"}}) {
    EXPECT_EQ(refusal(text, asked), "t.csv:1:1: no column \"" + std::string(asked) +
                                        "\": the first row is taken as data, and a column goes by its "
                                        "position from 1; say --header yes if that row names the columns")
        << text;
    EXPECT_EQ(column(text, asked, with_header).n, 1) << text;
  }
  const UserData named = column("0,1\n5,7\n", "0");
  EXPECT_EQ(named.reals, Doubles{5});
  ASSERT_EQ(named.notes.size(), 1U);
  EXPECT_EQ(named.notes[0],
            "t.csv: the first row, \"0\", \"1\", is taken as a header, as 0 stands in it; if it is data, "
            "say --header no");
  EXPECT_TRUE(column("0,1\n5,7\n", "0", with_header).notes.empty());
  EXPECT_TRUE(column("2001,2002\n3,4\n", "2002").notes.empty());
  for (const char* series : {"0\n3\n4\n", ",0\n0,3\n1,4\n"})  // as pandas writes a series without a name
    EXPECT_EQ(column(series, "0").reals, (Doubles{3, 4})) << series;
  EXPECT_TRUE(column("a,b\n5,7\n", "b").notes.empty());
}

TEST(CsvTable, ANumberThatIsAPositionAndACellAmongNamesIsRefused) {
  for (const char* text : {"a,1\nb,2\n", "site,2,1\nA,3,4\n"}) {
    EXPECT_NE(
        refusal(text, "1").find(": 1 is the position of a column and stands in the first row; say #1 for the "
                                "position, or --header yes if the first row names the columns"),
        std::string::npos)
        << text;
  }
  EXPECT_NE(refusal("a,1\nb,2\n", "1", of_study).find("or header = \"yes\" if"), std::string::npos);
  EXPECT_NE(refusal_of_factors("a,1\nb,2\n", {"1", "2"}).find("say #1 for the position"), std::string::npos);
}

TEST(CsvTable, ColumnsOfOneNameAreRefusedIfAskedFor) {
  EXPECT_EQ(refusal("x,y,x\n1,2,3\n", "x"),
            "t.csv:1:5: two columns are called \"x\": #1 and #3; name one by its position");
  EXPECT_EQ(column("x,y,x\n1,2,3\n", "y").reals, Doubles{2});
  EXPECT_EQ(column("x,y,x\n1,2,3\n", "#3").reals, Doubles{3});
  EXPECT_NE(refusal_of_factors("x,y,x\na,b,c\n", {"y", "x"}).find("#1 and #3"), std::string::npos);
  const UserData joint = factors("x,y,x\na,b,c\n", {"#1", "#3"});
  EXPECT_EQ(joint.factors[0].name, "#1");
  EXPECT_EQ(joint.factors[1].levels, Names{"c"});
}

TEST(CsvTable, WhetherTheFirstRowIsAHeader) {
  // A name that is asked for shows it, whatever else stands there: years as names.
  EXPECT_EQ(counts("site,2001,2002\nA,3,4\nB,1,2\n", "", "2002").classes.counts, (Integers{4, 2}));
  EXPECT_EQ(column("2001,2002\n3,4\n", "2002").reals, Doubles{4});
  // Else it is one if nothing in it looks like a value.
  EXPECT_EQ(column("x\n1\n2\n").n, 2);
  EXPECT_EQ(column("1\n2\n").n, 2);
  EXPECT_EQ(counts("class,n\na,3\n").n, 3);
  EXPECT_EQ(counts("a,3\nb,4\n").n, 7);
  EXPECT_EQ(counts(",n\na,3\n").n, 3);  // as pandas writes a series
  for (const char* value : {"1e400", "-inf", "NA", "?"})
    EXPECT_EQ(refusal(std::string(value) + "\n2\n").substr(0, 10), "t.csv:1:1:") << value;
  for (const char* value : {"\"1,234\"", "7.47%",
                            "\xE2\x88\x92"
                            "1",
                            "0x10", "$5", "1_000", "2019-01-31", "12:30"}) {
    const UserData data = column(std::string(value) + "\n2\n3\n");
    EXPECT_EQ(data.n, 3) << value;
    EXPECT_EQ(data.not_numbers.substr(0, 10), "t.csv:1:1:") << value;
  }
  EXPECT_EQ(column("NA\n1\n2\n", "", with_header).n, 2);
  // Names and numbers in one row may be either.
  EXPECT_NE(refusal("male,1\nfemale,2\n", "#1").find("t.csv:1:1: the first row has names and numbers"),
            std::string::npos);
  EXPECT_EQ(column("male,1\nfemale,2\n", "#1", without_header).n, 2);
  EXPECT_EQ(column("site,2001\nA,2\n", "#1", with_header).n, 1);
  EXPECT_EQ(column("a\nb\na\n", "", without_header).n, 3);
  EXPECT_EQ(factors("0,1\n1,1\n", {"#1", "#2"}).n, 2);
}

TEST(CsvTable, NotesAFirstRowThatMayBeAHeader) {
  const auto noted = [](const UserData& data) {
    return data.notes.size() == 1 && data.notes[0].find("--header") != std::string::npos;
  };
  EXPECT_TRUE(noted(column("0,1,2\n5,7,9\n6,8,1\n", "#2")));
  EXPECT_TRUE(noted(column("1,2,3\n5,7,9\n", "#2")));
  EXPECT_TRUE(noted(column("2001,2002\n3,4\n", "#2")));
  EXPECT_TRUE(noted(column("0\n1.5\n2.5\n")));  // a column as pandas names it
  EXPECT_TRUE(noted(column("1999\n3\n4\n")));
  EXPECT_TRUE(noted(counts("site,2002\nA,4\nB,2\n")));
  EXPECT_TRUE(noted(counts("x,0\na,3\nb,4\n")));  // counts as pandas names them
  for (const char* text : {"0\n1\n0\n", "1999\n2003\n", "5\n7\n", "1 2 3\n", "7\n"})
    EXPECT_TRUE(column(text).notes.empty()) << text;
  EXPECT_TRUE(counts("a,30\nb,5\n").notes.empty());
  EXPECT_TRUE(column("0,1,2\n5,7,9\n", "#2", without_header).notes.empty());
  const UserData repeated = column("a\nb\na\n");
  ASSERT_EQ(repeated.notes.size(), 1U);
  EXPECT_NE(repeated.notes[0].find("\"a\" is also a value; if it is data, say --header no"),
            std::string::npos);
}

TEST(CsvTable, AllValuesDecideTheType) {
  const UserData mixed = column("x\n1\n2\n3a\n1\n");
  EXPECT_FALSE(mixed.numbers);
  EXPECT_EQ(mixed.classes.labels, (Names{"1", "2", "3a"}));
  EXPECT_EQ(mixed.not_numbers, "t.csv:4:1: x is \"3a\" (--na LIST names what stands for a missing value)");
  ASSERT_EQ(mixed.notes.size(), 1U);
  EXPECT_NE(mixed.notes[0].find("t.csv:4:1: x is \"3a\""), std::string::npos);
  EXPECT_TRUE(column("x\na\nb\n").notes.empty());
  EXPECT_EQ(refusal("x\n1\n1e400\n"), "t.csv:3:1: x is \"1e400\", but must be a finite number");
  EXPECT_EQ(column("x\ninf\nin\n").classes.labels, (Names{"in", "inf"}));
}

TEST(CsvTable, AWordForAMissingValueIsNoClassAndNoNumber) {
  for (const char* word : {"NA", "N/A", "n/a", "nan", "NaN", "null", "NULL", "None", "<NA>", " NA ",
                           "-1.#IND", "1.#QNAN", "-nan(ind)", "\\N"}) {
    const std::string w = word;
    for (const std::string& text : {"x\na\n" + w + "\nb\n", "x\n1\n" + w + "\n2\n"}) {
      EXPECT_EQ(refusal(text),
                "t.csv:3:1: x is \"" + w +
                    "\", a word for a missing value; --missing omit leaves such rows out, --na "
                    "none takes the word as a value")
          << text;
      EXPECT_EQ(column(text, "", omitting).n, 2) << text;
      EXPECT_EQ(column(text, "", omitting).missing, 1) << text;
    }
    EXPECT_EQ(refusal("x\n" + w + "\n1\n").substr(0, 10), "t.csv:2:1:") << w;
    EXPECT_EQ(refusal_of_counts("k,n\na,3\n" + w + ",4\n").substr(0, 10), "t.csv:3:1:") << w;
    EXPECT_EQ(refusal_of_factors("x,y\na,b\na," + w + "\n", {"x", "y"}).substr(0, 10), "t.csv:3:3:") << w;
    EXPECT_EQ(column("x\na\n" + w + "\n", "", no_word_is_missing).classes.counts.size(), 2U) << w;
  }
  EXPECT_EQ(counts("country,n\nNA,3\nDE,4\n", "", "", no_word_is_missing).classes.labels,
            (Names{"NA", "DE"}));
  for (const DataFormat& format : {DataFormat{}, no_word_is_missing}) {
    EXPECT_EQ(refusal("x,y\na,1\n,2\n", "x", format),
              "t.csv:3:1: x is \"\", an empty field; --missing omit leaves such rows out");
    EXPECT_EQ(refusal("x\n\"a\"\n\"\"\n\"b\"\n", "", format).substr(0, 15), "t.csv:3:1: x is");
  }
  EXPECT_EQ(column("x\n\" \"\nb\n").classes.labels, (Names{" ", "b"}));  // a blank in quotes is a symbol
}

// A question mark, a point or a dash is a class among names: a count of characters may well have a row of it.
TEST(CsvTable, AMarkIsMissingAmongNumbersAndAClassAmongNames) {
  for (const char* mark : {"?", ".", "-", "--", "..", "\xE2\x80\x93", "\xE2\x80\x94"}) {
    const std::string m = mark;
    EXPECT_EQ(refusal("x\n1\n" + m + "\n2\n").substr(0, 15), "t.csv:3:1: x is") << m;
    EXPECT_EQ(column("x\n1\n" + m + "\n2\n", "", omitting).reals, (Doubles{1, 2})) << m;
    const UserData names = column("x\na\n" + m + "\nb\n");
    EXPECT_EQ(names.classes.counts.size(), 3U) << m;
    ASSERT_EQ(names.notes.size(), 1U) << m;
    EXPECT_EQ(names.notes[0], "t.csv:3:1: x is \"" + m +
                                  "\", counted as a class; --na LIST names what stands for a missing value");
    EXPECT_EQ(counts("k,n\na,3\n" + m + ",4\n").classes.labels, (Names{"a", m})) << m;
    const UserData values = counts("k,n\n1,3\n" + m + ",4\n2,5\n", "", "", omitting);
    EXPECT_EQ(values.values, (Doubles{1, 2})) << m;
    EXPECT_EQ(values.n, 8) << m;
    EXPECT_EQ(values.missing, 1) << m;
    EXPECT_EQ(factors("x,y\na,1\nb," + m + "\n", {"x", "y"}, omitting).factors[0].levels, Names{"a"}) << m;
    EXPECT_EQ(factors("x,y\na,u\nb," + m + "\n", {"x", "y"}).n, 2) << m;
  }
}

TEST(CsvTable, TheWordsForAMissingValueMayBeGiven) {
  DataFormat format = omitting;
  format.na = Names{"-9", "unknown"};
  const UserData numbers = column("x\n1\n-9\nunknown\n2\n", "", format);
  EXPECT_EQ(numbers.reals, (Doubles{1, 2}));
  EXPECT_EQ(numbers.missing, 2);
  EXPECT_EQ(column("x\na\nNA\n", "", format).classes.labels, (Names{"NA", "a"}));
  format.omit_missing = false;
  EXPECT_NE(refusal("x\n1\n-9\n-9\n", "", format).find("one of 2 missing in 3 rows"), std::string::npos);
}

// Rows that lack one of what is asked for are left out whole; other columns do not matter.
TEST(CsvTable, OmittedRowsAreCountedAndComplete) {
  const UserData joint = factors("x,y,z\na,u,\na,v,1\nb,,2\nNA,u,3\nb,v,4\n", {"x", "y"}, omitting);
  EXPECT_EQ(joint.n, 3);
  EXPECT_EQ(joint.missing, 2);
  EXPECT_EQ(joint.classes.counts, (Integers{1, 1, 0, 1}));
  const UserData table = counts("k,n\na,3\n,4\nb,NA\n", "", "", omitting);
  EXPECT_EQ(table.n, 3);
  EXPECT_EQ(table.missing, 2);
  EXPECT_EQ(refusal("x\nNA\n\"\"\n", "", omitting),
            "t.csv: has no observation; in all of its 2 rows a value is missing");
  EXPECT_NE(refusal("x\n1\nNA\n2\nNA\n").find("one of 2 missing in 4 rows"), std::string::npos);
}

TEST(CsvTable, ClassesThatAreOneOrMayBeAreSaid) {
  EXPECT_EQ(
      refusal_of_counts("k,n\nb,1\na,2\nb,40\n"),
      "t.csv:4:1: k is \"b\" again, after line 2; a class has one count, unless --sum-duplicates adds up "
      "such rows");
  const UserData repeated = counts("k,n\nb,1\na,2\nb,40\n", "", "", adding_up);
  ASSERT_EQ(repeated.notes.size(), 1U);
  EXPECT_EQ(repeated.notes[0],
            "t.csv:4:1: k is \"b\" again, after line 2; the counts of such rows are added up");
  EXPECT_EQ(refusal_of_counts("k,n\n1,3\n2,5\n1.0,4\n").substr(0, 48),
            "t.csv:4: \"1.0\" is the number \"1\" again, after li");
  const UserData numbers = counts("k,n\n1,3\n2,5\n1.0,4\n", "", "", adding_up);  // one number is one class
  EXPECT_EQ(numbers.values, (Doubles{1, 2}));
  EXPECT_EQ(numbers.classes.counts, (Integers{7, 5}));
  for (const UserData& rounded :
       {column("x\n9007199254740993\n9007199254740992\n"),
        counts("x,n\n9007199254740993,1\n9007199254740995,1\n"), column("x\n99999999999999999999\n7\n")}) {
    ASSERT_EQ(rounded.notes.size(), 1U);
    EXPECT_NE(rounded.notes[0].find("t.csv:2:1: x is \"9"), std::string::npos);
    EXPECT_NE(rounded.notes[0].find("rounded to 53 bits; numbers that differ may become one"),
              std::string::npos);
  }
  EXPECT_TRUE(column("x\n9007199254740992\n1700000000\n1e300\n").notes.empty());
  for (const UserData& blanks : {column("x,y\na, yes\nb,yes\n", "y"), counts("y,n\nyes,1\nyes ,2\n"),
                                 factors("x,y\na, yes\na,yes\n", {"x", "y"})}) {
    ASSERT_EQ(blanks.notes.size(), 1U);
    EXPECT_NE(blanks.notes[0].find("differ only by blanks"), std::string::npos);
    EXPECT_EQ(blanks.classes.counts.size(), 2U);
  }
}

// A column of numbers counts 1 and 1.0 as one; among names, and as levels, they stay two, with a note.
TEST(CsvTable, NumbersWrittenTwoWaysAmongNamesAreSaid) {
  for (const UserData& data : {factors("x,y\n1,a\n1.0,a\n", {"x", "y"}), counts("x,n\n1,2\n1.0,3\nb,4\n")}) {
    ASSERT_EQ(data.notes.size(), 1U);
    EXPECT_EQ(data.notes[0], "t.csv: \"1\" and \"1.0\" are one number, and are two values");
  }
  EXPECT_TRUE(factors("x,y\n9007199254740993,a\n9007199254740992,a\n", {"x", "y"}).notes.empty());
}

// What is shown and stored as a name must be text; bytes in other columns do not matter.
TEST(CsvTable, NamesAreUtf8) {
  const std::string message =
      "t.csv:2:1: x is \"caf\\xe9\", but is not UTF-8; say --encoding latin-1 if it is that, else "
      "convert the file";
  EXPECT_EQ(refusal("x\ncaf\xE9\nb\n"), message);
  EXPECT_EQ(refusal_of_counts("x,n\ncaf\xE9,2\n"), message);
  EXPECT_EQ(refusal_of_factors("x,y\ncaf\xE9,b\n", {"x", "y"}), message);
  EXPECT_EQ(refusal_of_factors("x\xE9,y\na,b\n", {"1", "y"}).substr(0, 10), "t.csv:1:1:");
  EXPECT_EQ(column("name,x\ncaf\xE9,2\n", "x").reals, Doubles{2});
  EXPECT_EQ(column("x\ncaf\xC3\xA9\n").n, 1);
}

}  // namespace
}  // namespace plim::csv_table_test
