#pragma once
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "plim/study/queued_supply.hpp"

namespace plim {

/// What rank 0 answers to who asks for work: the number of his journal, and blocks; without blocks the run is
/// over for him.
struct Grant {
  std::uint64_t journal = 0;
  std::vector<BlockRange> blocks;
};

/// What a rank that does no more says to rank 0.
struct Farewell {
  int code = 0;  // that of the program, were it alone
  std::uint64_t blocks = 0;
  std::string stopped_by;  // what, if anything
  std::string message;     // of an error
};

/// Programs that were started together for one run, counted from rank 0, which divides the work. The loss of
/// one ends all.
class Team {
 public:
  /// Asked for so many blocks at most; 0 from a rank that is about to begin. Called by one thread at a time.
  using Give = std::function<Grant(int rank, std::uint64_t most)>;

  virtual ~Team() = default;
  virtual int rank() const = 0;
  virtual int size() const = 0;

  /// Rank 0: answers the others from now on; who asked before has waited.
  virtual void serve(Give give) = 0;
  /// Rank 0: another rank was stopped or has failed, so that this run will not be completed now.
  virtual bool ends_early() const = 0;
  /// Rank 0: waits until all others do no more; what they said, `[rank - 1]`.
  virtual std::vector<Farewell> farewells() = 0;

  /// Another rank: waits for the answer of rank 0, which is empty if that ends.
  virtual Grant ask(std::uint64_t most) = 0;
  /// Another rank: says that it does no more, and waits until rank 0 has done with the run.
  virtual void leave(const Farewell& farewell) = 0;
};

/// The blocks of some ranges, in their order, in pieces as large as they are asked for, but small ones at the
/// end, so that all ranks end together. From any thread.
class Handout {
 public:
  Handout(std::vector<BlockRange> ranges, int ranks);
  std::vector<BlockRange> take(std::uint64_t most);
  std::uint64_t left() const;

 private:
  std::vector<BlockRange> ranges_;
  std::uint64_t ranks_;
  mutable std::mutex mutex_;  // of the following
  std::size_t at_ = 0;        // what is before it is given out, and of that range a part
  std::uint64_t left_ = 0;
};

/// The blocks that a rank gets by asking.
class GrantedSupply final : public QueuedSupply {
 public:
  using Ask = std::function<std::vector<BlockRange>(std::uint64_t most)>;
  GrantedSupply(Ask ask, int threads, Stop stop);
  /// Nobody knows how many it will be.
  std::uint64_t most() const override { return most_at_all; }

 private:
  Lots fetch(std::uint64_t most, bool idle) override;

  static constexpr std::uint64_t most_at_all = ~std::uint64_t{0};
  Ask ask_;
};

}  // namespace plim
