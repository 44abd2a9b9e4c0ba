#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "plim/study/block_frames.hpp"

namespace plim {

/// The blocks that an earlier result in the place of the output keeps, for a larger study to go on from.
class EarlierBlocks {
 public:
  EarlierBlocks() = default;
  /// `here`: what a journal would say of the run that takes them. Throws as read_results() does.
  EarlierBlocks(const Plan& plan, const std::filesystem::path& result, const Facts& here);

  /// Null if it keeps none, or none that this program may go on from.
  BlockSource* source() const noexcept { return blocks_.get(); }
  /// Why the blocks that it keeps are not taken; "" if they are, or there are none.
  const std::string& refused() const noexcept { return refused_; }
  /// What was found once the source has given all, and that so many blocks have a part of what they are to
  /// have. Throws Error(data) if the blocks cannot be read to their
  /// end.
  std::string text(std::uint64_t done, std::uint64_t all, std::size_t partial) const;

 private:
  std::string name_, refused_;
  std::unique_ptr<FrameReader> frames_;
  std::unique_ptr<FramedBlocks> blocks_;
};

}  // namespace plim
