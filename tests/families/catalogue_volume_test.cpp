#include <cstdio>

#include "exact_procedures.hpp"

// Far tails and lattices of the whole catalogue, one table: scripts/battery.sh asks for as many draws as
// PLIM_VOLUME says of what is drawn by blocks, a tenth of the others; the suite makes few, to see that the
// table is made.
namespace plim::catalogue_volume_test {
namespace {

using namespace test;

constexpr std::uint64_t few = 1 << 12, most_of_a_lattice = 1 << 24;

std::uint64_t volume() {
  const char* asked = std::getenv("PLIM_VOLUME");
  const double draws = asked == nullptr ? static_cast<double>(few) : std::strtod(asked, nullptr);
  if (!(draws >= few && draws < 0x1p47))
    throw std::invalid_argument("PLIM_VOLUME must be a number from 4096 to 2^47");
  return static_cast<std::uint64_t>(draws);
}

std::uint64_t draws_of(const Source& source) {
  return source.by_blocks ? volume() : std::max(few, volume() / 10);
}

/// The least p of a first look at the tails beyond 10^-6 and 10^-8, with what was seen of what was expected.
Comparison first_look(const Source& source, std::uint64_t n, std::uint64_t key) {
  const double size = static_cast<double>(n);
  const BothTails tails = tails_of(source, n, key, {1e-6, 1e-8});
  Comparison least{"", 1};
  for (std::size_t i = 0; i < 2; ++i) {
    for (const Tail& t : {tails.lower[i], tails.upper[i]}) {
      char text[64];
      std::snprintf(text, sizeof text, "%10.0f %9.1f", t.seen, size * t.mass);
      least.name += text;
      least.p = std::fmin(least.p, count_p(t.seen, size * t.mass));
    }
  }
  return least;
}

void write_row(const Source& source, std::uint64_t n, const Comparison& tails, double lattice_p) {
  std::printf("%-64s%12.0f%s%9.1e%9.1e\n", source.name.c_str(), static_cast<double>(n), tails.name.c_str(),
              tails.p, lattice_p);
  std::fflush(stdout);
}

TEST(CatalogueVolume, T4_T6_FarTailsAndLattices) {
  std::uint64_t key = 70000;
  const bool written = std::getenv("PLIM_VOLUME") != nullptr;
  if (written)
    std::printf(
        "%-64s%12s  seen and expected below 1e-6, above 1e-6, below 1e-8, above 1e-8; p of tails, of "
        "lattice\n",
        "law", "draws");
  for (const Source& source : exact_sources()) {
    const std::uint64_t n = draws_of(source), m = std::min(n, most_of_a_lattice);
    const Comparison tails = first_look(source, n, ++key);
    const Verdict grid = verdict_of(t6, source, m, key);
    double least = 1;
    for (const Comparison& c : grid.comparisons) least = std::fmin(least, c.p);
    EXPECT_EQ(grid.refutation, "");
    if (!(tails.p >= suite_level / most_comparisons)) {
      EXPECT_GE(first_look(source, 10 * n, key + (std::uint64_t{1} << 32)).p, escalation_level)
          << source.name;
    }
    if (written) write_row(source, n, tails, least);
  }
}

}  // namespace
}  // namespace plim::catalogue_volume_test
