#include "plim/engine/thread_choice.hpp"

#include <gtest/gtest.h>

namespace plim::thread_choice_test {
namespace {

/// A machine of 16 processors where each source says another number.
ThreadSources all_sources() {
  ThreadSources sources;
  sources.option = 3;
  sources.slurm = "5";
  sources.openmp = "7";
  sources.taken = 7;
  sources.processors = {11, "affinity"};
  return sources;
}

std::string chosen(const ThreadSources& sources) {
  const ThreadChoice choice = choose_threads(sources);
  return std::to_string(choice.number) + " " + choice.from;
}

TEST(ThreadChoice, IsTheFirstThatSaysANumber) {
  ThreadSources sources = all_sources();
  EXPECT_EQ(chosen(sources), "3 --threads");
  EXPECT_TRUE(choose_threads(sources).asked);
  sources.option = 0;
  EXPECT_EQ(chosen(sources), "5 SLURM_CPUS_PER_TASK");
  EXPECT_FALSE(choose_threads(sources).asked);
  sources.slurm.reset();
  EXPECT_EQ(chosen(sources), "7 OMP_NUM_THREADS");
  sources.openmp.reset();
  EXPECT_EQ(chosen(sources), "11 affinity");
}

TEST(ThreadChoice, LooksAtNoVariableThatSaysNoNumberOfThreads) {
  ThreadSources sources = all_sources();
  sources.option = 0;
  for (const char* words :
       {"", "0", "-2", "4x", "4(x2)", "2,3", "4097", "99999999999999999999", "nonsense"}) {
    sources.slurm = words;
    const ThreadChoice choice = choose_threads(sources);
    EXPECT_EQ(choice.from, "OMP_NUM_THREADS") << words;
    EXPECT_EQ(choice.note, "SLURM_CPUS_PER_TASK is \"" + std::string(words) +
                               "\", no number from 1 to 4096, and is not looked at");
  }
  for (const char* words : {"4096", " 4096\n"}) {
    sources.slurm = words;
    EXPECT_EQ(chosen(sources), "4096 SLURM_CPUS_PER_TASK");
    EXPECT_EQ(choose_threads(sources).note, "");
  }
  sources.option = 3;
  sources.slurm = "nonsense";
  EXPECT_EQ(choose_threads(sources).note, "");  // it would not have been looked at anyway
}

TEST(ThreadChoice, TakesOfOpenMPWhatItTakesItself) {
  ThreadSources sources = all_sources();
  sources.option = 0;
  sources.slurm.reset();
  for (const char* words : {"7", " 7 ", "7,2", "7 , 2"}) {
    sources.openmp = words;
    EXPECT_EQ(chosen(sources), "7 OMP_NUM_THREADS") << words;
  }
  sources.taken = 16;  // it read none
  for (const char* words : {"", "0", "-7", "7x", "nonsense", "99999999999999999999"}) {
    sources.openmp = words;
    EXPECT_EQ(chosen(sources), "11 affinity") << words;
  }
  sources.openmp = "100000";
  sources.taken = 100000;
  EXPECT_EQ(chosen(sources), "4096 OMP_NUM_THREADS");
}

TEST(ThreadChoice, IsNoMoreThanOpenMPMakes) {
  ThreadSources sources = all_sources();
  sources.limit = 2;
  EXPECT_EQ(chosen(sources), "2 OMP_THREAD_LIMIT");
  EXPECT_TRUE(choose_threads(sources).asked);
  sources.limit = 3;
  EXPECT_EQ(chosen(sources), "3 --threads");
}

}  // namespace
}  // namespace plim::thread_choice_test
