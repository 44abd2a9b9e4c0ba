#include "plim/engine/block_bytes.hpp"

#include <algorithm>
#include <map>

#include "plim/accumulate/bytes.hpp"
#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/plan/keys.hpp"

namespace plim {
namespace {

constexpr std::uint64_t format = 0x314b4c424d494c50;  // "PLIMBLK1"

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

/// One accumulator under its name.
template <class T>
void add(ByteWriter& out, const Digest& name, const T& value) {
  ByteWriter bytes;
  bytes(value);
  out(name);
  out(static_cast<std::uint64_t>(bytes.text().size()));
  out.raw(bytes.text());
}

template <class T>
void add_all(ByteWriter& out, const std::vector<Digest>& names, const std::vector<T>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) add(out, names[i], values[i]);
}

/// Fills the accumulators that are there, and counts the others.
template <class T>
std::size_t fill(const std::map<Digest, std::string_view>& parts, const std::vector<Digest>& names,
                 std::vector<T>& values) {
  std::size_t missing = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto part = parts.find(names[i]);
    if (part == parts.end()) {
      ++missing;
      continue;
    }
    ByteReader bytes(part->second);
    bytes(values[i]);
    if (!bytes.at_end()) throw Error(ExitCode::data, "an accumulator of a block is too long");
  }
  return missing;
}

Digest name_of_kept(const Digest& series) {
  return sha256("kept" + std::string(reinterpret_cast<const char*>(series.data()), series.size()));
}

}  // namespace

BlockNames::BlockNames(const Plan& plan, std::size_t index) : scenario(index) {
  const ScenarioPlan& s = plan.scenarios[index];
  std::string text =
      "block " + std::to_string(plan.block) + "\nroute " + std::string(route_name(s.route)) + "\n";
  const std::vector<std::string> streams = stream_texts(s, plan.seed);
  if (s.nested) text += streams.front();
  // Of independent sizes each stream stands with its size, in the names of the series.
  const auto stream_of = [&](std::size_t size) { return s.nested ? std::string() : streams[size]; };
  if (!s.nested)
    text += s.names->sample + " " + s.population->canonical() + " " + std::to_string(plan.seed) + "\n";
  stream = sha256(text);
  for (std::size_t n = 0; n < s.sizes.size(); ++n) {
    for (std::size_t i = 0; i < s.series.size(); ++i)
      series.push_back(sha256("series\n" + stream_of(n) + series_text(s, n, i)));
  }
  for (const JointPlan& joint : s.joints) joints.push_back(sha256(text_of(joint, s)));
  for (const IdentityPlan& identity : s.identities) largest.push_back(sha256(text_of(identity, s)));
  for (const PoolPlan& pool : s.pooled) pooled.push_back(sha256(text_of(pool, s)));
  for (const OwnPlan& o : s.gathered) own.push_back(sha256(text_of(o, s)));
}

std::string bytes_of(const BlockNames& names, const BlockRecord& record) {
  const Record& r = record.stats;
  ByteWriter out;
  out(format);
  out(names.stream);
  out(record.block);
  out(record.replicates);
  const std::size_t row = names.series.size();
  const std::size_t kept = row == 0 ? 0 : record.kept.size() / row;
  out(static_cast<std::uint64_t>(r.series.size() + r.joints.size() + r.largest.size() + r.pooled.size() +
                                 r.own.size() + (kept > 0 ? row : 0)));
  add_all(out, names.series, r.series);
  add_all(out, names.joints, r.joints);
  add_all(out, names.largest, r.largest);
  add_all(out, names.pooled, r.pooled);
  add_all(out, names.own, r.own);
  for (std::size_t i = 0; kept > 0 && i < row; ++i) {
    std::vector<double> values(kept);
    for (std::size_t j = 0; j < kept; ++j) values[j] = record.kept[j * row + i];
    add(out, name_of_kept(names.series[i]), values);
  }
  return out.text();
}

ReadBlock read_block(const BlockNames& names, const Plan& plan, std::string_view bytes) {
  ByteReader in(bytes);
  std::uint64_t mark = 0, parts = 0;
  Digest stream{};
  ReadBlock read;
  in(mark);
  in(stream);
  if (mark != format || stream != names.stream)
    throw Error(ExitCode::data, "the bytes are no block of this scenario");
  const ScenarioPlan& s = plan.scenarios[names.scenario];
  read.record.scenario = names.scenario;
  read.record.stats = make_record(s);
  in(read.record.block);
  in(read.record.replicates);
  in(parts);
  if (read.record.block > replicate_limit / plan.block || read.record.replicates > plan.block)
    throw Error(ExitCode::data, "a block is none that a study can have");
  std::map<Digest, std::string_view> by_name;
  for (std::uint64_t i = 0; i < parts; ++i) {
    Digest name{};
    std::uint64_t size = 0;
    in(name);
    in(size);
    by_name[name] = in.raw(size);
  }
  if (!in.at_end()) throw Error(ExitCode::data, "a block is too long");
  Record& r = read.record.stats;
  read.missing = fill(by_name, names.series, r.series) + fill(by_name, names.joints, r.joints) +
                 fill(by_name, names.largest, r.largest) + fill(by_name, names.pooled, r.pooled) +
                 fill(by_name, names.own, r.own);
  const std::uint64_t begin = read.record.block * plan.block;
  const std::uint64_t kept = begin < plan.kept ? std::min(plan.kept - begin, read.record.replicates) : 0;
  const std::size_t row = names.series.size();
  read.record.kept.resize(kept * row);
  for (std::size_t i = 0; kept > 0 && i < row; ++i) {
    const auto part = by_name.find(name_of_kept(names.series[i]));
    std::vector<double> values(kept);
    if (part == by_name.end() || part->second.size() != sizeof(std::uint64_t) + kept * sizeof(double)) {
      ++read.missing;
      continue;
    }
    ByteReader reader(part->second);
    reader(values);
    for (std::size_t j = 0; j < kept; ++j) read.record.kept[j * row + i] = values[j];
  }
  return read;
}

}  // namespace plim
