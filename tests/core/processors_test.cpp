#include "plim/core/processors.hpp"

#include <fstream>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>

namespace plim::processors_test {
namespace {

namespace fs = std::filesystem;

class ProcessorsAtHand : public ::testing::Test {
 protected:
  ProcessorsAtHand() : root_(fs::temp_directory_path() / ("plim-processors-" + std::to_string(::getpid()))) {}
  ~ProcessorsAtHand() override { fs::remove_all(root_); }
  void put(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }
  /// Of 16 there are, `allowed` by the affinity.
  std::string found(int allowed = 16) const {
    const Processors p = processors(16, allowed, root_);
    return std::to_string(p.number) + " " + p.from;
  }
  fs::path root_;
};

TEST_F(ProcessorsAtHand, AreAllUnlessTheAffinitySaysFewer) {
  EXPECT_EQ(found(), "16 processors");
  EXPECT_EQ(found(5), "5 affinity");
  EXPECT_EQ(found(0), "16 processors");  // the system does not say
  EXPECT_EQ(processors(-1, 0, root_).number, 1);
}

TEST_F(ProcessorsAtHand, AreWhatTheQuotaOfAGroupOrOneAboveItKeepsBusy) {
  put("proc/self/cgroup", "0::/a/b\n");
  put("sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  EXPECT_EQ(found(), "16 processors");
  put("sys/fs/cgroup/a/cpu.max", "350000 100000\n");
  EXPECT_EQ(found(), "4 cgroup quota");  // of 3.5
  EXPECT_EQ(found(3), "3 affinity");
  put("sys/fs/cgroup/a/b/cpu.max", "200000 100000\n");
  EXPECT_EQ(found(), "2 cgroup quota");
  put("sys/fs/cgroup/a/b/cpu.max", "1000 100000\n");
  EXPECT_EQ(found(), "1 cgroup quota");
  put("sys/fs/cgroup/a/b/cpu.max", "nonsense\n");
  EXPECT_EQ(found(), "4 cgroup quota");
}

TEST_F(ProcessorsAtHand, KnowTheOlderGroupsAndContainers) {
  put("proc/self/cgroup", "5:cpu,cpuacct:/docker/1234\n4:memory:/x\n0::/\n");
  put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");  // the container's own, at the top
  put("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(found(), "16 processors");
  put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "600001\n");
  EXPECT_EQ(found(), "7 cgroup quota");
}

}  // namespace
}  // namespace plim::processors_test
