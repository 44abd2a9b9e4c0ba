#include "engine/fixtures.hpp"
#include "plim/catalogue/measure.hpp"
#include "plim/core/name.hpp"
#include "plim/core/parameter.hpp"
#include "plim/grammar/layout.hpp"
#include "plim/io/toml.hpp"

namespace plim::names_test {
namespace {

using namespace std::string_literals;

std::string named(const std::string& population, const std::string& sample, const std::string& estimate) {
  return "study = { seed = 1 }\n[population." + population +
         "]\nlaw = \"categorical\"\np = [0.5, 0.5]\n[sample." + sample + "]\nfrom = " + population +
         "\nn = 10\n[estimate." + estimate + "]\nof = \"entropy\"\non = " + sample +
         "\nwith = \"ml\"\n[replicates]\nfixed = 5\n";
}

std::string quoted(const std::string& name) { return "\"" + name + "\""; }

TEST(Names, OnesThatCannotBeStoredAreFaultsWithAPosition) {
  const std::string good = quoted("good");
  for (const std::string bad :
       {"", ".", "..", "a/b", "\\u0000", "a\\u0000b", "a\\nb", "\\u001b[31m", "\\u007f", "\\u0085"}) {
    for (const std::string& text :
         {named(quoted(bad), good, good), named(good, quoted(bad), good), named(good, good, quoted(bad))}) {
      const std::vector<std::string> faults = test::faults_of(text);
      ASSERT_FALSE(faults.empty()) << text;
      EXPECT_EQ(faults[0].find("study:"), 0U) << faults[0];
      EXPECT_NE(faults[0].find("name"), std::string::npos) << faults[0];
      // One line, and nothing that a terminal would obey.
      EXPECT_EQ(printable(faults[0]), faults[0]);
    }
  }
  EXPECT_FALSE(test::faults_of(named(good, good, quoted(std::string(129, 'h')))).empty());
  EXPECT_TRUE(test::faults_of(named(good, good, quoted(std::string(128, 'h')))).empty());
  EXPECT_TRUE(test::faults_of(named(quoted("größe β"), quoted("a.b c"), quoted("..."))).empty());
}

TEST(Names, WordsOfTheLayoutAreFaults) {
  const std::string x = quoted("x");
  EXPECT_FALSE(test::faults_of(named(x, quoted("checks"), x)).empty());
  EXPECT_FALSE(test::faults_of(named(x, x, quoted("class"))).empty());
  EXPECT_FALSE(test::faults_of(named(x, x, quoted("probability"))).empty());
  EXPECT_TRUE(test::faults_of(named(quoted("class"), quoted("probability"), quoted("checks"))).empty());
}

TEST(Names, OfAxesThatTheLayoutTakesGoByTheirPath) {
  for (const std::string taken : {"n", "class", "bias", "bias_mcse", "mean_theory_source", "theory_of"}) {
    const test::Planned plan = test::plan_of(test::study_text(
        "law = \"normal\"\nmean = { grid = [0, 1], zip = \"" + taken +
            "\" }\nsd = { grid = [1, 2], zip = \"" + taken + "\" }\n",
        "n = 5",
        "[model.m]\nlikelihood = \"normal\"\n[estimate.e]\nof = \"mean\"\non = \"x\"\nmodel = "
        "\"m\"\nwith = \"mle\"\n",
        5));
    EXPECT_EQ(plan.groups[0].axes[0].name, "population.p." + taken);
  }
  const Catalogue catalogue = standard_catalogue();
  for (const auto& m : catalogue.measures())
    EXPECT_EQ(is_taken_in_estimate(m->name + "_count"s, catalogue.measures()), m->in_files());
  EXPECT_FALSE(is_taken_in_estimate("bias_of_mine", catalogue.measures()));
}

TEST(Names, ZipTagsAndTextsFollowTheRulesToo) {
  const std::string zip =
      test::study_text("law = \"normal\"\nmean = { grid = [0, 1], zip = \"a/b\" }\nsd = 1.0\n", "n = 5",
                       "[model.m]\nlikelihood = \"normal\"\n[estimate.e]\nof = \"mean\"\non = \"x\"\nmodel = "
                       "\"m\"\nwith = \"mle\"\n",
                       5);
  ASSERT_EQ(test::faults_of(zip).size(), 1U);
  std::string number = zip;
  number.replace(number.find("\"a/b\""), 5, "3");
  const std::vector<std::string> no_name = test::faults_of(number);
  ASSERT_EQ(no_name.size(), 1U);
  EXPECT_NE(no_name[0].find("population.p.mean: zip = 3: must be a name"), std::string::npos) << no_name[0];
  std::string title = named(quoted("x"), quoted("x"), quoted("x"));
  title.replace(title.find("seed = 1"), 8, "title = \"a\\u0000b\"");
  const std::vector<std::string> faults = test::faults_of(title);
  ASSERT_FALSE(faults.empty());
  EXPECT_NE(faults[0].find("study.title: has a NUL character"), std::string::npos) << faults[0];
}

TEST(Printable, WritesControlCharactersAndBrokenUtf8AsEscapes) {
  EXPECT_EQ(printable("größe \xe2\x82\xac"), "größe \xe2\x82\xac");
  EXPECT_EQ(printable("a\nb\tc\x1b[2J\x7f"), "a\\nb\\tc\\x1b[2J\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"), "\\xc2\\x9b");           // the C1 control CSI
  EXPECT_EQ(printable("caf\xe9"), "caf\\xe9");              // Latin-1
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a surrogate
  EXPECT_EQ(printable("\xc0\xaf\xf5"), "\\xc0\\xaf\\xf5");  // overlong, beyond U+10FFFF
  EXPECT_TRUE(refuse_text("a\xff"));
  EXPECT_TRUE(refuse_text("a\0b"s));
  EXPECT_FALSE(refuse_text("a\nb"));
}

TEST(Printable, MarksOfDirectionAreControlCharacters) {
  EXPECT_EQ(printable("a\xe2\x80\xae"
                      "b"),
            "a\\xe2\\x80\\xaeb");  // U+202E, right-to-left override
  for (const char* mark : {"\xd8\x9c", "\xe2\x80\x8e", "\xe2\x80\xa8", "\xe2\x81\xa9"}) {
    EXPECT_TRUE(refuse_name(mark));
    EXPECT_TRUE(refuse_label(mark));
    EXPECT_TRUE(may_be_harmful(mark));
  }
  EXPECT_FALSE(refuse_label("\xd8\xa7\xe2\x80\x8c"));  // the zero-width non-joiner is of Persian spelling
}

TEST(Harmless, LeavesEndsOfLinesAndTabs) {
  EXPECT_EQ(harmless("a\r\nb\tc\n"), "a\r\nb\tc\n");
  EXPECT_EQ(harmless("a\rb"), "a\\x0db");
  EXPECT_EQ(harmless("\x1b[2J\xff"), "\\x1b[2J\\xff");
  EXPECT_FALSE(may_be_harmful("a\n\tb ~"));
  for (const char* text : {"\r", "\x1b", "\x7f", "\xc2\x9b", "\xff"}) EXPECT_TRUE(may_be_harmful(text));
}

TEST(WithEscapes, IsReadBackByToml) {
  const std::string text = "a\n\x1b\x7f\xc2\x9b\xe2\x80\xae\"\\é";
  const std::string written = readable(Value{text});
  EXPECT_EQ(written, "\"a\\u000A\\u001B\\u007F\\u009B\\u202E\\\"\\\\é\"");
  Faults faults;
  const Node node = parse_toml("x = " + written + "\n", "study", faults.list());
  ASSERT_TRUE(faults.empty());
  EXPECT_EQ(*node.find("x")->text(), text);
}

}  // namespace
}  // namespace plim::names_test
