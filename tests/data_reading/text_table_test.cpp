#include "plim/data/text_table.hpp"

#include <map>
#include <sstream>

#include "data_reading/data_refusal.hpp"
#include "support.hpp"

namespace plim::text_table_test {
namespace {

using Symbols = TextOptions::Symbols;
using Tally = std::map<std::string, std::int64_t>;

Tally tally(std::string_view text, const TextOptions& options) {
  const CountsTable table = count_symbols(text, options, "t.txt");
  Tally counts;
  for (std::size_t k = 0; k < table.labels.size(); ++k) counts[table.labels[k]] = table.counts[k];
  return counts;
}

std::string message(std::string_view text, const TextOptions& options) {
  return test::data_refusal([&] { count_symbols(text, options, "t.txt"); });
}

std::string genesis() {
  std::ifstream in(PLIM_SOURCE_DIR "/experiments/data/genesis.txt", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::int64_t total(const Tally& counts) {
  std::int64_t sum = 0;
  for (const auto& [label, count] : counts) sum += count;
  return sum;
}

// Counted with Python 3.11: collections.Counter(c for c in text.casefold() if c.isalpha()).
TEST(TextTable, LettersOfGenesis) {
  const Tally counts = tally(genesis(), {Symbols::characters, true, true});
  EXPECT_EQ(counts.size(), 26U);
  EXPECT_EQ(total(counts), 151843);
  EXPECT_EQ(counts.at("e"), 19277);
  EXPECT_EQ(counts.at("a"), 15478);
  EXPECT_EQ(counts.at("t"), 13588);
  EXPECT_EQ(counts.at("z"), 108);
  double entropy = 0;
  for (const auto& [label, count] : counts) {
    const double p = static_cast<double>(count) / 151843;
    entropy -= p * std::log2(p);
  }
  EXPECT_NEAR(entropy, 4.10501970085263, 1e-13);
}

// Counted with Python 3.11: re.findall("[a-z'\u2019]+", text.lower()).
TEST(TextTable, WordsOfGenesis) {
  const Tally counts = tally(genesis(), {Symbols::words, false, true});
  EXPECT_EQ(counts.size(), 2509U);
  EXPECT_EQ(total(counts), 38265);
  EXPECT_EQ(counts.at("and"), 3678);
  EXPECT_EQ(counts.at("the"), 2458);
  EXPECT_EQ(counts.at("of"), 1365);
  EXPECT_EQ(counts.at("his"), 653);
  EXPECT_EQ(counts.count("wife's"), 1U);
}

TEST(TextTable, CharactersAreCodePointsInTheirOrder) {
  const CountsTable table = count_symbols("zé a€𝄞a\n", {}, "t.txt");
  EXPECT_EQ(table.labels, (std::vector<std::string>{"\n", " ", "a", "z", "é", "€", "𝄞"}));
  EXPECT_EQ(table.counts, (std::vector<std::int64_t>{1, 1, 2, 1, 1, 1, 1}));
}

TEST(TextTable, LettersLeaveOutDigitsMarksAndSigns) {
  EXPECT_EQ(tally("a1 _-Ωж中\u0301€", {Symbols::characters, true, false}),
            (Tally{{"a", 1}, {"Ω", 1}, {"ж", 1}, {"中", 1}}));
}

// Unicode 15, CaseFolding.txt, entries of status C and S; U+00DF and U+0130 have only F and T entries.
TEST(TextTable, FoldsOneCodePointToOne) {
  EXPECT_EQ(tally("AaÉéΣσςſK", {Symbols::characters, true, true}),
            (Tally{{"a", 2}, {"k", 1}, {"s", 1}, {"é", 2}, {"σ", 3}}));
  EXPECT_EQ(tally("ßẞ", {Symbols::characters, true, true}), (Tally{{"ß", 2}}));
}

TEST(TextTable, WordsKeepApostrophesAndNeedALetter) {
  EXPECT_EQ(tally("don't ' '' ’ rock’n’roll x-y 12 a1b", {Symbols::words, false, false}),
            (Tally{{"a", 1}, {"b", 1}, {"don't", 1}, {"rock’n’roll", 1}, {"x", 1}, {"y", 1}}));
}

TEST(TextTable, BytesTakeAnything) {
  EXPECT_EQ(tally(std::string_view("A\xFF\0A", 4), {Symbols::bytes, false, false}),
            (Tally{{"0x00", 1}, {"0x41", 2}, {"0xFF", 1}}));
}

TEST(TextTable, NamesThePlaceOfABadByte) {
  EXPECT_EQ(message("ab\ncdeé\xFFx", {}).substr(0, 43), "t.txt:2:6: byte 0xFF at offset 8 is not UTF");
  // Cut short, over-long, a surrogate, beyond U+10FFFF, a lone continuation byte.
  for (const char* bad : {"a\xE2\x82", "a\xC0\xAF", "a\xED\xA0\x80", "a\xF4\x90\x80\x80", "a\x80"}) {
    EXPECT_NE(message(bad, {}).find("at offset 1 is not UTF-8"), std::string::npos) << bad;
    EXPECT_NE(message(bad, {Symbols::words, false, false}).find("t.txt:1:2"), std::string::npos) << bad;
  }
}

TEST(TextTable, RefusesTextWithoutSymbols) {
  EXPECT_EQ(message("", {}), "t.txt: is empty");
  EXPECT_EQ(message("12 34\n", {Symbols::characters, true, false}), "t.txt: has 6 bytes, but no letter");
  EXPECT_EQ(message("12 '' 34\n", {Symbols::words, false, false}), "t.txt: has 9 bytes, but no word");
}

}  // namespace
}  // namespace plim::text_table_test
