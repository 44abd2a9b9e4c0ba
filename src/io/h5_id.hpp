#pragma once
#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <hdf5.h>

#include "plim/core/error.hpp"
#include "plim/io/h5.hpp"

/// What the writer and the reader share; only they see the C library.
namespace plim::h5 {

/// Throws what the library's last failure was, Error(resources) if it had no memory, else Error(io), and says
/// what was tried.
[[noreturn]] void fail(const std::string& what);

/// A return value of the library; fails if it says so.
template <class R>
R checked(R result, const std::string& what) {
  if (result < 0) fail(what);
  return result;
}

/// How often closing failed where nothing can be thrown: raw data may be lost then.
std::atomic<std::size_t>& failed_closes();

class Id {
 public:
  using Close = herr_t (*)(hid_t);
  Id(hid_t id, Close closer, const std::string& what) : id_(checked(id, what)), close_(closer) {}
  Id(Id&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Id& operator=(Id&&) = delete;
  ~Id() {
    if (id_ >= 0 && close_(id_) < 0) ++failed_closes();
  }
  operator hid_t() const noexcept { return id_; }
  void close(const std::string& what) {
    const hid_t id = std::exchange(id_, -1);
    checked(close_(id), what);
  }

 private:
  hid_t id_;
  Close close_;
};

/// The library prints nothing of its own; plim says what failed.
void silence();

/// Opens an image for reading; negative if it is none. Its bytes are not copied and must stay.
hid_t open_image(std::string_view image);

/// Strings of variable length in UTF-8.
Id text_type();

}  // namespace plim::h5
