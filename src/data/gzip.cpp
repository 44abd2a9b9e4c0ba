#include "gzip.hpp"

#include <algorithm>
#include <array>
#include <zlib.h>

#include "plim/core/error.hpp"

namespace plim {
namespace {

class GzipBytes final : public ByteStream {
 public:
  GzipBytes(Bytes packed, std::uint64_t most, std::string name)
      : packed_(std::move(packed)), most_(most), name_(std::move(name)) {
    constexpr int gzip_alone = 16 + MAX_WBITS;
    if (inflateInit2(&state_, gzip_alone) != Z_OK) throw Error(ExitCode::data, name_ + ": zlib cannot start");
  }
  ~GzipBytes() override { inflateEnd(&state_); }

  std::size_t read(char* to, std::size_t most) override {
    std::size_t made = 0;
    while (made < most && !ended_) {
      // zlib counts in 32 bits.
      const auto room = static_cast<uInt>(std::min<std::size_t>(most - made, std::size_t{1} << 30));
      state_.next_out = reinterpret_cast<Bytef*>(to + made);
      state_.avail_out = room;
      unpack();
      made += room - state_.avail_out;
    }
    total_ += made;
    if (total_ > most_) {
      throw Error(ExitCode::data, name_ + ": unpacks to more than " + std::to_string(most_) +
                                      " bytes; --max-input says how much is read at most");
    }
    return made;
  }

  void rewind() override {
    packed_->rewind();
    inflateReset(&state_);
    state_.avail_in = 0;
    total_ = 0;
    ended_ = packed_ended_ = false;
  }

 private:
  void refill() {
    state_.next_in = reinterpret_cast<Bytef*>(piece_.data());
    state_.avail_in = static_cast<uInt>(packed_->read(piece_.data(), piece_.size()));
    packed_ended_ = state_.avail_in == 0;
  }

  void unpack() {
    if (state_.avail_in == 0) refill();
    if (state_.avail_in == 0) throw Error(ExitCode::data, name_ + ": the gzip file is cut off");
    const int result = inflate(&state_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      next_member();
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      throw Error(ExitCode::data, name_ + ": the gzip file is damaged" +
                                      (state_.msg != nullptr ? std::string(": ") + state_.msg : ""));
    }
  }

  /// Zeros after a member are passed over, as gzip does; other bytes would be lost.
  void next_member() {
    do {
      if (state_.avail_in == 0) refill();
      for (; state_.avail_in > 0 && *state_.next_in == 0; --state_.avail_in) ++state_.next_in;
      ended_ = state_.avail_in == 0;
    } while (ended_ && !packed_ended_);
    if (ended_) return;
    if (*state_.next_in != 0x1F)
      throw Error(ExitCode::data, name_ + ": bytes that are no gzip follow the packed ones");
    inflateReset(&state_);
  }

  Bytes packed_;
  std::uint64_t most_;
  std::string name_;
  z_stream state_{};
  std::array<char, std::size_t{1} << 16> piece_;
  std::uint64_t total_ = 0;
  bool ended_ = false, packed_ended_ = false;
};

}  // namespace

Bytes open_gzip(Bytes packed, std::uint64_t most, const std::string& name) {
  return std::make_unique<GzipBytes>(std::move(packed), most, name);
}

}  // namespace plim
