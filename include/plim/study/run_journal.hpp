#pragma once
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "plim/io/journal_writer.hpp"
#include "plim/study/block_frames.hpp"
#include "plim/study/conduct.hpp"

namespace plim {

/// The journal of one run: what an interrupted one has left there, and where this one's blocks go.
class RunJournal {
 public:
  /// `facts`: what this run's journal says of it. If there is a journal that it can go on with, its blocks
  /// are a source; with `restart` it is taken away. Throws Error(cannot_create) if it is of another run, and
  /// Error(data) if it is none.
  RunJournal(const Plan& plan, std::filesystem::path path, Facts facts, bool restart, int threads,
             JournalWriter::Timing timing = {});
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;

  const std::filesystem::path& path() const noexcept { return path_; }
  /// The source of the blocks that are there, which is to be read to its end before anything else; null if
  /// there are none.
  BlockSource* source() const noexcept { return blocks_.get(); }
  /// Goes to the end of what is there instead, without its blocks. Throws Error(io).
  void skip();
  /// Bytes behind the last whole frame, once the source has given all.
  std::uint64_t torn() const noexcept {
    return before_ ? before_->frames().size() - before_->frames().good() : 0;
  }

  /// Starts the clock of a new file, or goes on with the old one.
  void begin();
  /// Keeps a block; from any thread.
  void keep(const BlockRecord& record);
  /// Makes what was kept so far safe, in a file that is begun now if it was not. Throws Error(io).
  void sync();
  bool failed() const noexcept { return writer_ && writer_->failed(); }
  /// Ends the writing; whether there is a journal now. Throws Error(io) if it could not be written.
  bool finish(bool even_if_short = false);
  /// Takes the file away, once what it holds is in a result.
  void remove() noexcept;

 private:
  std::string head() const;

  const Plan& plan_;
  std::filesystem::path path_;
  Facts facts_;
  int threads_;
  JournalWriter::Timing timing_;
  std::optional<Journal> before_;
  std::unique_ptr<FramedBlocks> blocks_;
  std::once_flag begun_;
  std::unique_ptr<JournalWriter> writer_;
  std::mutex layouts_;
  BlockFrames frames_;
};

}  // namespace plim
