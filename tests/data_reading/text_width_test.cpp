#include "plim/data/text_width.hpp"

#include <gtest/gtest.h>

namespace plim::text_width_test {
namespace {

// Widths by the tables of Unicode (East Asian Width W: 2; combining marks: 0).
TEST(TextWidth, CountsColumnsOfATerminal) {
  EXPECT_EQ(text_width(""), 0u);
  EXPECT_EQ(text_width("entropy"), 7u);
  EXPECT_EQ(text_width("é"), 1u);
  EXPECT_EQ(text_width("e\u0301"), 1u);
  EXPECT_EQ(text_width("漢字"), 4u);
  EXPECT_EQ(text_width("\U0001F3B2"), 2u);
  EXPECT_EQ(text_width("\xff"), 1u);
}

TEST(TextWidth, ShortensToTheColumnsThatThereAre) {
  EXPECT_EQ(shortened("entropy", 7), "entropy");
  EXPECT_EQ(shortened("entropy", 6), "entro…");
  EXPECT_EQ(shortened_inside("entropy", 6), "ent…py");
  EXPECT_EQ(shortened("漢字漢字", 6), "漢字…");
  EXPECT_EQ(shortened("漢字漢字", 4), "漢…");  // half a character is none
  EXPECT_EQ(shortened_inside("ae\u0301bce\u0301", 3), "a…e\u0301");
  EXPECT_EQ(shortened("entropy", 1), "…");
  EXPECT_EQ(shortened("entropy", 0), "");
  EXPECT_EQ(cut_off("entropy", 20), "entropy…");
  for (std::size_t columns = 0; columns < 12; ++columns) {
    for (const char* text :
         {"entropy of x", "漢字漢字漢字", "a漢b字c漢", "e\u0301\u0301\u0301tude", "\xff\xfe\xfd"}) {
      EXPECT_LE(text_width(shortened(text, columns)), columns) << text;
      EXPECT_LE(text_width(shortened_inside(text, columns)), columns) << text;
    }
  }
}

TEST(TextWidth, Aligns) {
  EXPECT_EQ(left_aligned("漢", 4) + "|", "漢  |");
  EXPECT_EQ(right_aligned("±2", 4), "  ±2");
  EXPECT_EQ(right_aligned("12345", 4), "12345");
}

TEST(TextWidth, WrapsAtBlanks) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrapped("", 10, 2), (Lines{""}));
  EXPECT_EQ(wrapped("one two three four", 9, 2), (Lines{"one two", "  three", "  four"}));
  EXPECT_EQ(wrapped("one two", 3, 0), (Lines{"one", "two"}));
  EXPECT_EQ(wrapped("abcdefghij", 4, 1), (Lines{"abcd", " efg", " hij"}));
  EXPECT_EQ(wrapped("漢字漢字", 4, 0), (Lines{"漢字", "漢字"}));
  EXPECT_EQ(wrapped("ends in blanks    ", 14, 0).front(), "ends in blanks");
}

}  // namespace
}  // namespace plim::text_width_test
