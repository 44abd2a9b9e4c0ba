#include "plim/io/output.hpp"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "plim/core/error.hpp"

namespace plim::output_test {
namespace {

namespace fs = std::filesystem;

/// A folder of its own for each test.
class Output : public ::testing::Test {
 protected:
  Output()
      : folder_(fs::temp_directory_path() / ("plim-output-" + std::to_string(::getpid()))),
        place_(folder_ / "x") {
    fs::create_directory(folder_);
  }
  ~Output() override { fs::remove_all(folder_); }

  std::string content(const fs::path& path) const {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  /// The permissions of the one file in the folder that is not `but`.
  unsigned permissions_beside(const fs::path& but) const {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
      if (entry.path() != but) return static_cast<unsigned>(entry.status().permissions());
    }
    return 0;
  }
  void put(const fs::path& place, const char* text) const {
    OutputFile file(place_of(place));
    file.write(text);
    file.commit();
  }
  ExitCode refusal(const fs::path& place) const {
    try {
      OutputFile file(place_of(place));
    } catch (const Error& error) {
      return error.code();
    }
    return ExitCode::done;
  }

  fs::path folder_, place_;
};

TEST_F(Output, LinksStayAlsoThoseToWhatIsNotThereYet) {
  fs::create_symlink("x", folder_ / "one");
  fs::create_symlink(folder_ / "one", folder_ / "two");
  put(folder_ / "two", "first");
  EXPECT_EQ(content(place_), "first");
  put(folder_ / "two", "second");
  EXPECT_EQ(content(place_), "second");
  EXPECT_TRUE(fs::is_symlink(folder_ / "one"));
  EXPECT_TRUE(fs::is_symlink(folder_ / "two"));
  EXPECT_EQ(entries(), 3U);
}

TEST_F(Output, LinksInACircleAreRefused) {
  fs::create_symlink("b", folder_ / "a");
  fs::create_symlink("a", folder_ / "b");
  EXPECT_EQ(refusal(folder_ / "a"), ExitCode::cannot_create);
}

TEST_F(Output, OnlyRegularFilesAreReplaced) {
  ASSERT_EQ(::mkfifo(place_.c_str(), 0600), 0);
  EXPECT_EQ(refusal(place_), ExitCode::cannot_create);
  EXPECT_EQ(refusal(folder_), ExitCode::cannot_create);
  EXPECT_EQ(refusal("/dev/null"), ExitCode::cannot_create);
  EXPECT_EQ(refusal(folder_ / "no" / "x"), ExitCode::cannot_create);
}

TEST_F(Output, WhatReplacesAPrivateFileIsPrivateFromTheStart) {
  std::ofstream(place_) << "old";
  fs::permissions(place_, fs::perms::owner_read | fs::perms::owner_write);
  OutputFile file(place_);
  // It has no name yet, where the file system can do without.
  if (entries() > 1) {
    EXPECT_EQ(permissions_beside(place_), 0600U);
  }
  file.commit();
  EXPECT_EQ(fs::status(place_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Output, AReadOnlyFileIsLeftAlone) {
  std::ofstream(place_) << "mine";
  fs::permissions(place_, fs::perms::owner_read);
  EXPECT_EQ(refusal(place_), ExitCode::cannot_create);
  EXPECT_EQ(content(place_), "mine");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Output, ANewFileHasThePermissionsOfTheUmask) {
  const mode_t before = ::umask(027);
  put(place_, "new");
  ::umask(before);
  EXPECT_EQ(static_cast<unsigned>(fs::status(place_).permissions()), 0640U);
}

}  // namespace
}  // namespace plim::output_test
