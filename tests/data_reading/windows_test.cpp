#include <fstream>
#include <sys/stat.h>
#include <thread>

#include "data_reading/csv_reading.hpp"
#include "engine/fixtures.hpp"

// Files are read through windows of 256 KiB, the first 64 KiB of which tell the dialect. What stands where a
// window ends must not matter.
namespace plim::windows_test {
namespace {

using namespace test;

constexpr std::size_t window = std::size_t{1} << 18, head = std::size_t{1} << 16;

TEST(Windows, MayEndAnywhere) {
  const std::string before = "x,y\n0,\"", after = "\"\r\n",
                    tricky =
                        "1,\"a\"\"b\"\"\"\r\n# comment, 3\r\n\"2\" ,\"c\r\nd\" \r\r\r\n 3 , e\n#\n\"4\",f\r";
  for (std::size_t at = 0; at <= tricky.size(); ++at) {
    const std::string filling(window - at - before.size() - after.size(), 'z');
    const std::string text = before + filling + after + tricky;
    const UserData numbers = column(text, "x"), names = column(text, "y");
    EXPECT_EQ(numbers.reals, (Doubles{0, 1, 2, 3, 4})) << at;
    EXPECT_EQ(numbers.lines[2], 5U) << at;
    EXPECT_EQ(numbers.lines[4], 11U) << at;
    EXPECT_EQ(names.classes.labels, (Names{" e", "a\"b\"", "c\r\nd", "f", filling})) << at;
    ASSERT_EQ(numbers.notes.size(), 1U) << at;
    EXPECT_EQ(numbers.notes[0], "t.csv: 2 lines with # in front left out as comments");
  }
}

TEST(Windows, AMarkOfCommentsAtTheEndIsNoCommentYet) {
  const std::string before = "x,y\na,";
  const std::string text = before + std::string(window - before.size() - 2, 'z') + "\n#b,3\n";
  EXPECT_NE(refusal(text, "y").find("this line begins with #"), std::string::npos);
}

TEST(Windows, ALineThatTheHeadCutsTellsNothing) {
  std::string text = "x;y\n";
  while (text.size() < 2 * head) text += std::string(3000, 'a') + ";1\n";
  EXPECT_EQ(column(text, "y").found, "--header yes --separator semicolon");
}

TEST(Windows, AZeroByteIsSeenInAnyOfThem) {
  std::string text = "x,y\n";
  while (text.size() < 2 * window) text += "1,abcdefgh\n";
  const std::size_t line = (text.size() - 4) / 11 + 2;
  EXPECT_EQ(refusal(text + std::string("1,a\0b\n", 6), "x").substr(0, 30),
            "t.csv:" + std::to_string(line) + ":4: byte 0x00; this");
}

TEST(Windows, AJsonLineCrossesThem) {
  DataFormat format;
  format.fields = {"x"};
  const std::string long_line = "{\"x\":1,\"y\":\"" + std::string(window - 10, 'z') + "\"}\n";
  EXPECT_EQ(column(long_line + long_line + "{\"x\":3}", "", format).reals, (Doubles{1, 1, 3}));
}

// A pipe can be read but once: what came through it is kept for a second reading.
TEST(Windows, APipeIsReadAgain) {
  const TemporaryFile place("pipe.csv", "");
  const std::string path = place.path().string() + ".fifo";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  std::string text = "name\n";
  for (int i = 0; i < 200000; ++i) text += i < 150000 ? "1\n" : "b\n";  // the names come late
  std::thread writer([&] { std::ofstream(path) << text; });
  InputLimits limits;
  limits.pipes = true;
  const Bytes bytes = open_data(path, "utf-8", limits);
  const UserData data = read_columns(*bytes, {}, "t.csv");
  writer.join();
  std::filesystem::remove(path);
  EXPECT_EQ(data.classes.labels, (Names{"1", "b"}));
  EXPECT_EQ(data.classes.counts, (test::Integers{150000, 50000}));
}

}  // namespace
}  // namespace plim::windows_test
