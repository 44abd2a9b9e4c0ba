#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "plim/core/parameter.hpp"

namespace plim {

/// Which view: the address of a tag, so that users may define views of their own.
using ViewId = const void*;

template <class V>
inline char view_tag = 0;

template <class V>
ViewId view_id() noexcept {
  return &view_tag<V>;
}

/// A view with what makes it: block length, order, norm, model. Equal keys are the same view.
struct ViewKey {
  ViewId tag = nullptr;
  Arguments arguments = {};
  bool operator==(const ViewKey&) const = default;
};

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

/// How large a sample is, for what its views and estimators take: observations, classes (0: no list of them),
/// symbols of a training text beside it, and how many different blocks of 1, 2, ... symbols there can be,
/// where that is known.
struct SampleSize {
  std::int64_t n = 0;
  std::size_t K = 0;
  std::int64_t trained = 0;
  std::span<const double> kinds = {};
};

/// A way to have one view from another.
class Derivation {
 public:
  virtual ~Derivation() = default;
  /// True of the views that this makes.
  virtual bool makes(const ViewKey& key) const = 0;
  /// From what it makes the view with these arguments.
  virtual ViewKey origin(const Arguments& arguments) const = 0;
  /// `features`: which of the optional parts of the view are wanted.
  virtual std::unique_ptr<Deriver> make(std::size_t lanes, unsigned features,
                                        const Arguments& arguments) const = 0;
  /// Bytes of buffers that one lane of the view takes, as far as they grow with the sample.
  virtual std::size_t footprint(const SampleSize&, const Arguments&) const { return 0; }
};

using Derivations = std::vector<std::shared_ptr<const Derivation>>;

/// A view of a plan, and how it is had.
struct DerivedView {
  ViewKey key, from;
  std::shared_ptr<const Derivation> by;
  bool operator==(const DerivedView&) const = default;
};

/// The Deriver whose work a D does, with `const To& operator()(const From&)`.
template <View To, View From, class D>
class TypedDeriver final : public Deriver {
 public:
  explicit TypedDeriver(D derive) : derive_(std::move(derive)) {}
  const void* derive(const void* from) override {
    const To& view = derive_(*static_cast<const From*>(from));
    return &view;
  }

 private:
  D derive_;
};

/// A Derivation from a type D with `D(lanes)`, `D(lanes, features)` or, of a view with arguments, `D(lanes,
/// arguments)`. Optional: `footprint(size)` or `footprint(size, arguments)`, `origin(arguments)` (the
/// arguments of From; none).
template <View To, View From, class D>
class TypedDerivation final : public Derivation {
 public:
  bool makes(const ViewKey& key) const override {
    return key.tag == view_id<To>() && (takes_arguments || key.arguments.all().empty());
  }
  ViewKey origin([[maybe_unused]] const Arguments& arguments) const override {
    if constexpr (requires { D::origin(arguments); }) {
      return {view_id<From>(), D::origin(arguments)};
    } else {
      return {view_id<From>()};
    }
  }
  std::unique_ptr<Deriver> make(std::size_t lanes, [[maybe_unused]] unsigned features,
                                [[maybe_unused]] const Arguments& arguments) const override {
    if constexpr (takes_arguments) {
      return std::make_unique<TypedDeriver<To, From, D>>(D(lanes, arguments));
    } else if constexpr (std::is_constructible_v<D, std::size_t, unsigned>) {
      return std::make_unique<TypedDeriver<To, From, D>>(D(lanes, features));
    } else {
      return std::make_unique<TypedDeriver<To, From, D>>(D(lanes));
    }
  }
  std::size_t footprint(const SampleSize& size, const Arguments& arguments) const override {
    if constexpr (requires { D::footprint(size, arguments); }) {
      return D::footprint(size, arguments);
    } else if constexpr (requires { D::footprint(size); }) {
      return D::footprint(size);
    } else {
      return Derivation::footprint(size, arguments);
    }
  }

 private:
  static constexpr bool takes_arguments = std::is_constructible_v<D, std::size_t, const Arguments&>;
};

}  // namespace plim
