#include "plim/io/journal.hpp"

#include <istream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <streambuf>

#include <gtest/gtest.h>

#include "plim/core/error.hpp"

namespace plim::journal_test {
namespace {

/// A file on a disk that fails behind so many bytes.
class FailingDisk final : public std::stringbuf {
 public:
  FailingDisk(const std::string& bytes, std::streamsize good) : std::stringbuf(bytes), good_(good) {}

 private:
  std::streamsize xsgetn(char* to, std::streamsize size) override {
    if (size > good_) throw std::runtime_error("a read failed");
    good_ -= size;
    return std::stringbuf::xsgetn(to, size);
  }

  std::streamsize good_;
};

/// One of which nobody can say where it ends.
class Unmeasured final : public std::stringbuf {
 public:
  using std::stringbuf::stringbuf;

 private:
  pos_type seekoff(off_type, std::ios::seekdir, std::ios::openmode) override {
    return pos_type(off_type(-1));
  }
};

std::string two_frames() { return frame_of(FrameKind::header, "one") + frame_of(FrameKind::block, "two"); }

std::size_t frames_in(FrameReader& reader) {
  std::size_t count = 0;
  while (reader.next()) ++count;
  return count;
}

TEST(Journal, EndsWhereAFrameIsNotWhole) {
  const std::string bytes = two_frames();
  for (std::size_t size = 27; size < bytes.size(); ++size) {
    FrameReader reader(std::make_unique<std::istringstream>(bytes.substr(0, size)));
    EXPECT_EQ(frames_in(reader), 1U);
    EXPECT_EQ(reader.good(), 27U);
  }
}

TEST(Journal, WhatCannotBeReadIsNoEnd) {
  for (const std::streamsize good : {0, 24, 27, 51}) {
    FailingDisk disk(two_frames(), good);
    FrameReader reader(std::make_unique<std::istream>(&disk));
    try {
      frames_in(reader);
      FAIL() << good;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::io) << good;
    }
  }
}

TEST(Journal, WhatCannotBeMeasuredIsNotEmpty) {
  Unmeasured disk(two_frames());
  EXPECT_THROW(FrameReader(std::make_unique<std::istream>(&disk)), Error);
}

}  // namespace
}  // namespace plim::journal_test
