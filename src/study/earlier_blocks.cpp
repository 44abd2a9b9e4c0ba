#include "plim/study/earlier_blocks.hpp"

#include <sstream>

#include "plim/core/error.hpp"
#include "plim/io/results_reader.hpp"
#include "plim/study/journal_facts.hpp"

namespace plim {

EarlierBlocks::EarlierBlocks(const Plan& plan, const std::filesystem::path& result, const Facts& here)
    : name_(result.string()) {
  StoredBlocks stored = read_blocks(result);
  if (stored.frames.empty()) return;
  Facts there;
  for (const auto& [name, text] : stored.facts) {
    const bool changed = name == "git_commit" && stored.facts["git_dirty"] == "1";
    there.emplace_back(name, changed ? text + " (changed)" : text);
  }
  frames_ = std::make_unique<FrameReader>(std::make_unique<std::istringstream>(std::move(stored.frames)));
  const std::optional<Frame> header = frames_->next();
  if (header && header->kind == FrameKind::header)
    there.emplace_back(build_id_name, fact(facts_in(header->payload), build_id_name));
  if (const auto found = other_program(there, here)) {
    refused_ = "the blocks that " + name_ + " keeps are not gone on from, since " + *found;
    return;
  }
  blocks_ = std::make_unique<FramedBlocks>(plan, *frames_);
}

std::string EarlierBlocks::text(std::uint64_t done, std::uint64_t all, std::size_t partial) const {
  if (frames_->good() != frames_->size())
    throw Error(ExitCode::data, name_ + ": the blocks that it keeps are damaged; --restart begins anew");
  std::string text = "goes on from the blocks that " + name_ + " keeps: " + std::to_string(done) + " of " +
                     std::to_string(all) + " are done";
  if (partial > 0)
    text += "; " + std::to_string(partial) +
            " are drawn again for what the study asks for now besides, and only that is computed";
  if (blocks_->foreign() > 0)
    text += "; " + std::to_string(blocks_->foreign()) + " hold nothing that it asks for";
  return text;
}

}  // namespace plim
