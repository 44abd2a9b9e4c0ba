#include "round_options.hpp"

#include "arguments.hpp"
#include "plim/core/digest.hpp"

namespace plim::cli {

std::vector<Option> round_options() {
  return {{"rounds", Takes::text, "blocks after each round", ""},
          {"coin", Takes::nothing, "rounds go on by a bit of the numbers so far"}};
}

Rounds rounds_of(const Options& options, std::vector<std::string>& notes) {
  Rounds rounds;
  if (!options.given("rounds")) return rounds;
  for (const double end : read_numbers({options.text("rounds")}, "--rounds")) {
    const auto blocks = static_cast<std::uint64_t>(end);
    if (!(end >= 1 && end < 1e9) || (!rounds.ends.empty() && blocks <= rounds.ends.back()))
      throw Error(ExitCode::usage, "--rounds must ascend from 1 on");
    rounds.ends.push_back(blocks);
  }
  const bool coin = options.given("coin");
  rounds.go_on = [coin, &notes, ends = rounds.ends](std::size_t round, const Gathered& so_far) {
    const Digest digest = digest_of(so_far);
    const bool go_on = !coin || (digest[0] & 1) != 0;
    notes.push_back(std::to_string(ends[round]) + " " + hex(digest) + (go_on ? " goes on" : " ends"));
    return go_on;
  };
  return rounds;
}

}  // namespace plim::cli
