#include "plim/study/run_journal.hpp"

#include <array>
#include <cerrno>
#include <ctime>
#include <unistd.h>

#include "plim/core/error.hpp"
#include "plim/study/journal_facts.hpp"

namespace plim {
namespace {

/// Who writes, and since when: for people alone.
Facts session_facts(int threads) {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return {{"host", host.data()},
          {"process", std::to_string(::getpid())},
          {"threads", std::to_string(threads)},
          {"since", std::to_string(static_cast<std::int64_t>(std::time(nullptr)))}};
}

}  // namespace

RunJournal::RunJournal(const Plan& plan, std::filesystem::path path, Facts facts, bool restart, int threads,
                       JournalWriter::Timing timing)
    : plan_(plan),
      path_(std::move(path)),
      facts_(std::move(facts)),
      threads_(threads),
      timing_(timing),
      frames_(plan) {
  std::error_code error;
  const auto there = std::filesystem::symlink_status(path_, error).type();
  if (there == std::filesystem::file_type::not_found) return;
  const auto refuse = [this](const std::string& why) {
    throw Error(ExitCode::cannot_create, path_.string() + ": " + why);
  };
  if (there != std::filesystem::file_type::regular)
    refuse("is no journal of plim; it is left alone: name another output by --out");
  before_.emplace(path_);
  if (restart) {
    before_.reset();
    remove();
    return;
  }
  if (const auto found = disagreement(before_->header(), facts_, true))
    refuse("holds what another run has done, which was interrupted: " + *found +
           "; run that one on, discard it by --restart, or name another output by --out");
  blocks_ = std::make_unique<FramedBlocks>(plan_, before_->frames());
}

std::string RunJournal::head() const {
  std::string frames = before_ ? "" : frame_of(FrameKind::header, bytes_of(facts_));
  return frames + frame_of(FrameKind::session, bytes_of(session_facts(threads_)));
}

void RunJournal::skip() {
  while (before_ && before_->frames().next()) {
  }
}

void RunJournal::begin() {
  std::call_once(begun_, [this] {
    writer_ = std::make_unique<JournalWriter>(
        path_, [this] { return head(); }, before_ ? before_->frames().good() : 0, timing_);
  });
}

void RunJournal::keep(const BlockRecord& record) {
  begin();
  const std::string block = BlockFrames::block(record);
  {
    // The layout of a scenario is to stand before its blocks, whoever comes first.
    const std::lock_guard lock(layouts_);
    const std::string layout = frames_.layout(record.scenario);
    if (!layout.empty()) writer_->append(layout, 0);
  }
  writer_->append(block, 1);
}

void RunJournal::sync() {
  begin();
  writer_->sync();
}

bool RunJournal::finish(bool even_if_short) {
  if (even_if_short) begin();
  if (!writer_) return before_.has_value();
  writer_->finish(even_if_short);
  return writer_->begun();
}

void RunJournal::remove() noexcept {
  writer_.reset();  // which may be about to begin the file
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace plim
