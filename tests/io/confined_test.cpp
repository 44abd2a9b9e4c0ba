#include "io/confined.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include "plim/core/error.hpp"

namespace plim::confined_test {
namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20;
const Confinement enough{256 * megabyte, 256 * megabyte, std::chrono::seconds(10)};

/// What the work's end is reported as; "" if it ended well.
std::string fault_of(const Confinement& limits, const std::function<void(const Write&)>& work) {
  try {
    confined(limits, work);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::data);
    return error.what();
  }
  return "";
}

TEST(Confined, GivesWhatIsWrittenInItsOrder) {
  std::string all;
  for (int i = 0; i < 300'000; ++i) all += std::to_string(i);
  const std::string given = confined(enough, [&all](const Write& write) {
    write(std::string_view(all).substr(0, 1'000'000));
    for (std::size_t at = 1'000'000; at < all.size(); at += 7) write(std::string_view(all).substr(at, 7));
  });
  EXPECT_TRUE(given == all);
  EXPECT_EQ(confined(enough, [](const Write&) {}), "");
}

TEST(Confined, WhatDiesInTheChildIsAFaultOfTheFile) {
  EXPECT_EQ(fault_of(enough,
                     [](const Write& write) {
                       write("half");
                       ::raise(SIGKILL);
                     }),
            "is damaged: reading it ended in signal 9");
  EXPECT_EQ(fault_of(enough, [](const Write&) { std::abort(); }), "is damaged: reading it ended in signal 6");
  EXPECT_EQ(fault_of(enough, [](const Write&) { ::_exit(0); }), "is damaged: it cannot be read to its end");
  EXPECT_EQ(fault_of(enough, [](const Write&) { throw 1; }), "is damaged: it cannot be read to its end");
}

TEST(Confined, TimeIsBounded) {
  const auto start = std::chrono::steady_clock::now();
  const Confinement second{megabyte, megabyte, std::chrono::seconds(1)};
  const std::string why = "is damaged: it cannot be read within 1 s";
  EXPECT_EQ(fault_of(second, [](const Write&) { std::this_thread::sleep_for(std::chrono::hours(1)); }), why);
  // The pipe is closed, but the process goes on: nobody waits for it.
  EXPECT_NE(fault_of(second,
                     [](const Write&) {
                       for (int fd = 0; fd < 1000; ++fd) ::close(fd);
                       std::this_thread::sleep_for(std::chrono::hours(1));
                     }),
            "");
  // Signals of the terminal do not reach it, and the clock of the processor stops it as well.
  const std::string busy = fault_of(second, [](const Write&) {
    ::raise(SIGTERM);
    std::atomic<unsigned> turns = 0;
    while (turns < 2) turns = turns + 1 == 3 ? 0 : 1;
  });
  EXPECT_TRUE(busy == why || busy == "is damaged: reading it ended in signal 9") << busy;
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(Confined, MemoryAndOutputAreBounded) {
  const std::string why = "is damaged: reading it takes more memory than a file of its size can need";
#ifndef __SANITIZE_ADDRESS__
  EXPECT_EQ(fault_of({64 * megabyte, megabyte, enough.time},
                     [](const Write& write) {
                       const std::vector<char> much(200 * megabyte);
                       write({much.data(), 1});
                     }),
            why);
  const auto opens = [](const Write&) {
    if (::open("/etc/passwd", O_RDONLY) < 0) throw 1;
  };
  EXPECT_NE(fault_of(enough, opens), "");
#endif
  EXPECT_EQ(fault_of({256 * megabyte, megabyte, enough.time},
                     [](const Write& write) {
                       for (;;) write(std::string(1000, 'x'));
                     }),
            why);
}

TEST(Confined, TouchesNothingOfThisProcess) {
  int value = 1;
  ::testing::internal::CaptureStdout();
  std::printf("once");  // stays in the buffer of the parent
  confined(enough, [&value](const Write&) {
    value = 2;
    std::printf("never");
    std::fflush(stdout);
  });
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "once");
  EXPECT_EQ(value, 1);
}

TEST(Confined, IsAskedByManyThreadsAtOnce) {
  std::vector<std::thread> threads;
  std::vector<std::string> given(8);
  for (std::size_t i = 0; i < given.size(); ++i) {
    threads.emplace_back([&given, i] {
      for (int k = 0; k < 20; ++k)
        given[i] = confined(enough, [i](const Write& write) {
          std::vector<std::string> much(1000, std::string(100, static_cast<char>('a' + i)));
          write(much.back());
        });
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < given.size(); ++i)
    EXPECT_EQ(given[i], std::string(100, static_cast<char>('a' + i)));
}

}  // namespace
}  // namespace plim::confined_test
