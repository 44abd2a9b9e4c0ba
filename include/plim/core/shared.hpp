#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace plim {

/// A value that is held once by all who have it unchanged: a copy is a pointer, and who changes it gets a
/// copy of its own. For values that one thread makes and many read. As long as one pointer, where a
/// std::shared_ptr is two: a plan of 10^5 scenarios has millions of them.
template <class T>
class Shared {
 public:
  Shared() : Shared(nothing()) {}
  Shared(T value) : held_(new Held{std::move(value)}) {}
  Shared(const Shared& other) noexcept : held_(other.held_) {
    held_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  Shared(Shared&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  Shared& operator=(Shared other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ~Shared() {
    if (held_ != nullptr && held_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete held_;
  }

  const T& operator*() const noexcept { return held_->value; }
  const T* operator->() const noexcept { return &held_->value; }
  operator const T&() const noexcept { return held_->value; }

  /// The value to be changed.
  T& own() {
    if (held_->owners.load(std::memory_order_acquire) > 1) *this = Shared(T(held_->value));
    return held_->value;
  }
  /// Lets go of its copy if the other is the same.
  void join(const Shared& other) {
    if (held_ != other.held_ && held_->value == other.held_->value) *this = other;
  }

 private:
  struct Held {
    T value;
    std::atomic<std::uint32_t> owners{1};
  };

  static const Shared& nothing() {
    static const Shared none{T()};
    return none;
  }

  Held* held_;  // null after a move
};

/// A list that is shared as a whole.
template <class T>
class SharedList : public Shared<std::vector<T>> {
 public:
  using Shared<std::vector<T>>::Shared;
  std::size_t size() const noexcept { return (**this).size(); }
  bool empty() const noexcept { return (**this).empty(); }
  const T& operator[](std::size_t i) const { return (**this)[i]; }
  const T& front() const { return (**this).front(); }
  const T& back() const { return (**this).back(); }
  auto begin() const noexcept { return (**this).begin(); }
  auto end() const noexcept { return (**this).end(); }
};

}  // namespace plim
