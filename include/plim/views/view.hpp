#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace plim {

/// Which view: the address of a tag, so that users may define views of their own.
using ViewId = const void*;

template <class V>
inline char view_tag = 0;

template <class V>
ViewId view_id() noexcept {
  return &view_tag<V>;
}

/// A group of replicates at one n; `One` is what a plain estimator sees of one of them.
template <class V>
concept View = requires(const V v, std::size_t lane) {
  typename V::One;
  { v.one(lane) } -> std::same_as<typename V::One>;
  { V::name } -> std::convertible_to<const char*>;
  { v.lanes } -> std::convertible_to<std::size_t>;
};

/// Makes one view from a finer one, for a whole group; owns the buffers of the result.
class Deriver {
 public:
  virtual ~Deriver() = default;
  /// The derived view of the group; valid until the next call. Allocates only when the group grows.
  virtual const void* derive(const void* from) = 0;
};

/// That the view `to` can be had from the view `from`. `features`: which of its optional parts are wanted.
struct Derivation {
  ViewId to;
  ViewId from;
  std::function<std::unique_ptr<Deriver>(std::size_t lanes, unsigned features)> make;
};

/// A Derivation from a type D with `D(lanes, features)` or `D(lanes)`, and `const To& operator()(const
/// From&)`.
template <View To, View From, class D>
Derivation derivation() {
  struct Typed final : Deriver {
    explicit Typed(D derive) : derive_(std::move(derive)) {}
    const void* derive(const void* from) override { return &derive_(*static_cast<const From*>(from)); }
    D derive_;
  };
  return {view_id<To>(), view_id<From>(), [](std::size_t lanes, unsigned features) {
            if constexpr (std::is_constructible_v<D, std::size_t, unsigned>) {
              return std::make_unique<Typed>(D(lanes, features));
            } else {
              return std::make_unique<Typed>(D(lanes));
            }
          }};
}

}  // namespace plim
