#pragma once
#include <atomic>
#include <mutex>
#include <thread>

#include "plim/study/team.hpp"

namespace plim::mpi {

/// The ranks of MPI's world as a team. MPI is called by one thread at a time: in rank 0 by one that answers
/// the others, in these by whoever asks.
class MpiTeam final : public Team {
 public:
  /// Throws Error(resources) if the library cannot be called so.
  MpiTeam();
  MpiTeam(const MpiTeam&) = delete;
  MpiTeam& operator=(const MpiTeam&) = delete;
  /// Ends MPI. Every rank is to have ended before.
  ~MpiTeam() override;

  int rank() const override { return rank_; }
  int size() const override { return size_; }
  void serve(Give give) override;
  bool ends_early() const override { return ends_early_; }
  std::vector<Farewell> farewells() override;
  Grant ask(std::uint64_t most) override;
  void leave(const Farewell& farewell) override;

  /// Ends the run of every rank, each by its own call: waits for the others. `code`, `message`: what this one
  /// has come to. The exit code of all: that of rank 0, or of another that failed when rank 0 did not.
  int end(int code, const std::string& message);

 private:
  void answer_all();
  bool answer_one();
  bool answer_pending();
  void wait_for_farewells();

  int rank_ = 0, size_ = 1;
  bool left_ = false;  // of another rank than 0
  std::atomic<bool> ends_early_ = false;
  struct Question {
    int rank;
    std::uint64_t most;
  };
  std::vector<Question> pending_;  // of the thread that answers
  std::mutex mutex_;               // of the following
  Give give_;
  bool ended_ = false;
  int gone_ = 0;
  std::vector<Farewell> farewells_;
  std::thread desk_;
};

}  // namespace plim::mpi
