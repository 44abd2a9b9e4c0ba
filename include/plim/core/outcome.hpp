#pragma once
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace plim {

/// Why something could not be made; the message says what is wrong and what is allowed.
struct Refusal {
  std::string message;
};

/// A value, or the reason why there is none (std::expected is C++23).
template <class T>
class Outcome {
 public:
  Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Outcome(Refusal refusal) : state_(std::in_place_index<1>, std::move(refusal)) {}

  explicit operator bool() const noexcept { return state_.index() == 0; }
  const T& operator*() const { return std::get<0>(state_); }
  T& operator*() { return std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const std::string& reason() const { return std::get<1>(state_).message; }

  /// What f makes of the value, or the same reason.
  template <class F>
  auto map(F f) const -> Outcome<std::invoke_result_t<F, const T&>> {
    if (!*this) return Refusal{reason()};
    return f(**this);
  }

 private:
  std::variant<T, Refusal> state_;
};

}  // namespace plim
