#include "plim/io/claims.hpp"

#include <iostream>

#include <gtest/gtest.h>

#include "io/claim_world.hpp"

namespace plim::claims_test {
namespace {

using test::Outcome, test::Simulation, test::World;

void tell(const World& world, const Outcome& got) {
  std::cout << world.workers << " workers, " << world.units << " units: " << got.done << " done, "
            << got.doubled << " doubled, "
            << static_cast<double>(got.claims) / static_cast<double>(world.units) << " claims, "
            << static_cast<double>(got.pages) / static_cast<double>(world.units) << " pages, "
            << static_cast<double>(got.pulses) / static_cast<double>(world.units) << " pulses a unit; "
            << got.seconds << " s\n";
}

Outcome simulated(const World& world) {
  const Outcome got = Simulation(world).run();
  tell(world, got);
  return got;
}

TEST(Claims, AloneAWorkerDoesEachUnitOnceInTheirOrder) {
  World world;
  world.workers = 1;
  const Outcome got = simulated(world);
  EXPECT_EQ(got.done, world.units);
  EXPECT_EQ(got.claims, world.units);
}

TEST(Claims, NothingIsLostOrDoubledWhileAllLive) {
  for (const std::uint64_t workers : {2, 10, 100, 1000}) {
    World world;
    world.workers = workers;
    world.units = 20 * workers + 7;
    const Outcome got = simulated(world);
    EXPECT_EQ(got.done, world.units);
    EXPECT_EQ(got.doubled, 0U);
    EXPECT_LT(got.claims, 6 * world.units);
  }
}

TEST(Claims, TenThousandWorkersOfWhomManyDieLoseNothing) {
  World world;
  world.workers = 10'000;
  world.units = 30'000;
  world.unit_seconds = 300;
  world.deaths = 0.3;
  world.late = 0.2;
  const Outcome got = simulated(world);
  EXPECT_EQ(got.done, world.units);
  EXPECT_EQ(got.doubled, 0U);
  EXPECT_LT(got.claims, 6 * world.units);
}

TEST(Claims, WhoIsHeldUpForLongIsTakenForDeadAndHisUnitDoneTwice) {
  World world;
  world.workers = 1000;
  world.units = 20'000;
  world.unit_seconds = 100;
  world.holdups = 0.01;
  const Outcome got = simulated(world);
  EXPECT_EQ(got.done, world.units);
  EXPECT_GT(got.doubled, 0U);
  EXPECT_LT(got.doubled, world.units / 50);
}

TEST(Claims, AFaultyStoreShows) {
  World world;
  world.claims_hold = false;
  const Outcome got = simulated(world);
  EXPECT_GT(got.doubled, world.units / 50);
}

}  // namespace
}  // namespace plim::claims_test
