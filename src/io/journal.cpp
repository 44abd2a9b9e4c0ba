#include "plim/io/journal.hpp"

#include <array>
#include <fstream>

#include "plim/accumulate/bytes.hpp"
#include "plim/core/checksum.hpp"

namespace plim {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t frame_mark = 0x31464a4d494c50;  // "PLIMJF1"

/// What stands before the bytes of a frame; the checksum is of the rest of it and of them.
struct FrameHead {
  std::uint64_t mark = frame_mark, length = 0;
  std::uint32_t kind = 0, sum = 0;
};
static_assert(sizeof(FrameHead) == 24);

std::uint32_t sum_of(const FrameHead& head, std::string_view payload) {
  ByteWriter bytes;
  bytes(head.mark);
  bytes(head.length);
  bytes(head.kind);
  return checksum(payload, checksum(bytes.text()));
}

std::unique_ptr<std::istream> open_file(const fs::path& path) {
  std::error_code error;  // of other things to open one may wait for ever
  auto file = std::make_unique<std::ifstream>();
  if (fs::is_regular_file(path, error)) file->open(path, std::ios::binary);
  if (!file->is_open())
    throw Error(ExitCode::no_input, path.string() + ": there is no such journal, or it cannot be read");
  return file;
}

FrameReader frames_of(const fs::path& path) {
  std::unique_ptr<std::istream> file = open_file(path);
  try {
    return FrameReader(std::move(file));
  } catch (const Error& error) {
    throw Error(error.code(), path.string() + ": " + error.what());
  }
}

}  // namespace

std::string bytes_of(const Facts& facts) {
  ByteWriter out;
  out(static_cast<std::uint64_t>(facts.size()));
  for (const auto& [name, text] : facts) {
    for (const std::string* part : {&name, &text}) {
      out(static_cast<std::uint64_t>(part->size()));
      out.raw(*part);
    }
  }
  return out.text();
}

Facts facts_in(std::string_view bytes) {
  ByteReader in(bytes);
  std::uint64_t count = 0;
  in(count);
  Facts facts;
  const auto text = [&in] {
    std::uint64_t size = 0;
    in(size);
    return std::string(in.raw(size));
  };
  for (std::uint64_t i = 0; i < count; ++i) {
    std::string name = text();
    facts.emplace_back(std::move(name), text());
  }
  if (!in.at_end()) throw Error(ExitCode::data, "facts are too long");
  return facts;
}

const std::string& fact(const Facts& facts, std::string_view name) {
  static const std::string empty;
  for (const auto& [key, text] : facts) {
    if (key == name) return text;
  }
  return empty;
}

std::string frame_of(FrameKind kind, std::string_view payload) {
  FrameHead head;
  head.length = payload.size();
  head.kind = static_cast<std::uint32_t>(kind);
  head.sum = sum_of(head, payload);
  ByteWriter out;
  out(head.mark);
  out(head.length);
  out(head.kind);
  out(head.sum);
  out.raw(payload);
  return out.text();
}

std::string numbered(std::uint64_t layout, std::string_view bytes) {
  ByteWriter out;
  out(layout);
  out.raw(bytes);
  return out.text();
}

FrameReader::FrameReader(std::unique_ptr<std::istream> in) : in_(std::move(in)) {
  const auto begin = in_->tellg();
  in_->seekg(0, std::ios::end);
  const auto end = in_->tellg();
  in_->seekg(begin);
  check(begin >= 0 && end >= begin);
  size_ = static_cast<std::uint64_t>(end - begin);
}

/// What cannot be read now is no end: who went on from there would cut off what is whole.
void FrameReader::check(bool good) const {
  if (!good || in_->bad()) throw Error(ExitCode::io, "reading it failed before its end");
}

bool FrameReader::read(char* to, std::size_t size) {
  in_->read(to, static_cast<std::streamsize>(size));
  check(true);
  return static_cast<bool>(*in_);
}

void FrameReader::pause(std::function<std::unique_ptr<std::istream>()> open) {
  in_.reset();
  open_ = std::move(open);
}

std::optional<Frame> FrameReader::next() {
  if (!in_) {
    if (!open_) return std::nullopt;
    in_ = open_();
    check(static_cast<bool>(in_->seekg(static_cast<std::streamoff>(good_))));
  }
  std::optional<Frame> frame = read_frame();
  if (!frame) pause(nullptr);
  return frame;
}

std::optional<Frame> FrameReader::read_frame() {
  std::array<char, sizeof(FrameHead)> bytes{};
  if (size_ - good_ < bytes.size() || !read(bytes.data(), bytes.size())) return std::nullopt;
  FrameHead head;
  ByteReader in({bytes.data(), bytes.size()});
  in(head.mark);
  in(head.length);
  in(head.kind);
  in(head.sum);
  if (head.mark != frame_mark || head.kind < static_cast<std::uint32_t>(FrameKind::header) ||
      head.kind > static_cast<std::uint32_t>(FrameKind::beat) || head.length > size_ - good_ - bytes.size())
    return std::nullopt;
  Frame frame{static_cast<FrameKind>(head.kind), std::string(head.length, '\0')};
  if (!read(frame.payload.data(), head.length) || head.sum != sum_of(head, frame.payload))
    return std::nullopt;
  good_ += bytes.size() + head.length;
  return frame;
}

Journal::Journal(const fs::path& path) : path_(path), frames_(frames_of(path)) {
  std::optional<Frame> first;
  try {
    first = frames_.next();
  } catch (const Error& error) {
    throw Error(error.code(), path.string() + ": " + error.what());
  }
  if (!first || first->kind != FrameKind::header)
    throw Error(ExitCode::data, path.string() + ": is no journal of plim, or its beginning is damaged");
  try {
    header_ = facts_in(first->payload);
  } catch (const Error& error) {
    throw Error(ExitCode::data, path.string() + ": is no journal of plim: " + error.what());
  }
  if (fact(header_, "format") != journal_format)
    throw Error(ExitCode::data, path.string() + ": is a journal of format " + fact(header_, "format") +
                                    "; this plim reads format " + journal_format);
}

void Journal::pause() {
  frames_.pause([path = path_] { return open_file(path); });
}

fs::path journal_path(const fs::path& out) { return out.string() + ".journal"; }

}  // namespace plim
