#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace plim {

/// A list that holds up to `inside` entries without memory of its own, and more like a vector.
template <class T, std::size_t inside>
class ShortList {
 public:
  using value_type = T;
  using const_iterator = const T*;
  using iterator = const_iterator;

  ShortList() = default;
  ShortList(std::initializer_list<T> entries) {
    for (const T& entry : entries) push_back(entry);
  }

  void assign(std::size_t size, const T& value) {
    *this = {};
    for (std::size_t i = 0; i < size; ++i) push_back(value);
  }
  void push_back(T value) {
    if (size_ == inside) outside_.assign(inside_.begin(), inside_.end());
    if (size_ >= inside) {
      outside_.push_back(std::move(value));
    } else {
      inside_[size_] = std::move(value);
    }
    ++size_;
  }

  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  const T* begin() const noexcept { return outside_.empty() ? inside_.data() : outside_.data(); }
  const T* end() const noexcept { return begin() + size_; }
  const T& operator[](std::size_t i) const noexcept { return begin()[i]; }
  T& operator[](std::size_t i) noexcept { return outside_.empty() ? inside_[i] : outside_[i]; }

 private:
  std::array<T, inside> inside_{};
  std::vector<T> outside_;  // all of them, once they are more than `inside`
  std::size_t size_ = 0;
};

}  // namespace plim
