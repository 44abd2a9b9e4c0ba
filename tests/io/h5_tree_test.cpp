#include "io/h5_tree.hpp"

#include <memory>

#include <gtest/gtest.h>

#include "plim/accumulate/bytes.hpp"
#include "plim/core/error.hpp"

namespace plim::h5::h5_tree_test {
namespace {

/// Events as the process that reads a file tells them.
class Told {
 public:
  Told& event(Event event) {
    out_(static_cast<std::uint8_t>(event));
    return *this;
  }
  Told& text(std::string_view text) {
    out_(static_cast<std::uint64_t>(text.size()));
    out_.raw(text);
    return *this;
  }
  Told& kind(int kind) {
    out_(static_cast<std::uint8_t>(kind));
    return *this;
  }
  Told& kind(Kind kind_of) { return kind(static_cast<int>(kind_of)); }
  Told& extents(const Extents& extents) {
    out_(extents);
    return *this;
  }
  template <class T>
  Told& number(T value) {
    out_(value);
    return *this;
  }
  Told& array(const char* name, Kind kind_of, const Extents& extent) {
    return event(Event::array).text(name).kind(kind_of).extents(extent);
  }
  Told& end(int times = 1) {
    for (int i = 0; i < times; ++i) event(Event::end);
    return *this;
  }
  const std::string& bytes() const { return out_.text(); }

 private:
  ByteWriter out_;
};

std::string a_file() {
  Told told;
  told.event(Event::attribute).text("seed").kind(Kind::integer).number(std::int64_t{-7});
  told.event(Event::group).text("g");
  told.event(Event::attribute).text("why").kind(Kind::text).text("for this");
  told.array("n", Kind::byte, {3}).number('\1').number('\2').number('\xff').end();
  told.array("bias", Kind::real, {1, 2}).number(1.5).number(2.5);
  told.event(Event::attribute).text("level").kind(Kind::real).number(0.9);
  told.event(Event::attribute).text("odd").kind(Kind::other).end();
  told.array("words", Kind::text, {2}).number(std::uint64_t{18}).text("a").text("b").end();
  told.array("none", Kind::other, {std::uint64_t{1} << 60}).end();
  return told.end(2).bytes();
}

Reader reader_of(const std::string& bytes) { return Reader(std::make_shared<const Tree>(bytes)); }

std::string fault_of(const std::string& bytes) {
  try {
    const Tree tree(bytes);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::data);
    return error.what();
  }
  return "";
}

TEST(Tree, HoldsWhatItIsTold) {
  const Reader reader = reader_of(a_file());
  EXPECT_EQ(reader.groups("/"), Texts{"g"});
  EXPECT_EQ(reader.arrays("/g"), (Texts{"n", "bias", "words", "none"}));
  EXPECT_EQ(reader.integer("/", "seed"), -7);
  EXPECT_THROW(reader.text("/", "seed"), Error);
  EXPECT_EQ(reader.text("g", "why"), "for this");
  EXPECT_EQ(reader.real("g/bias", "level"), 0.9);
  EXPECT_THROW(reader.real("g/bias", "odd"), Error);
  EXPECT_EQ(reader.real("g/bias", "absent"), std::nullopt);
  EXPECT_EQ(reader.length("g/n"), 3U);
  EXPECT_EQ(reader.bytes("/g/n"), "\1\2\xff");
  EXPECT_EQ(reader.integers("g/n", {3}), (std::vector<std::int64_t>{1, 2, 255}));
  EXPECT_EQ(reader.doubles("g/bias", {1, 2}), (std::vector<double>{1.5, 2.5}));
  EXPECT_EQ(reader.texts("g/words", {2}), (Texts{"a", "b"}));
}

TEST(Tree, GivesArraysOfTheAskedShapeAndClassOnly) {
  const Reader reader = reader_of(a_file());
  EXPECT_THROW(reader.doubles("g/bias", {2}), Error);
  EXPECT_THROW(reader.doubles("g/bias", {2, 1}), Error);
  EXPECT_THROW(reader.integers("g/bias", {1, 2}), Error);
  EXPECT_THROW(reader.doubles("g/n", {3}), Error);
  EXPECT_THROW(reader.texts("g/n", {3}), Error);
  EXPECT_THROW(reader.doubles("g/none", {std::uint64_t{1} << 60}), Error);
  EXPECT_THROW(reader.doubles("g", {1}), Error);
  EXPECT_THROW(reader.doubles("g/absent", {1}), Error);
  EXPECT_THROW(reader.groups("g/n"), Error);
  EXPECT_THROW(reader.length("g/bias"), Error);
  EXPECT_THROW(reader.flags("g/n", {3}, 255), Error);
  EXPECT_THROW(reader.bytes("g/words"), Error);
}

TEST(Tree, EveryCutAndWhatFollowsIsAFault) {
  const std::string whole = a_file();
  EXPECT_EQ(fault_of(whole), "");
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_NE(fault_of(whole.substr(0, size)), "");
  EXPECT_NE(fault_of(whole + '\3'), "");
}

TEST(Tree, AFaultIsTold) {
  Told told;
  told.event(Event::group).text("g").event(Event::fault).text("g/n: is odd");
  EXPECT_EQ(fault_of(told.bytes()), "g/n: is odd");
}

TEST(Tree, BelievesNoCount) {
  constexpr std::uint64_t huge = std::uint64_t{1} << 61;
  EXPECT_NE(fault_of(Told().array("a", Kind::real, {huge}).end(2).bytes()), "");
  EXPECT_NE(fault_of(Told().array("a", Kind::real, {huge, huge, 0}).end(2).bytes()), "");
  EXPECT_NE(fault_of(Told().array("a", Kind::byte, {huge, 8}).end(2).bytes()), "");
  EXPECT_NE(fault_of(Told().array("a", Kind::text, {1}).number(huge).end(2).bytes()), "");
  EXPECT_NE(fault_of(Told().event(Event::array).text("a").kind(3).number(huge).bytes()), "");
  EXPECT_NE(fault_of(Told().event(Event::group).number(huge).bytes()), "");
  // Texts are counted when they are asked for.
  const Reader more =
      reader_of(Told().array("a", Kind::text, {huge}).number(std::uint64_t{8}).text("").end(2).bytes());
  EXPECT_THROW(more.texts("a", {huge}), Error);
  const Reader fewer = reader_of(
      Told().array("a", Kind::text, {1}).number(std::uint64_t{16}).text("").text("").end(2).bytes());
  EXPECT_THROW(fewer.texts("a", {1}), Error);
}

TEST(Tree, RefusesWhatIsNothing) {
  EXPECT_NE(fault_of(Told().kind(5).bytes()), "");
  EXPECT_NE(fault_of(Told().array("a", static_cast<Kind>(5), {1}).number(1.0).end(2).bytes()), "");
  EXPECT_NE(fault_of(Told().event(Event::group).text("a/b").end(2).bytes()), "");
  EXPECT_NE(fault_of(Told().event(Event::group).text("").end(2).bytes()), "");
  EXPECT_NE(
      fault_of(Told().array("a", Kind::byte, {1}).number('x').event(Event::group).text("b").end(3).bytes()),
      "");
  EXPECT_NE(fault_of(Told().event(Event::group).text("a").end().event(Event::group).text("a").end(2).bytes()),
            "");
  Told deep;
  for (int i = 0; i < 100'000; ++i) deep.event(Event::group).text("d");
  EXPECT_NE(fault_of(deep.end(100'001).bytes()), "");
}

}  // namespace
}  // namespace plim::h5::h5_tree_test
