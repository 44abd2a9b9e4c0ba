#pragma once
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace plim {

/// A value that is held once by all who have it unchanged: a copy is a pointer, and who changes it gets a
/// copy of its own. For values that one thread makes and many read.
template <class T>
class Shared {
 public:
  Shared() : value_(nothing()) {}
  Shared(T value) : value_(std::make_shared<T>(std::move(value))) {}

  const T& operator*() const noexcept { return *value_; }
  const T* operator->() const noexcept { return value_.get(); }
  operator const T&() const noexcept { return *value_; }

  /// The value to be changed.
  T& own() {
    if (value_.use_count() > 1) value_ = std::make_shared<T>(*value_);
    return *value_;
  }
  /// Lets go of its copy if the other is the same.
  void join(const Shared& other) {
    if (value_ != other.value_ && *value_ == *other.value_) value_ = other.value_;
  }

 private:
  static const std::shared_ptr<T>& nothing() {
    static const std::shared_ptr<T> none = std::make_shared<T>();
    return none;
  }
  std::shared_ptr<T> value_;
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
