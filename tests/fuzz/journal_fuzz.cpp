#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

#include "plim/core/error.hpp"
#include "plim/io/journal.hpp"
#include "plim/study/block_frames.hpp"
#include "plim/study/conduct.hpp"
#include "plim/study/journal_facts.hpp"
#include "plim/study/journal_tally.hpp"
#include "plim/study/load.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace {

constexpr const char* study = R"(
study = { title = "a fixed study", seed = 1 }
population.p = { law = "categorical", weights = { grid = [[5, 3, 2], [1, 1]] } }
population.g = { law = "gamma", shape = 2.0, scale = 1.5 }
model.m = { likelihood = "gamma" }
sample.x = { from = "p", n = { grid = [5, 20] } }
sample.y = { from = "g", n = 10 }
estimate.H = { of = "entropy", on = "x", with = ["ml", "miller_madow"] }
estimate.shape = { of = "shape", on = "y", model = "m", with = ["mle"], interval = { level = 0.9 } }
check.b = { estimate = "H", with = "ml", measure = "bias", at_most = 0.0 }
check.f = { sample = "x", fits = "population" }
replicates = { fixed = 100 }
output = { trajectories = 3 }
)";
constexpr std::size_t longest = 1 << 16;

/// A plan, and the frames of a whole journal of it: what inputs are changes of.
struct Fixed {
  plim::Catalogue catalogue = plim::standard_catalogue();
  plim::Loaded loaded = plim::load_text(study, "/nonexistent", {}, catalogue);
  std::vector<plim::Frame> frames;

  Fixed() {
    frames.push_back(
        {plim::FrameKind::header, plim::bytes_of(plim::journal_facts(loaded, {}, std::nullopt))});
    plim::BlockFrames blocks(loaded.plan);
    std::string bytes;
    plim::ConductOptions how;
    how.keep = [&](const plim::BlockRecord& record) {
      bytes += blocks.layout(record.scenario) + plim::BlockFrames::block(record);
    };
    plim::conduct(loaded.plan, loaded.allocation, plim::Executor(1), how);
    plim::FrameReader reader(std::make_unique<std::istringstream>(bytes));
    while (std::optional<plim::Frame> frame = reader.next()) frames.push_back(std::move(*frame));
  }
};

/// Input that is no journal is a list of frames to be sealed: a byte of kind, two of length, so many others.
/// Kind 0: a frame of the fixed journal, by its number (a byte), with changes: place (two bytes), new byte.
std::string sealed(std::string_view input, const Fixed& fixed) {
  const auto byte = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c)); };
  std::string journal;
  while (input.size() >= 3) {
    const std::size_t kind = byte(input[0]);
    std::string payload(input.substr(3, byte(input[1]) + 256 * byte(input[2])));
    input.remove_prefix(3 + payload.size());
    if (kind != 0) {
      journal += plim::frame_of(static_cast<plim::FrameKind>(kind), payload);
    } else if (!payload.empty()) {
      plim::Frame frame = fixed.frames[byte(payload[0]) % fixed.frames.size()];
      for (std::size_t i = 1; i + 3 <= payload.size(); i += 3)
        frame.payload[(byte(payload[i]) + 256 * byte(payload[i + 1])) % frame.payload.size()] =
            payload[i + 2];
      journal += plim::frame_of(frame.kind, frame.payload);
    }
  }
  return journal;
}

/// The name of a file in memory that holds these bytes, until the next.
std::string file_of(std::string_view bytes) {
  static const int file = ::memfd_create("journal", MFD_CLOEXEC);
  if (file < 0 || ::ftruncate(file, 0) != 0 ||
      ::pwrite(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    std::abort();
  return "/proc/self/fd/" + std::to_string(file);
}

template <class Work>
void or_damaged(const Work& work) {
  try {
    work();
  } catch (const plim::Error& error) {
    if (error.code() != plim::ExitCode::data) std::abort();
  }
}

void tally(const std::string& path) {
  plim::Journal journal(path);
  const plim::JournalTally tally(std::span(&journal, 1));
  for (const auto& [number, scenario] : tally.scenarios()) {
    if (number >= tally.scenario_count() || scenario.done > tally.blocks_each()) std::abort();
  }
  if (tally.common() > tally.blocks_each()) std::abort();
}

void gather(const std::string& path, const Fixed& fixed) {
  plim::Journal journal(path);
  if (plim::disagreement(journal.header(), plim::facts_in(fixed.frames.front().payload), true)) return;
  plim::FramedBlocks blocks(fixed.loaded.plan, journal.frames());
  plim::Gather gather(fixed.loaded.plan, fixed.loaded.allocation);
  while (std::optional<plim::BlockRecord> record = blocks.next()) {
    if (gather.wants(*record)) gather.take(std::move(*record));
  }
  for (const plim::PartialBlock& block : blocks.partial()) {
    if (block.scenario >= fixed.loaded.plan.scenarios.size()) std::abort();
  }
  if (gather.done() > gather.all()) std::abort();
}

}  // namespace

/// Any bytes are a journal that is counted and whose blocks a plan takes, or are refused as damaged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > longest) return 0;
  static const Fixed fixed;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string path =
      file_of(input.substr(0, 7) == "PLIMJF1" ? std::string(input) : sealed(input, fixed));
  or_damaged([&] { tally(path); });
  or_damaged([&] { gather(path, fixed); });
  return 0;
}
