#include "plim/io/h5.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "plim/core/digest.hpp"
#include "plim/core/error.hpp"
#include "plim/io/output.hpp"

namespace plim::h5::h5_test {
namespace {

namespace fs = std::filesystem;

/// A directory of its own for each test.
class H5 : public ::testing::Test {
 protected:
  H5()
      : directory_(fs::temp_directory_path() / ("plim-h5-" + std::to_string(::getpid()))),
        target_(directory_ / "r.h5") {
    fs::create_directory(directory_);
  }
  ~H5() override { fs::remove_all(directory_); }

  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(directory_), fs::directory_iterator()));
  }

  template <class F>
  static ExitCode code_of(F f) {
    try {
      f();
    } catch (const Error& error) {
      EXPECT_STRNE(error.what(), "");
      return error.code();
    }
    return ExitCode::done;
  }

  fs::path directory_, target_;
};

void fill(const Group& root, double first) {
  Group group = root.group("g");
  group.attribute("why", std::string("für ∞"));
  group.attribute("seed", std::int64_t{-7});
  group.axis("n", std::vector<std::int64_t>{10, 100});
  group.axis("class", Texts{"a", "é", ""});
  group.array("bias", {"n", "class"}, std::vector<double>{first, 2, 3, 4, 5, 6});
  group.array("label", {"class"}, Texts{"x", "", "yy"});
}

TEST_F(H5, ReadsBackWhatWasWritten) {
  Writer writer;
  fill(writer.root(), 1.5);
  write_file(target_, writer.image());
  const Reader reader(target_);
  EXPECT_EQ(reader.groups("/"), Texts{"g"});
  EXPECT_EQ(reader.text("g", "why"), "für ∞");
  EXPECT_EQ(reader.integer("g", "seed"), -7);
  EXPECT_EQ(reader.text("g", "absent"), std::nullopt);
  EXPECT_EQ(reader.doubles("g/bias", {2, 3}), (std::vector<double>{1.5, 2, 3, 4, 5, 6}));
  EXPECT_EQ(reader.integers("g/n", {2}), (std::vector<std::int64_t>{10, 100}));
  EXPECT_EQ(reader.texts("g/class", {3}), (Texts{"a", "é", ""}));
  EXPECT_TRUE(reader.is_text("g/label"));
  EXPECT_FALSE(reader.is_text("g/bias"));
  EXPECT_FALSE(reader.has("g/nothing"));
}

TEST_F(H5, AnUncommittedFileLeavesNothing) {
  {
    Writer writer;
    fill(writer.root(), 1);
  }
  EXPECT_EQ(entries(), 0U);
}

TEST_F(H5, TheOldFileStaysUntilTheCommit) {
  {
    Writer writer;
    fill(writer.root(), 1);
    write_file(target_, writer.image());
  }
  {
    Writer abandoned;
    fill(abandoned.root(), 2);
  }
  EXPECT_EQ(Reader(target_).doubles("g/bias", {2, 3})[0], 1);
  Writer writer;
  fill(writer.root(), 3);
  EXPECT_EQ(Reader(target_).doubles("g/bias", {2, 3})[0], 1);
  write_file(target_, writer.image());
  EXPECT_EQ(Reader(target_).doubles("g/bias", {2, 3})[0], 3);
  EXPECT_EQ(entries(), 1U);
}

TEST_F(H5, RefusesWhatIsNoResult) {
  EXPECT_EQ(code_of([&] { Reader reader(target_); }), ExitCode::no_input);
  std::ofstream(target_) << "not HDF5";
  EXPECT_EQ(code_of([&] { Reader reader(target_); }), ExitCode::data);
  Writer nowhere;
  EXPECT_EQ(code_of([&] { write_file(directory_ / "no" / "r.h5", nowhere.image()); }),
            ExitCode::cannot_create);
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(H5, NoFlippedBitAndNoCutGoesUnseen) {
  Writer writer;
  fill(writer.root(), 1);
  write_file(target_, writer.image());
  const std::string whole = bytes_of(target_);
  const auto refused = [&](const std::string& bytes) {
    std::ofstream(target_, std::ios::binary) << bytes;
    return code_of([&] { Reader reader(target_); }) == ExitCode::data;
  };
  EXPECT_FALSE(refused(whole));
  for (std::size_t at = 0; at < whole.size(); at += at + 64 < whole.size() ? 97 : 1) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1 << at % 8);
    EXPECT_TRUE(refused(flipped)) << at;
  }
  for (const std::size_t cut : {1, 63, 64, 65, 1000})
    EXPECT_TRUE(refused(whole.substr(0, whole.size() - cut)));
  EXPECT_TRUE(refused(whole + '\0'));
  EXPECT_TRUE(refused(whole.substr(whole.size() - 64)));
  // Without its trailer it is HDF5 all the same.
  refused(whole.substr(0, whole.size() - 64));
  EXPECT_EQ(Reader(target_, false).doubles("g/bias", {2, 3})[0], 1);
}

TEST_F(H5, TheTrailerIsAsTheReadmeSays) {
  Writer writer;
  fill(writer.root(), 1);
  write_file(target_, writer.image());
  const std::string whole = bytes_of(target_), image = whole.substr(0, whole.size() - 64),
                    trailer = whole.substr(image.size());
  EXPECT_EQ(trailer.substr(0, 16), std::string("plim-trailer-1\0\0", 16));
  std::uint64_t length = 0;
  for (std::size_t i = 8; i-- > 0;) length = length << 8 | static_cast<unsigned char>(trailer[16 + i]);
  EXPECT_EQ(length, image.size());
  const Digest digest = sha256(image);
  EXPECT_EQ(trailer.substr(24, 32), std::string(digest.begin(), digest.end()));
  EXPECT_EQ(trailer.substr(56), std::string(8, '\0'));
}

TEST_F(H5, ALinkStaysAndPermissionsAreKept) {
  std::ofstream(target_) << "old";
  fs::permissions(target_, fs::perms::owner_read | fs::perms::owner_write);
  const fs::path link = directory_ / "link.h5";
  fs::create_symlink("r.h5", link);
  Writer writer;
  fill(writer.root(), 4);
  write_file(place_of(link), writer.image());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(Reader(target_).doubles("g/bias", {2, 3})[0], 4);
  EXPECT_EQ(fs::status(target_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(entries(), 2U);
}

TEST_F(H5, AFileThatMustNotReplaceDoesNot) {
  std::ofstream(target_) << "mine";
  OutputFile out(target_);
  out.write("yours");
  EXPECT_EQ(code_of([&] { out.commit(false); }), ExitCode::cannot_create);
  EXPECT_EQ(bytes_of(target_), "mine");
}

TEST_F(H5, NoFileOfTheFolderIsTakenForOneInMemory) {
  Writer writer;
  fill(writer.root(), 1);
  write_file(target_, writer.image());
  // What the library would call images by itself, and what the first ones are called here.
  const fs::path before = fs::current_path();
  fs::current_path(directory_);
  for (const char* name :
       {"plim-results", "file_image_0", "file_image_1", "file_image_2", "plim-1", "plim-2"})
    std::ofstream(name) << "mine";
  {
    const Reader one(target_), two(target_);
    Writer other;
    fill(other.root(), 2);
    write_file(directory_ / "other.h5", other.image());
    EXPECT_EQ(one.doubles("g/bias", {2, 3})[0], 1);
    EXPECT_EQ(two.doubles("g/bias", {2, 3})[0], 1);
    EXPECT_EQ(Reader("other.h5").doubles("g/bias", {2, 3})[0], 2);
  }
  fs::current_path(before);
}

TEST_F(H5, AnArrayMustFillItsAxes) {
  Writer writer;
  Group group = writer.root().group("g");
  group.axis("n", std::vector<std::int64_t>{1, 2});
  EXPECT_ANY_THROW(group.array("bias", {"n"}, std::vector<double>{1}));
  EXPECT_ANY_THROW(group.array("bias", {"m"}, std::vector<double>{1, 2}));
}

}  // namespace
}  // namespace plim::h5::h5_test
