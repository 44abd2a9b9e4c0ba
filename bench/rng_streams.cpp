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

/// A p-value below it fails. By Bonferroni a whole run over sound streams fails with at most level *
/// p-values.
constexpr double level = 1e-8;

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

struct Outcome {
  bool as_wanted;
  std::size_t tests;
};

Outcome judge(const Stream& stream) {
  const std::uint64_t bytes = stream.short_bytes > 0 ? stream.short_bytes : 16 * mebibyte;
  const std::clock_t begin = std::clock();
  const std::vector<Finding> findings = short_battery(first_words(stream, bytes));
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  const auto worst = std::min_element(findings.begin(), findings.end(),
                                      [](const Finding& a, const Finding& b) { return a.p < b.p; });
  const bool failed = worst->p < level;
  const bool as_wanted = stream.role == Role::limit || failed == (stream.role == Role::control);
  const std::string verdict = fmt::format("{}{}", failed ? "FAIL" : "pass", as_wanted ? "" : " (NOT WANTED)");
  fmt::print("| {:<18} | {:<7} | {:>8} | {:>2} | {:.1e} {:<22} | {} | {:.2f} |\n", stream.name,
             name_of(stream.role), bytes, findings.size(), worst->p, worst->test, verdict, seconds);
  std::fflush(stdout);
  return {as_wanted, findings.size()};
}

int battery(const std::vector<std::string>& names) {
  const std::vector<Stream> all = all_streams();
  std::vector<Stream> chosen;
  for (const std::string& name : names) chosen.push_back(stream_named(all, name));
  if (names.empty())
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
                 [](const Stream& s) { return s.short_bytes > 0; });
  fmt::print("| stream | role | bytes | tests | most extreme p (two-sided) | verdict | CPU s |\n");
  fmt::print("|---|---|---|---|---|---|---|\n");
  std::size_t own = 0, p_values = 0, wrong = 0;
  for (const Stream& stream : chosen) {
    const Outcome outcome = judge(stream);
    wrong += !outcome.as_wanted;
    if (stream.role != Role::plim) continue;
    ++own;
    p_values += outcome.tests;
  }
  fmt::print(
      "\nlevel {:.0e} a p-value; {} p-values of {} streams of plim: sound ones fail in at most {:.2e} of "
      "runs (Bonferroni)\n{}\n",
      level, p_values, own, level * static_cast<double>(p_values),
      wrong == 0 ? "all as wanted" : fmt::format("{} streams NOT as wanted", wrong));
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
