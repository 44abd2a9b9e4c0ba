#include "mpi_team.hpp"

#define OMPI_SKIP_MPICXX 1
#include <chrono>
#include <csignal>
#include <cstring>
#include <iostream>
#include <mpi.h>
#include <pthread.h>

#include "plim/core/error.hpp"

namespace plim::mpi {
namespace {

enum Tag : int { question = 1, answer, farewell_said, dismissed };
using Words = std::vector<std::uint64_t>;

// MPI's own waiting takes a processor, of which there may be fewer than ranks.
constexpr std::chrono::microseconds desk_glance(1000), glance(200), end_glance(5000);

/// The size in bytes of a message that is there, and who sent it.
struct Envelope {
  int from = 0, tag = 0, size = 0;
};
std::optional<Envelope> look(int from, int tag) {
  int there = 0;
  MPI_Status status;
  MPI_Iprobe(from, tag, MPI_COMM_WORLD, &there, &status);
  if (there == 0) return std::nullopt;
  int size = 0;
  MPI_Get_count(&status, MPI_BYTE, &size);
  return Envelope{status.MPI_SOURCE, status.MPI_TAG, size};
}

std::string receive(const Envelope& envelope) {
  std::string bytes(static_cast<std::size_t>(envelope.size), '\0');
  MPI_Recv(bytes.data(), envelope.size, MPI_BYTE, envelope.from, envelope.tag, MPI_COMM_WORLD,
           MPI_STATUS_IGNORE);
  return bytes;
}

std::string receive_from_first(Tag tag, std::chrono::microseconds pause) {
  for (;;) {
    if (const auto envelope = look(0, tag)) return receive(*envelope);
    std::this_thread::sleep_for(pause);
  }
}

void send(int to, Tag tag, const std::string& bytes) {
  MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, to, tag, MPI_COMM_WORLD);
}

std::string packed(const Words& words) {
  return std::string(reinterpret_cast<const char*>(words.data()), words.size() * sizeof(std::uint64_t));
}

Words words_of(const std::string& bytes) {
  Words words(bytes.size() / sizeof(std::uint64_t));
  std::memcpy(words.data(), bytes.data(), words.size() * sizeof(std::uint64_t));
  return words;
}

std::string packed(const Grant& grant) {
  Words words = {grant.journal};
  for (const BlockRange& range : grant.blocks)
    words.insert(words.end(), {range.scenario, range.first, range.last});
  return packed(words);
}

Grant grant_of(const std::string& bytes) {
  const Words words = words_of(bytes);
  Grant grant{words.at(0), {}};
  for (std::size_t i = 1; i + 2 < words.size(); i += 3)
    grant.blocks.push_back({words[i], words[i + 1], words[i + 2]});
  return grant;
}

/// Numbers, then two texts with a zero byte between them.
std::string packed(const Farewell& farewell) {
  return packed(Words{static_cast<std::uint64_t>(farewell.code), farewell.blocks}) + farewell.stopped_by +
         '\0' + farewell.message;
}

Farewell farewell_of(const std::string& bytes) {
  constexpr std::size_t numbers = 2 * sizeof(std::uint64_t);
  const Words words = words_of(bytes.substr(0, numbers));
  const std::size_t end = bytes.find('\0', numbers);
  return {static_cast<int>(words.at(0)), words.at(1), bytes.substr(numbers, end - numbers),
          bytes.substr(end + 1)};
}

}  // namespace

MpiTeam::MpiTeam() {
  int provided = MPI_THREAD_SINGLE;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
  if (provided < MPI_THREAD_SERIALIZED) {
    MPI_Finalize();
    throw Error(
        ExitCode::resources,
        "this MPI library cannot be called from several threads, one at a time (MPI_THREAD_SERIALIZED)");
  }
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
  if (rank_ > 0 || size_ == 1) return;
  farewells_.resize(static_cast<std::size_t>(size_ - 1));
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  desk_ = std::thread([this] { answer_all(); });
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

MpiTeam::~MpiTeam() { MPI_Finalize(); }

void MpiTeam::serve(Give give) {
  const std::lock_guard lock(mutex_);
  give_ = std::move(give);
}

void MpiTeam::wait_for_farewells() {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (gone_ == size_ - 1) return;
    }
    std::this_thread::sleep_for(desk_glance);
  }
}

std::vector<Farewell> MpiTeam::farewells() {
  wait_for_farewells();
  return farewells_;
}

Grant MpiTeam::ask(std::uint64_t most) {
  send(0, question, packed(Words{most}));
  return grant_of(receive_from_first(answer, glance));
}

void MpiTeam::leave(const Farewell& farewell) {
  if (left_) return;
  left_ = true;
  send(0, farewell_said, packed(farewell));
  receive_from_first(dismissed, end_glance);
}

int MpiTeam::end(int code, const std::string& message) {
  if (rank_ > 0) {
    leave({code, 0, "", message});
    return 0;  // the job has the code of rank 0
  }
  if (size_ == 1) return code;
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  desk_.join();
  for (int other = 1; other < size_; ++other) {
    const Farewell& farewell = farewells_[static_cast<std::size_t>(other - 1)];
    if (code == 0 && farewell.code != 0) {
      std::cerr << farewell.message;
      code = farewell.code;
    }
    send(other, dismissed, "");
  }
  return code;
}

/// Until all others have said farewell and this rank has ended.
void MpiTeam::answer_all() {
  for (;;) {
    const bool busy = answer_one();
    const bool more = answer_pending();
    {
      const std::lock_guard lock(mutex_);
      if (ended_ && gone_ == size_ - 1) return;
    }
    if (!busy && !more) std::this_thread::sleep_for(desk_glance);
  }
}

bool MpiTeam::answer_one() {
  const auto envelope = look(MPI_ANY_SOURCE, MPI_ANY_TAG);
  if (!envelope) return false;
  const std::string bytes = receive(*envelope);
  if (envelope->tag == question) {
    pending_.push_back({envelope->from, words_of(bytes).at(0)});
    return true;
  }
  Farewell farewell = farewell_of(bytes);
  if (farewell.code != 0 || !farewell.stopped_by.empty()) ends_early_ = true;
  const std::lock_guard lock(mutex_);
  farewells_[static_cast<std::size_t>(envelope->from - 1)] = std::move(farewell);
  ++gone_;
  return true;
}

/// Who asks before there is anything to give waits.
bool MpiTeam::answer_pending() {
  std::vector<std::pair<int, Grant>> answers;
  {
    const std::lock_guard lock(mutex_);
    if (!give_ && !ended_) return false;
    for (const auto& [rank, most] : pending_) answers.emplace_back(rank, give_ ? give_(rank, most) : Grant{});
    pending_.clear();
  }
  for (const auto& [rank, grant] : answers) send(rank, answer, packed(grant));
  return !answers.empty();
}

}  // namespace plim::mpi
