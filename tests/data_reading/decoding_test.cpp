#include "plim/data/decoding.hpp"

#include <algorithm>

#include "data_reading/csv_reading.hpp"
#include "engine/fixtures.hpp"

namespace plim::decoding_test {
namespace {

using namespace test;

std::string translated(const std::string& bytes, const std::string& encoding, std::uint64_t most = 1 << 20) {
  return read_all(*decoded(open_memory(bytes), encoding, most, "t"));
}

std::string refused(const std::string& bytes, const std::string& encoding, std::uint64_t most = 1 << 20) {
  return data_refusal([&] { translated(bytes, encoding, most); });
}

std::string bytes_of(std::initializer_list<int> bytes) {
  std::string text;
  for (const int b : bytes) text += static_cast<char>(b);
  return text;
}

// What `printf 'x\n1\n2\n' | gzip -n` writes (gzip 1.12).
const std::string packed =
    bytes_of({0x1f, 0x8b, 0x08, 0,    0,    0,    0,    0,    0,    0x03, 0xab, 0xe0, 0x32,
              0xe4, 0x32, 0xe2, 0x02, 0x00, 0xd3, 0x91, 0xa6, 0x54, 0x06, 0,    0,    0});

TEST(Decoding, EveryEncodingGivesTheSameText) {
  const std::string text = "x,\xC3\xA9\xE2\x82\xAC\n";  // x,e with acute, euro
  EXPECT_EQ(translated(text, "utf-8"), text);
  EXPECT_EQ(translated("\xEF\xBB\xBF" + text, "utf-8"), text);
  EXPECT_EQ(translated("x,\xE9\x80\n", "windows-1252"), text);
  EXPECT_EQ(translated("x,\xE9\n", "latin-1"), "x,\xC3\xA9\n");
  const std::string little = bytes_of({'x', 0, ',', 0, 0xE9, 0, 0xAC, 0x20, '\n', 0});
  const std::string big = bytes_of({0xFE, 0xFF, 0, 'x', 0, ',', 0, 0xE9, 0x20, 0xAC, 0, '\n'});
  EXPECT_EQ(translated(little, "utf-16"), text);
  EXPECT_EQ(translated(bytes_of({0xFF, 0xFE}) + little, "utf-16"), text);
  EXPECT_EQ(translated(big, "utf-16"), text);
  EXPECT_EQ(translated(big.substr(2), "utf-16"), text);  // the zero byte of an ASCII character comes first
  EXPECT_EQ(translated(bytes_of({0x3D, 0xD8, 0, 0xDE}), "utf-16"), "\xF0\x9F\x98\x80");  // U+1F600
  EXPECT_EQ(translated("\xEF\xBB\xBFx", ""), "\xEF\xBB\xBFx");                           // bytes as they are
}

TEST(Decoding, WhatIsNoTextOfItsEncodingIsRefused) {
  EXPECT_EQ(refused(bytes_of({0xFF, 0xFE, 'x', 0}), "utf-8"),
            "t:1:1: begins with the byte order mark of UTF-16; read it with encoding utf-16");
  EXPECT_NE(refused(bytes_of({0xFF, 0xFE, 0, 0, 'x', 0, 0, 0}), "utf-8").find("UTF-32"), std::string::npos);
  EXPECT_EQ(refused(bytes_of({'x', 0, 'y'}), "utf-16"),
            "t: ends within a character at byte 2; it is no UTF-16");
  EXPECT_NE(refused(bytes_of({0, 0xDE, 'x', 0}), "utf-16").find("at byte 0"), std::string::npos);
  EXPECT_NE(refused(bytes_of({'x', 0, 0x3D, 0xD8}), "utf-16").find("surrogates at byte 4"),
            std::string::npos);
  EXPECT_NE(refusal(bytes_of({'x', 0, '\n', 0, '1', 0})).find("t.csv:1:2: byte 0x00"), std::string::npos);
}

TEST(Decoding, GzipIsUnpackedUpToALimit) {
  EXPECT_EQ(translated(packed, "utf-8"), "x\n1\n2\n");
  EXPECT_EQ(translated(packed + packed, "utf-8"), "x\n1\n2\nx\n1\n2\n");  // members follow each other
  EXPECT_EQ(translated(packed + std::string(100, '\0'), "utf-8"), "x\n1\n2\n");
  EXPECT_EQ(column(packed, "x").reals, (Doubles{1, 2}));
  EXPECT_NE(refused(packed + "3\n", "utf-8").find("no gzip"), std::string::npos);
  for (std::size_t size = 2; size < packed.size(); ++size)
    EXPECT_NE(refused(packed.substr(0, size), "utf-8").find("is cut off"), std::string::npos) << size;
  std::string damaged = packed;
  damaged[20] = static_cast<char>(damaged[20] ^ 1);  // the check sum
  EXPECT_NE(refused(damaged, "utf-8").find("is damaged"), std::string::npos);
  EXPECT_EQ(translated(packed, "utf-8", 6), "x\n1\n2\n");  // however often it is read
  EXPECT_NE(refused(packed, "utf-8", 5).find("unpacks to more than 5 bytes"), std::string::npos);
}

TEST(Decoding, AFileIsReadUpToALimit) {
  const TemporaryFile file("limit.csv", "x\n1\n2\n");
  InputLimits limits;
  limits.most = 6;
  EXPECT_EQ(read_all(*open_data(file.path(), "utf-8", limits)), "x\n1\n2\n");
  limits.most = 5;
  EXPECT_NE(data_refusal([&] { read_all(*open_data(file.path(), "utf-8", limits)); }).find("--max-input"),
            std::string::npos);
  std::uint64_t told = 0, of = 0;
  limits.most = 100;
  limits.progress = [&](std::uint64_t done, std::uint64_t all) {
    told = done;
    of = all;
  };
  read_all(*open_data(file.path(), "utf-8", limits));
  EXPECT_EQ(told, 6U);
  EXPECT_EQ(of, 6U);
}

TEST(JsonRows, AFieldOfEveryLineIsAColumn) {
  const auto json = [](const char* path) {
    DataFormat format = omitting;
    format.fields = {path};
    return format;
  };
  const std::string text =
      "{\"a\":{\"b\":1.5},\"c.d\":\"x\"}\n\n{\"a\":{\"b\":-2e3},\"c.d\":\"y\"}\r\n{\"a\":{\"b\":null}}\n{}";
  const UserData numbers = column(text, "", json("a.b"));
  EXPECT_EQ(numbers.reals, (Doubles{1.5, -2000}));
  EXPECT_EQ(numbers.missing, 2);
  EXPECT_EQ(numbers.lines[1], 3U);
  EXPECT_EQ(column(text, "", json("c.d")).classes.labels, (Names{"x", "y"}));
  EXPECT_EQ(column("{\"s\":\"a, \\\"b\\\"\\n\"}\n", "", json("s")).classes.labels, Names{"a, \"b\"\n"});
  EXPECT_EQ(column("{\"t\":true}\n{\"t\":false}\n", "", json("t")).classes.labels, (Names{"false", "true"}));
  EXPECT_EQ(column("{\"i\":9007199254740993}\n", "", json("i")).notes.size(), 1U);
  EXPECT_EQ(refusal("{\"a\":1}\n{\"a\":\n", "", json("a")).substr(0, 10), "t.csv:2:6:");
  EXPECT_EQ(refusal("{\"a\":1}\n[2]\n", "", json("a")),
            "t.csv:2:1: this line is no JSON object; of JSON lines each is one");
  EXPECT_EQ(refusal("{\"a\":1}\n{\"a\":1e400}\n", "", json("a")),
            "t.csv:2:1: a is \"1e400\", but must be a finite number");
  EXPECT_NE(refusal("{\"a\":[1]}\n", "", json("a")).find("a is an array"), std::string::npos);
}

// As Python's json.dumps writes what is no finite number; in a csv the same words are read so.
TEST(JsonRows, NumbersThatJsonHasNoWordsForAreAsInCsv) {
  DataFormat format;
  format.fields = {"x"};
  EXPECT_EQ(refusal("{\"x\":1}\n{\"x\":-Infinity}\n", "", format),
            "t.csv:2:1: x is \"-Infinity\", but must be a finite number");
  EXPECT_EQ(refusal("x\n1\n-Infinity\n", "x", {}),
            "t.csv:3:1: x is \"-Infinity\", but must be a finite number");
  EXPECT_EQ(
      refusal("{\"x\":1}\n{\"x\":NaN}\n", "", format),
      "t.csv:2:1: x is \"NaN\", a word for a missing value; --missing omit leaves such rows out, --na none "
      "takes the word as a value");
  format.omit_missing = true;
  const UserData data = column(
      "{\"x\": 1, \"y\": [Infinity, {\"x\": NaN}]}\n{\"x\" : NaN , \"y\": \"\"}\n{\"y\":\"\",\"x\":2.5}\n",
      "", format);
  EXPECT_EQ(data.reals, (Doubles{1, 2.5}));
  EXPECT_EQ(data.missing, 1);
  // A text is never taken for a number's word that stands beside it.
  format.fields = {"s"};
  EXPECT_EQ(column("{\"z\": NaN, \"s\": \"\\\"NaN\\\\\", \"w\": -Infinity}\n{\"s\": \"b\"}\n", "", format)
                .classes.labels,
            (Names{"\"NaN\\", "b"}));
}

TEST(JsonRows, LongAndDeepLinesTakeTimeByTheirLength) {
  DataFormat format;
  format.fields = {"a.a"};
  std::string many = "[NaN", deep;
  for (int i = 0; i < 100'000; ++i) many += ",\"s\",Infinity";
  for (int i = 0; i < 5000; ++i) deep += "{\"a\":";
  const std::string first = "{\"a\":{\"a\":1},\"b\":" + many + "]}\n";
  EXPECT_NE(refusal(first + deep + "1" + std::string(5000, '}') + "\n", "", format).find("a.a is an object"),
            std::string::npos);
}

TEST(JsonRows, SaysWhatALineHasNot) {
  DataFormat format;
  format.fields = {"x"};
  const std::string cure = ", one of 2 missing in 3 rows; --missing omit leaves such rows out";
  EXPECT_EQ(refusal("{\"x\":1}\n{\"x\":null}\n{}\n", "", format), "t.csv:2:1: x is null" + cure);
  EXPECT_EQ(refusal("{\"x\":1}\n{\"y\":1}\n{\"x\":null}\n", "", format), "t.csv:2:1: x is absent" + cure);
  EXPECT_EQ(refusal("{\"x\":1}\n{\"x\":NaN,\"x.y\":2}\n{\"x\":null}\n", "", format).substr(0, 21),
            "t.csv:2:1: x is \"NaN\"");
  EXPECT_EQ(refusal("{\"x\":1}\n{\"x\":\"\"}\n{}\n", "", format),
            "t.csv:2:1: x is \"\", an empty text" + cure);
  EXPECT_EQ(refusal("{\"y\":1}\n{\"x\":null}\n", "", format), "t.csv: no line has a value at \"x\"");
}

TEST(JsonRows, WhatIsNoJson) {
  DataFormat format;
  format.fields = {"x"};
  EXPECT_EQ(refusal("{\"x\":1}\n{\"x\":nan}\n", "", format).substr(0, 29), "t.csv:2:6: nan is no JSON her");
  EXPECT_EQ(refusal("{\"x\":1}\n{\"x\":-inf}\n", "", format).substr(0, 20), "t.csv:2:6: -inf is n");
  EXPECT_EQ(refusal("{\"x\":1}\n{NaN:1}\n", "", format).substr(0, 11), "t.csv:2:2: ");
  EXPECT_EQ(refusal("{\"x\":1}\n{\"x\":NaNs}\n", "", format).substr(0, 11), "t.csv:2:6: ");
  EXPECT_NE(refusal("{\"x\":1}\n{\"x\":01e400}\n", "", format).find("this line is no JSON"),
            std::string::npos);
  EXPECT_EQ(
      refusal("{\"x\":1,\"y\":\"\xC3\xA9\"}\n{\"x\":2,\"y\":\"caf\xE9\"}\n", "", format),
      "t.csv:2:16: byte 0xE9 is not UTF-8; say --encoding latin-1 if it is that, else convert the file");
}

TEST(JsonRows, AKeyThatIsAskedForStandsOnce) {
  DataFormat format;
  format.fields = {"a.b"};
  EXPECT_EQ(refusal("{\"a\":{\"b\":1}}\n{\"a\":{\"b\":1,\"c\":2,\"b\":3}}\n", "", format),
            "t.csv:2:1: the key \"b\" stands twice in one object");
  EXPECT_EQ(refusal("{\"a\":{\"b\":1},\"a\":{\"c\":NaN}}\n", "", format),
            "t.csv:1:1: the key \"a\" stands twice in one object");
  const UserData data = column(
      "{\"a\":{\"b\":1,\"d\":1,\"d\":2},\"c\":NaN,\"c\":[{\"a\":1,\"a\":2}],\"b\":5}\n{\"a\":{\"b\":2},\"d\":"
      "{\"a\":1,\"a\":2}}\n",
      "", format);
  EXPECT_EQ(data.reals, (Doubles{1, 2}));
}

TEST(JsonRows, JsonIsNoTable) {
  for (const char* text : {"{\"a\": 1}\n", "[1, 2, 3]\n", "[{\"a\":1}]\n", " \n{\"a\":1}\n", "{}\n"})
    EXPECT_NE(refusal(text).find("begins like JSON"), std::string::npos) << text;
  EXPECT_EQ(column("[a\nb\n[a\n", "", without_header).n, 3);
}

// Rows longer than a piece of the stream, and pieces that end within quotes and line ends.
TEST(CsvRows, RowsCrossThePiecesOfAStream) {
  std::string text = "id,value,text\r\n";
  double sum = 0;
  for (int i = 0; text.size() < (std::size_t{3} << 20); ++i) {
    const std::string filling(static_cast<std::size_t>(i % 977), i % 2 == 0 ? 'a' : '\n');
    text += std::to_string(i) + "," + std::to_string(i % 101) + ",\"" + filling + "\"\"" + filling + "\"\r\n";
    sum += i % 101;
  }
  text += "7,5,\"" + std::string(std::size_t{1} << 20, 'z') + "\"\r\n";
  const UserData data = column(text, "value");
  double read = 0;
  for (const double x : data.reals) read += x;
  EXPECT_EQ(read, sum + 5);
  EXPECT_EQ(data.reals.back(), 5);
  const UserData texts = column(text, "text");
  EXPECT_EQ(texts.n, data.n);
  std::string ragged = text + "1,2\r\n";
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  EXPECT_EQ(refusal(ragged, "value").substr(0, 14 + std::to_string(lines).size()),
            "t.csv:" + std::to_string(lines) + ":3: this");
}

}  // namespace
}  // namespace plim::decoding_test
