#include <cstdlib>
#include <stdexcept>

#include "volume_samplers.hpp"

// Samplers at volume: cells, moments and the number of draws far out in either tail. A million draws of each
// in the suite; scripts/battery.sh runs the same with as many as asked for (PLIM_VOLUME), and prints what it
// saw.
namespace plim::volume_test {
namespace {

using namespace test;

constexpr double family_level = 1e-6;
constexpr std::int64_t comparisons = 200;  // more than are made here

std::uint64_t volume() {
  const char* asked = std::getenv("PLIM_VOLUME");
  const double draws = asked == nullptr ? 0x1p20 : std::strtod(asked, nullptr);
  if (!(draws >= chunk && draws < 0x1p48))
    throw std::invalid_argument("PLIM_VOLUME must be a number of draws from 16384 to 2^48");
  return static_cast<std::uint64_t>(draws / chunk) * chunk;
}

double limit() { return special::simultaneous_z(comparisons, family_level); }

TEST(Volume, U5_P2_T4_CellsMomentsAndTails) {
  std::uint64_t key = 100;  // samplers share no words
  for (const NamedSampler& s : samplers()) {
    const std::uint64_t draws = std::max<std::uint64_t>(chunk, volume() / s.slower / chunk * chunk);
    const Battery battery(s.known, draws, ++key);
    const auto [z, name] = battery.worst();
    EXPECT_LT(std::fabs(z), limit()) << s.name << ": " << name;
    if (std::getenv("PLIM_VOLUME") == nullptr) continue;
    std::printf("%-20s %11.0f draws, largest |z| %.2f (%s); tails seen/expected:%s\n", s.name.c_str(),
                static_cast<double>(draws), std::fabs(z), name.c_str(), battery.tails().c_str());
    std::fflush(stdout);
  }
}

// Of each test a mutant just large enough for the volume at hand, which that very test must see.
TEST(Volume, MutantsOfTwelveStandardErrorsAreCaught) {
  const std::uint64_t draws = std::min<std::uint64_t>(volume(), 1 << 26);
  const double step = 12 / std::sqrt(static_cast<double>(draws));
  const auto caught = [draws](const Fill& fill, const AnyLaw& law) {
    return Battery(Known{fill, law}, draws).worst();
  };
  const auto moved = [](auto change) {
    return Fill([change](const Address& address, std::uint64_t first, std::span<double> out) {
      fill_normal(address, first / 2, out);
      for (double& x : out) x = change(x);
    });
  };
  const AnyLaw normal(Normal{0, 1});
  const auto mean = caught(moved([step](double x) { return x + step; }), normal);
  EXPECT_GT(mean.first, limit()) << mean.second;
  const auto spread = caught(moved([step](double x) { return x * (1 + step); }), normal);
  EXPECT_GT(spread.first, limit()) << spread.second;
  // A tail cut off: draws beyond the point that 10^-3 of them pass are made milder.
  const auto cut = caught(moved([](double x) { return x > 3.0902323 ? 3.0902 : x; }), normal);
  EXPECT_EQ(cut.second, "upper tail 0");
  EXPECT_LT(cut.first, -limit());
  // One class takes from another.
  const std::vector<double> p = zipf_list(1000);
  std::vector<double> other = p;
  other[0] += p[1] * 4 * step;
  other[1] -= p[1] * 4 * step;
  const auto classes = caught(categorical_fill(other), AnyLaw(Categorical{p, {}}));
  EXPECT_GT(std::fabs(classes.first), limit()) << classes.second;
}

// The tests themselves: of a thousand streams of right draws about ten are beyond the 1 % point of each, 2 to
// 22 with probability 99.9 %; tails are counts, which are discrete, and may be fewer.
TEST(Volume, C6_DeviatesAreCalibrated) {
  const std::vector<double> p = zipf_list(20);
  const Known laws[] = {{dense(fill_normal), AnyLaw(Normal{0, 1})},
                        {categorical_fill(p), AnyLaw(Categorical{p, {}})}};
  for (const Known& known : laws) {
    std::map<std::string, int> beyond;
    for (std::uint64_t key = 1000; key < 2000; ++key) {
      for (const auto& [z, name] : Battery(known, chunk, key).deviates())
        beyond[name] += std::fabs(z) > 2.5758293 ? 1 : 0;
    }
    for (const auto& [name, count] : beyond) {
      EXPECT_LE(count, 22) << name;
      EXPECT_GE(count, name.find("tail") == std::string::npos ? 2 : 0) << name;
    }
  }
}

}  // namespace
}  // namespace plim::volume_test
