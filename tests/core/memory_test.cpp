#include "plim/core/memory.hpp"

#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

namespace plim::memory_test {
namespace {

namespace fs = std::filesystem;

/// A machine of 8 GiB as its files describe it.
class Memory : public ::testing::Test {
 protected:
  Memory() : root_(fs::temp_directory_path() / ("plim-memory-" + std::to_string(::getpid()))) {
    put("proc/meminfo", "MemTotal:        8388608 kB\nMemFree: 1 kB\n");
  }
  ~Memory() override { fs::remove_all(root_); }
  void put(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }
  fs::path root_;
};

TEST_F(Memory, IsThatOfTheMachineWithoutAGroup) {
  EXPECT_EQ(memory_limit(root_), std::uint64_t{8} << 30);
  put("proc/self/cgroup", "0::/a/b\n");
  put("sys/fs/cgroup/a/memory.max", "max\n");
  EXPECT_EQ(memory_limit(root_), std::uint64_t{8} << 30);
}

TEST_F(Memory, IsTheLeastOfTheGroupsAbove) {
  put("proc/self/cgroup", "0::/a/b\n");
  put("sys/fs/cgroup/a/memory.max", "1000000\n");
  put("sys/fs/cgroup/a/b/memory.max", "2000000\n");
  EXPECT_EQ(memory_limit(root_), 1000000U);
}

TEST_F(Memory, KnowsTheOlderGroupsAndContainers) {
  put("proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/docker/1234\n");
  put("sys/fs/cgroup/memory/memory.limit_in_bytes", "3000000\n");  // the container's own, at the top
  EXPECT_EQ(memory_limit(root_), 3000000U);
}

TEST_F(Memory, IsUnlimitedIfNothingSaysHowMuch) {
  EXPECT_EQ(memory_limit(root_ / "nowhere"), ~std::uint64_t{0});
}

}  // namespace
}  // namespace plim::memory_test
