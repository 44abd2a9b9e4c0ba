#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "plim/core/error.hpp"

namespace plim {

/// Writes numbers, and what is made of them, as little-endian bytes.
class ByteWriter {
 public:
  template <class T>
  void operator()(const T& value) {
    if constexpr (std::is_arithmetic_v<T>) {
      static_assert(std::endian::native == std::endian::little);
      text_.append(reinterpret_cast<const char*>(&value), sizeof value);
    } else {
      T::visit(value, *this);
    }
  }
  template <class T>
  void operator()(const std::vector<T>& values) {
    (*this)(static_cast<std::uint64_t>(values.size()));
    for (const T& value : values) (*this)(value);
  }
  template <class T, std::size_t N>
  void operator()(const std::array<T, N>& values) {
    for (const T& value : values) (*this)(value);
  }
  void raw(std::string_view bytes) { text_ += bytes; }
  const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

/// Reads what ByteWriter wrote. A vector that has a size already is to have the same; an empty one takes that
/// of the bytes. Throws Error(data) if there are fewer bytes, or if a vector has another size.
class ByteReader {
 public:
  explicit ByteReader(std::string_view text) : text_(text) {}
  template <class T>
  void operator()(T& value) {
    if constexpr (std::is_arithmetic_v<T>) {
      if (text_.size() < sizeof value) throw Error(ExitCode::data, "a record ends too early");
      std::memcpy(&value, text_.data(), sizeof value);
      text_.remove_prefix(sizeof value);
    } else {
      T::visit(value, *this);
    }
  }
  template <class T>
  void operator()(std::vector<T>& values) {
    std::uint64_t size = 0;
    (*this)(size);
    if (values.empty() && size <= text_.size()) values.resize(size);
    if (size != values.size()) throw Error(ExitCode::data, "a record has another size than its place");
    for (T& value : values) (*this)(value);
  }
  template <class T, std::size_t N>
  void operator()(std::array<T, N>& values) {
    for (T& value : values) (*this)(value);
  }
  std::string_view raw(std::uint64_t size) {
    if (text_.size() < size) throw Error(ExitCode::data, "a record ends too early");
    const std::string_view bytes = text_.substr(0, size);
    text_.remove_prefix(size);
    return bytes;
  }
  bool at_end() const noexcept { return text_.empty(); }

 private:
  std::string_view text_;
};

}  // namespace plim
