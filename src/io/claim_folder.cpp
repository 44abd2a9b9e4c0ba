#include "plim/io/claim_folder.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "plim/core/error.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

constexpr int most_numbers_tried = 10'000;
// Of workers and of claims on a unit; what has a higher one is none of ours.
constexpr std::uint64_t most_workers = std::uint64_t{1} << 31, most_claims = 1'000'000;
constexpr const char *claims_name = "claims", *done_name = "done", *workers_name = "workers";

[[noreturn]] void fail_at(const fs::path& path, const char* what, int error) {
  throw Error(error == ENOSPC || error == EIO ? ExitCode::io : ExitCode::cannot_create,
              path.string() + ": " + what + ": " + std::strerror(error));
}

/// The number that a name begins with and what is behind it; nothing if it is none of ours.
std::optional<std::pair<std::uint64_t, std::string>> number_of(const std::string& name) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc()) return std::nullopt;
  return std::pair(number, std::string(end, name.data() + name.size()));
}

/// Calls what(number, rest) for every name in a folder; a folder that is not there has none.
template <class What>
void for_names_in(const fs::path& folder, What&& what) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (const auto found = number_of(entry->path().filename().string())) what(found->first, found->second);
  }
  if (error && error != std::errc::no_such_file_or_directory)
    throw Error(ExitCode::io, folder.string() + ": cannot be read: " + error.message());
}

void make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) fail_at(folder, "cannot be made", errno);
}

}  // namespace

ClaimFolder::ClaimFolder(fs::path folder, std::uint64_t others, std::chrono::milliseconds beat_every)
    : folder_(std::move(folder)), worker_(others < most_workers ? others : 0) {
  for (const char* kind : {workers_name, claims_name, done_name}) make_folder(folder_ / kind);
  enlist();
  beat(false);
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    heart_ = std::thread([this, beat_every] { keep_beating(beat_every); });
  } catch (const std::system_error&) {
    // No thread can be made: the heart beats with each claim.
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

ClaimFolder::~ClaimFolder() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ends_.notify_all();
  if (heart_.joinable()) heart_.join();
  beat(true);
  ::close(file_);
}

void ClaimFolder::enlist() {
  for_names_in(folder_ / workers_name, [this](std::uint64_t number, const std::string& rest) {
    if (rest.empty() && number < most_workers) worker_ = std::max(worker_, number);
  });
  for (int tried = 0; tried < most_numbers_tried; ++tried) {
    own_ = folder_ / workers_name / std::to_string(++worker_);
    file_ = ::open(own_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file_ >= 0) return;
    if (errno != EEXIST) fail_at(own_, "cannot be made", errno);
  }
  fail_at(own_, "cannot be made", EEXIST);
}

void ClaimFolder::keep_beating(std::chrono::milliseconds every) {
  std::unique_lock lock(mutex_);
  while (!ends_.wait_for(lock, every, [this] { return ended_; })) {
    lock.unlock();
    beat(false);
    lock.lock();
  }
}

/// A line of always as many bytes, written at once; who cannot write it will be taken for dead, which is
/// harmless.
void ClaimFolder::beat(bool ended) noexcept {
  std::array<char, 64> line{};
  const int size = std::snprintf(line.data(), line.size(), "worker %20llu beats %20llu %s\n",
                                 static_cast<unsigned long long>(worker_),
                                 static_cast<unsigned long long>(++beats_), ended ? "ended" : "lives");
  if (::pwrite(file_, line.data(), static_cast<std::size_t>(size), 0) == size) ::fdatasync(file_);
}

fs::path ClaimFolder::in(const char* kind, std::uint64_t unit) const {
  return folder_ / kind / std::to_string(unit / claims_per_page) / std::to_string(unit);
}

/// A network file system may make a link and lose the answer.
bool ClaimFolder::is_mine(const fs::path& claim) const {
  struct stat there {
  }, own{};
  return ::lstat(claim.c_str(), &there) == 0 && ::fstat(file_, &own) == 0 && there.st_ino == own.st_ino &&
         there.st_dev == own.st_dev;
}

bool ClaimFolder::claim(std::uint64_t unit, unsigned attempt) {
  fs::path claim = in(claims_name, unit);
  claim += "." + std::to_string(attempt);
  if (!heart_.joinable()) beat(false);
  for (bool again = false;; again = true) {
    if (::link(own_.c_str(), claim.c_str()) == 0) return true;
    if (errno == EEXIST) return is_mine(claim);
    if (errno == EMLINK) {
      // A claim without a worker, whom others will take for dead; the unit may be done twice.
      const int file = ::open(claim.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
      if (file >= 0) ::close(file);
      return file >= 0;
    }
    if (errno != ENOENT || again) break;
    make_folder(claim.parent_path());
  }
  fail_at(claim,
          errno == EPERM || errno == EOPNOTSUPP ? "a claim cannot be linked; workers need a file system "
                                                  "with hard links"
                                                : "a claim cannot be made",
          errno);
}

void ClaimFolder::finish(std::uint64_t unit) {
  const fs::path mark = in(done_name, unit);
  for (bool again = false;; again = true) {
    const int file = ::open(mark.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file >= 0) ::close(file);
    if (file >= 0 || errno == EEXIST) return;  // whoever said so, and by whatever
    if (errno != ENOENT || again) fail_at(mark, "cannot be made", errno);
    make_folder(mark.parent_path());
  }
}

std::vector<UnitState> ClaimFolder::page(std::uint64_t page) {
  std::vector<UnitState> units(claims_per_page);
  const auto state = [&](std::uint64_t unit) -> UnitState* {
    return unit / claims_per_page == page ? &units[unit % claims_per_page] : nullptr;
  };
  for_names_in(folder_ / claims_name / std::to_string(page),
               [&](std::uint64_t unit, const std::string& rest) {
                 const auto attempt = number_of(rest.empty() ? rest : rest.substr(1));
                 UnitState* const at = state(unit);
                 if (at != nullptr && attempt && attempt->second.empty() && attempt->first <= most_claims)
                   at->claims = std::max(at->claims, static_cast<unsigned>(attempt->first));
               });
  for_names_in(folder_ / done_name / std::to_string(page), [&](std::uint64_t unit, const std::string& rest) {
    UnitState* const at = state(unit);
    if (at != nullptr && rest.empty()) at->done = true;
  });
  return units;
}

Pulse ClaimFolder::pulse(std::uint64_t unit, unsigned attempt) {
  fs::path claim = in(claims_name, unit);
  claim += "." + std::to_string(attempt);
  std::array<char, 64> line{};
  const int file = ::open(claim.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file >= 0) {
    if (::pread(file, line.data(), line.size() - 1, 0) < 0) line[0] = '\0';
    ::close(file);
  }
  unsigned long long worker = 0, beats = 0;
  std::array<char, 8> state{};
  // Of what cannot be read now nothing is known: a worker 0 whose heart does not beat.
  std::sscanf(line.data(), "worker %llu beats %llu %7s", &worker, &beats, state.data());
  return {worker, beats, std::strcmp(state.data(), "ended") == 0};
}

}  // namespace plim
