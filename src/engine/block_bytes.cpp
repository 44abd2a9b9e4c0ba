#include "plim/engine/block_bytes.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "plim/accumulate/bytes.hpp"
#include "plim/accumulate/zero_words.hpp"
#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/plan/keys.hpp"

namespace plim {
namespace {

constexpr std::uint64_t format = 0x3159414c4d494c50;  // "PLIMLAY1"
constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

std::string text_of(const JointPlan& joint, const ScenarioPlan& s) {
  std::string text = "joint\n";
  for (const JointVariable& v : joint.variables) {
    text += std::to_string(static_cast<int>(v.quantity)) + "\n" + series_text(s, v.size, v.series) +
            series_text(s, v.size, v.other);
  }
  return text;
}

std::string text_of(const IdentityPlan& i, const ScenarioPlan& s) {
  return "largest\n" + series_text(s, i.size, i.series) + series_text(s, i.size, i.other);
}

std::string text_of(const PoolPlan& pool, const ScenarioPlan& s) {
  std::string text = "pooled\n" + canonical(pool.first) + "\n";
  for (std::size_t i = s.nested ? 0 : pool.size; i <= pool.size; ++i) text += canonical(s.sizes[i]) + "\n";
  for (const double p : pool.p) text += canonical(p) + "\n";
  return text;
}

std::string text_of(const OwnPlan& own, const ScenarioPlan& s) {
  const std::string argument = own.argument ? " " + canonical(*own.argument) : "";
  return "own " + std::string(own.accumulator.name) + argument + "\n" + series_text(s, own.size, own.series);
}

Digest name_of_kept(const Digest& series) {
  return sha256("kept" + std::string(reinterpret_cast<const char*>(series.data()), series.size()));
}

/// Visits the accumulators of a record in the order of its parts.
template <class R, class Visit>
void each_part(R& record, const Visit& visit) {
  for (auto& x : record.series) visit(x);
  for (auto& x : record.joints) visit(x);
  for (auto& x : record.largest) visit(x);
  for (auto& x : record.pooled) visit(x);
  for (auto& x : record.own) visit(x);
}

std::size_t parts_of(const Record& r) {
  return r.series.size() + r.joints.size() + r.largest.size() + r.pooled.size() + r.own.size();
}

/// The parts of a block's bytes, each a stretch of them.
struct Opened {
  std::uint64_t block = 0, replicates = 0;
  std::string bytes;  // that the parts stand in
  std::vector<std::string_view> parts;
};

Opened open_block(std::string_view packed) {
  Opened opened;
  opened.bytes = with_zero_words(packed);
  ByteReader in(opened.bytes);
  std::uint64_t count = 0;
  in(opened.block);
  in(opened.replicates);
  in(count);
  if (count > opened.bytes.size()) throw Error(ExitCode::data, "a block ends too early");
  std::vector<std::uint32_t> sizes(count + count % 2);  // whole words
  for (std::uint32_t& size : sizes) in(size);
  for (std::uint64_t i = 0; i < count; ++i) opened.parts.push_back(in.raw(sizes[i]));
  if (!in.at_end()) throw Error(ExitCode::data, "a block is too long");
  return opened;
}

template <class T>
void read_part(std::string_view part, T& value) {
  ByteReader in(part);
  in(value);
  if (!in.at_end()) throw Error(ExitCode::data, "an accumulator of a block is too long");
}

}  // namespace

Digest block_stream(const Plan& plan, std::size_t scenario) {
  const ScenarioPlan& s = plan.scenarios[scenario];
  std::string text =
      "block " + std::to_string(plan.block) + "\nroute " + std::string(route_name(s.route)) + "\n";
  // Of independent sizes each stream stands with its size, in the names of the series.
  if (s.nested) {
    text += stream_texts(s, plan.seed).front();
  } else {
    text += s.names->sample + " " + s.population->canonical() + " " + std::to_string(plan.seed) + "\n";
  }
  return sha256(text);
}

BlockLayout::BlockLayout(const Plan& plan, std::size_t scenario)
    : name(name_of(plan.scenarios[scenario])), stream(block_stream(plan, scenario)) {
  const ScenarioPlan& s = plan.scenarios[scenario];
  const std::vector<std::string> streams = s.nested ? std::vector<std::string>() : stream_texts(s, plan.seed);
  cells = s.sizes.size() * s.series.size();
  kept = cells;
  for (std::size_t n = 0; n < s.sizes.size(); ++n) {
    for (std::size_t i = 0; i < s.series.size(); ++i)
      parts.push_back(sha256("series\n" + (s.nested ? std::string() : streams[n]) + series_text(s, n, i)));
  }
  for (const JointPlan& joint : s.joints) parts.push_back(sha256(text_of(joint, s)));
  for (const IdentityPlan& identity : s.identities) parts.push_back(sha256(text_of(identity, s)));
  for (const PoolPlan& pool : s.pooled) parts.push_back(sha256(text_of(pool, s)));
  for (const OwnPlan& o : s.gathered) parts.push_back(sha256(text_of(o, s)));
  for (std::size_t i = 0; i < kept; ++i) parts.push_back(name_of_kept(parts[i]));
}

std::string BlockLayout::bytes() const {
  ByteWriter out;
  out(format);
  out(static_cast<std::uint64_t>(name.size()));
  out.raw(name);
  out(stream);
  out(cells);
  out(kept);
  out(parts);
  return out.text();
}

BlockLayout::BlockLayout(std::string_view bytes) {
  ByteReader in(bytes);
  std::uint64_t mark = 0, length = 0;
  in(mark);
  in(length);
  name = in.raw(length);
  in(stream);
  in(cells);
  in(kept);
  in(parts);
  if (mark != format || !in.at_end() || cells > parts.size() || kept > parts.size() - cells)
    throw Error(ExitCode::data, "the bytes are no layout of blocks");
}

std::string bytes_of(const BlockRecord& record) {
  const Record& r = record.stats;
  const std::size_t row = record.kept.empty() ? 0 : r.series.size();
  const std::uint64_t count = parts_of(r) + row;
  std::vector<std::uint32_t> sizes;
  ByteWriter parts;
  std::size_t before = 0;
  const auto close = [&] {
    sizes.push_back(static_cast<std::uint32_t>(parts.text().size() - before));
    before = parts.text().size();
  };
  each_part(r, [&](const auto& part) {
    parts(part);
    close();
  });
  for (std::size_t i = 0; i < row; ++i) {
    for (std::size_t at = i; at < record.kept.size(); at += row) parts(record.kept[at]);
    close();
  }
  sizes.resize(count + count % 2);  // whole words
  ByteWriter out;
  out(record.block);
  out(record.replicates);
  out(count);
  for (const std::uint32_t size : sizes) out(size);
  out.raw(parts.text());
  return without_zero_words(out.text());
}

BlockMap::BlockMap(const Plan& plan, std::size_t scenario, const BlockLayout& from)
    : scenario_(scenario), from_always_(from.parts.size() - from.kept), from_(from.parts.size()) {
  const BlockLayout wanted(plan, scenario);
  if (from.stream != wanted.stream) throw Error(ExitCode::data, "a block is of another scenario");
  cells_ = wanted.cells;
  kept_ = wanted.kept;
  std::map<Digest, std::size_t> there;
  for (std::size_t i = 0; i < from.parts.size(); ++i) there[from.parts[i]] = i;
  for (const Digest& part : wanted.parts) {
    const auto found = there.find(part);
    places_.push_back(found == there.end() ? none : found->second);
    serves_ = serves_ || places_.back() != none;
  }
}

BlockMap::Read BlockMap::read(const Plan& plan, std::string_view bytes) const {
  const Opened opened = open_block(bytes);
  if (opened.parts.size() != from_always_ && opened.parts.size() != from_)
    throw Error(ExitCode::data, "a block has not the parts of its layout");
  Read read;
  BlockRecord& record = read.record;
  record.scenario = scenario_;
  record.block = opened.block;
  record.replicates = opened.replicates;
  record.stats = make_record(plan.scenarios[scenario_]);
  if (record.block > replicate_limit / plan.block || record.replicates > plan.block)
    throw Error(ExitCode::data, "a block is none that a study can have");
  std::size_t at = 0;
  each_part(record.stats, [&](auto& part) {
    const std::size_t place = places_[at++];
    if (place < opened.parts.size()) {
      read_part(opened.parts[place], part);
    } else {
      read.missing.push_back(at - 1);
    }
  });
  for (std::size_t i = 0; i < record.stats.size(); ++i) {
    const bool is_there = !std::binary_search(read.missing.begin(), read.missing.end(), i);
    if (is_there && record.stats[i].replicates() != static_cast<std::int64_t>(record.replicates))
      throw Error(ExitCode::data, "a block has not the replicates that it says");
  }
  const std::uint64_t begin = record.block * plan.block;
  const std::uint64_t kept = begin < plan.kept ? std::min(plan.kept - begin, record.replicates) : 0;
  record.kept.resize(kept * kept_);
  for (std::size_t i = 0; kept > 0 && i < kept_; ++i) {
    const std::size_t place = places_[at + i];
    if (place >= opened.parts.size() || opened.parts[place].size() < kept * sizeof(double)) {
      read.missing.push_back(at + i);
      continue;
    }
    ByteReader values(opened.parts[place]);
    for (std::size_t j = 0; j < kept; ++j) values(record.kept[j * kept_ + i]);
  }
  return read;
}

BlockFacts facts_of(std::uint64_t cells, std::string_view bytes) {
  const Opened opened = open_block(bytes);
  if (opened.parts.size() < cells) throw Error(ExitCode::data, "a block has not the parts of its layout");
  BlockFacts facts{opened.block, opened.replicates, {}};
  for (std::size_t i = 0; i < cells; ++i) {
    SeriesStats cell;
    read_part(opened.parts[i], cell);
    for (std::size_t s = 0; s < status_count; ++s) facts.statuses[s] += cell.statuses[s];
  }
  return facts;
}

}  // namespace plim
