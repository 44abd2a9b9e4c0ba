#pragma once
#include <filesystem>
#include <list>
#include <span>
#include <string>
#include <vector>

#include "plim/study/block_frames.hpp"
#include "plim/study/conduct.hpp"
#include "plim/study/journal_facts.hpp"

namespace plim {

/// Journals of one run: of its parts, or one that was interrupted.
class JournalSet {
 public:
  /// Throws Error(no_input or data) if one cannot be read, or is of another run than the first: of another
  /// study, program or machine.
  explicit JournalSet(const std::vector<std::filesystem::path>& paths);
  /// Of all of them: of the same study in other words the text that comes first, whatever their order.
  const Facts& facts() const noexcept { return *facts_; }

  /// The blocks of all of them, for the plan of their study, which is to outlive this object.
  std::vector<NamedSource> sources(const Plan& plan);
  std::span<Journal> journals() noexcept { return journals_; }

 private:
  std::vector<Journal> journals_;
  const Facts* facts_ = nullptr;
  std::list<FramedBlocks> blocks_;
};

/// Refuses to merge journals that this program and machine would not have written: Error(data).
void check_program(const Facts& facts, const Loaded& study, const std::string& name);

/// Which blocks are missing, as "x from p = ...: 3, 5 to 7"; a few scenarios, then how many more.
std::string missing_text(const Plan& plan, const Allocation& allocation, const Gather& gather);

}  // namespace plim
