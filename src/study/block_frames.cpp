#include "plim/study/block_frames.hpp"

#include "plim/accumulate/bytes.hpp"
#include "plim/core/build_info.hpp"
#include "plim/engine/completion.hpp"
#include "plim/study/journal_facts.hpp"

namespace plim {
namespace {

/// What is there stays as bytes, which take less room, until the rest has been run.
PartialBlock lacking(const Plan& plan, const std::shared_ptr<const BlockMap>& map, const BlockMap::Read& read,
                     std::string bytes) {
  const BlockRecord& r = read.record;
  return {r.scenario, r.block, r.replicates, needed_for(plan.scenarios[r.scenario], read.missing),
          [&plan, map, bytes = std::move(bytes)](BlockRecord&& fresh) {
            BlockMap::Read block = map->read(plan, bytes);
            complete(block, std::move(fresh));
            return std::move(block.record);
          }};
}

}  // namespace

std::string BlockFrames::layout(std::size_t scenario) {
  if (said_[scenario]) return "";
  said_[scenario] = true;
  return frame_of(FrameKind::layout, numbered(scenario, BlockLayout(plan_, scenario).bytes()));
}

std::string BlockFrames::block(const BlockRecord& record) {
  return frame_of(FrameKind::block, numbered(record.scenario, bytes_of(record)));
}

void BlockArchive::keep(const BlockRecord& record) {
  std::string frame = BlockFrames::block(record);
  const std::lock_guard lock(mutex_);
  blocks_[{record.scenario, record.block}] = std::move(frame);
}

std::string BlockArchive::frames(std::uint64_t blocks) const {
  BlockFrames frames(plan_);
  std::string all = frame_of(FrameKind::header, bytes_of(Facts{{build_id_name, build_id()}}));
  for (const auto& [place, frame] : blocks_) {
    if (place.second >= blocks) continue;
    all += frames.layout(place.first);
    all += frame;
  }
  return all;
}

FramedBlocks::FramedBlocks(const Plan& plan, FrameReader& frames) : plan_(plan), frames_(frames) {
  for (std::size_t s = 0; s < plan.scenarios.size(); ++s) scenarios_[block_stream(plan, s)].push_back(s);
}

FramedBlocks::~FramedBlocks() = default;

std::optional<BlockRecord> FramedBlocks::next() {
  while (ready_.empty()) {
    const std::optional<Frame> frame = frames_.next();
    if (!frame) return std::nullopt;
    if (frame->kind == FrameKind::layout) take_layout(frame->payload);
    if (frame->kind == FrameKind::block) take_block(frame->payload);
  }
  BlockRecord record = std::move(ready_.back());
  ready_.pop_back();
  return record;
}

void FramedBlocks::take_layout(std::string_view payload) {
  ByteReader in(payload);
  std::uint64_t number = 0;
  in(number);
  const BlockLayout layout(payload.substr(sizeof number));
  Maps& maps = maps_[number];
  maps.clear();
  const auto scenarios = scenarios_.find(layout.stream);
  if (scenarios == scenarios_.end()) return;
  // Samples of one law at other sizes have its stream, but nothing in common.
  for (const std::size_t s : scenarios->second) {
    auto map = std::make_shared<const BlockMap>(plan_, s, layout);
    if (map->serves()) maps.push_back(std::move(map));
  }
}

void FramedBlocks::take_block(std::string_view payload) {
  ByteReader in(payload);
  std::uint64_t number = 0;
  in(number);
  const auto maps = maps_.find(number);
  if (maps == maps_.end()) throw Error(ExitCode::data, "a block stands before its layout");
  if (maps->second.empty()) ++foreign_;
  for (const std::shared_ptr<const BlockMap>& map : maps->second) {
    const std::string_view bytes = payload.substr(sizeof number);
    BlockMap::Read read = map->read(plan_, bytes);
    if (read.missing.empty()) {
      ready_.push_back(std::move(read.record));
    } else {
      partial_.push_back(lacking(plan_, map, read, std::string(bytes)));
    }
  }
}

}  // namespace plim
