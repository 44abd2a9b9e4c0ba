// The random numbers of plim in the orders that a battery of tests should see (scripts/rng_battery.sh):
//
//   plim_rng_streams NAME [BYTES]            the stream as raw bytes, without end if BYTES is absent
//   plim_rng_streams --list                  name, role, bytes for a long battery and what it is, by tabs
//   plim_rng_streams --battery [NAME ...]    the short battery of rng/ in one table
//
// Exit code 1 of the battery: a stream of plim failed or a control passed.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>

#include <fmt/format.h>

#include "rng/short_tests.hpp"
#include "rng/stream.hpp"

namespace {

using namespace plim::rng;

/// A run over plim's streams, if they are sound, fails with at most this probability (Bonferroni).
constexpr double false_alarms = 1e-6;

const char* name_of(Role role) {
  return role == Role::plim ? "plim" : role == Role::control ? "control" : "limit";
}

int list() {
  for (const Stream& s : all_streams())
    fmt::print("{}\t{}\t{}\t{}\n", s.name, name_of(s.role), s.bytes, s.help);
  return 0;
}

const Stream& stream_named(const std::vector<Stream>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Stream& s) { return s.name == name; });
  if (found != all.end()) return *found;
  fmt::print(stderr, "plim_rng_streams: there is no stream '{}'; --list tells them\n", name);
  std::exit(64);
}

int write(const std::string& name, std::uint64_t bytes) {
  const std::vector<Stream> all = all_streams();
  const Source source = stream_named(all, name).open();
  std::vector<std::uint64_t> words(chunk);
  for (std::uint64_t left = bytes; left > 0;) {
    source(words);
    const std::size_t now = std::min<std::uint64_t>(left, 8 * chunk);
    if (std::fwrite(words.data(), 1, now, stdout) != now) return 74;
    left -= now;
  }
  return std::fflush(stdout) == 0 ? 0 : 74;
}

/// Whether the stream did as its role wants. `level`: a p-value below it fails.
bool judge(const Stream& stream, const std::vector<ShortTest>& tests, double level) {
  const std::uint64_t bytes = stream.short_bytes > 0 ? stream.short_bytes : 8 * mebibyte;
  const std::clock_t begin = std::clock();
  const std::vector<std::uint64_t> words = first_words(stream, bytes);
  double least = 1;
  std::string_view worst;
  for (const ShortTest& test : tests) {
    const double p = test.p(words);
    if (p < least) worst = test.name;
    least = std::min(least, p);
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  const bool failed = least < level;
  const bool as_wanted = stream.role == Role::limit || failed == (stream.role == Role::control);
  fmt::print("| {:<18} | {:<7} | {:>8} | {:.1e} {:<22} | {}{} | {:.2f} |\n", stream.name,
             name_of(stream.role), bytes, least, worst, failed ? "FAIL" : "pass",
             as_wanted ? "" : " (NOT WANTED)", seconds);
  std::fflush(stdout);
  return as_wanted;
}

int battery(const std::vector<std::string>& names) {
  const std::vector<Stream> all = all_streams();
  std::vector<Stream> chosen;
  for (const std::string& name : names) chosen.push_back(stream_named(all, name));
  if (names.empty())
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
                 [](const Stream& s) { return s.short_bytes > 0; });
  const std::vector<ShortTest> tests = short_tests();
  const auto own =
      std::count_if(all.begin(), all.end(), [](const Stream& s) { return s.role == Role::plim; });
  const double level = false_alarms / static_cast<double>(own) / static_cast<double>(tests.size());
  fmt::print("| stream | role | bytes | most extreme p (two-sided) | verdict | CPU s |\n");
  fmt::print("|---|---|---|---|---|---|\n");
  const auto wrong =
      std::count_if(chosen.begin(), chosen.end(), [&](const Stream& s) { return !judge(s, tests, level); });
  fmt::print(
      "\n{} tests a stream at level {:.1e}: of all {} streams of plim, if sound, one fails in at most {:.0e} "
      "of "
      "runs (Bonferroni)\n",
      tests.size(), level, own, false_alarms);
  fmt::print("{}\n", wrong == 0 ? "all as wanted" : fmt::format("{} streams NOT as wanted", wrong));
  return wrong == 0 ? 0 : 1;
}

int run(const std::vector<std::string>& arguments) {
  const std::string first = arguments.empty() ? "" : arguments.front();
  if (first == "--list" && arguments.size() == 1) return list();
  if (first == "--battery") return battery({arguments.begin() + 1, arguments.end()});
  const bool counted = arguments.size() == 2 && !arguments[1].empty() && arguments[1].size() <= 18 &&
                       arguments[1].find_first_not_of("0123456789") == std::string::npos;
  if (first.empty() || first.starts_with("-") || (arguments.size() != 1 && !counted)) {
    fmt::print(stderr, "usage: plim_rng_streams NAME [BYTES] | --list | --battery [NAME ...]\n");
    return 64;
  }
  return write(first, counted ? std::stoull(arguments[1]) : ~std::uint64_t{0});
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& e) {
    fmt::print(stderr, "plim_rng_streams: {}\n", e.what());
    return 70;
  }
}
