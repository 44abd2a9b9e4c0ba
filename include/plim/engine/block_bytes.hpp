#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/digest.hpp"
#include "plim/core/status.hpp"
#include "plim/engine/sink.hpp"
#include "plim/plan/plan.hpp"

namespace plim {

/// What names the stream of a scenario's data as its blocks rest on it: seed, sample, population, block size.
Digest block_stream(const Plan& plan, std::size_t scenario);

/// How the bytes of a scenario's blocks are laid out: each accumulator under the hash of all that its numbers
/// depend on, so that a study with one more check or estimator finds the others in blocks that were run
/// before.
struct BlockLayout {
  BlockLayout(const Plan& plan, std::size_t scenario);
  /// Reads what bytes() wrote. Throws Error(data) if it is none.
  explicit BlockLayout(std::string_view bytes);
  std::string bytes() const;
  bool operator==(const BlockLayout&) const = default;

  std::string name;  // of the scenario, for people
  Digest stream{};
  std::uint64_t cells = 0;    // the series at every n, which come first
  std::uint64_t kept = 0;     // the series whose kept values come last, in blocks that keep any
  std::vector<Digest> parts;  // in the order of the bytes
};

/// A block as bytes, laid out as its scenario is.
std::string bytes_of(const BlockRecord& record);

/// Where the parts of one layout stand in the blocks of a scenario of a plan.
class BlockMap {
 public:
  /// Throws Error(data) if the layout is of another stream.
  BlockMap(const Plan& plan, std::size_t scenario, const BlockLayout& from);
  std::size_t scenario() const noexcept { return scenario_; }
  /// If blocks of the layout have any part that the scenario wants.
  bool serves() const noexcept { return serves_; }
  /// A block read back. Throws Error(data) if the bytes are none, or hold what no study can have.
  struct Read {
    BlockRecord record;
    std::vector<std::size_t> missing;  // parts that the plan wants and the block has not: they are empty
  };
  Read read(const Plan& plan, std::string_view bytes) const;

 private:
  std::size_t scenario_;
  std::uint64_t cells_ = 0, kept_ = 0;      // of the plan
  std::size_t from_always_ = 0, from_ = 0;  // parts of every block, and with the kept values
  bool serves_ = false;
  std::vector<std::size_t> places_;  // [part of the plan] its part in the bytes, or none
};

/// What a block says of itself to those who know no plan.
struct BlockFacts {
  std::uint64_t block = 0, replicates = 0;
  std::array<std::int64_t, status_count> statuses{};  // of all series at every n together
};
/// `cells`: of its layout.
BlockFacts facts_of(std::uint64_t cells, std::string_view bytes);

}  // namespace plim
