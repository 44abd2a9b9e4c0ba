#pragma once
#include <concepts>
#include <memory>
#include <utility>

#include "plim/accumulate/bytes.hpp"
#include "plim/accumulate/series_stats.hpp"

namespace plim {

/// What a measure of one series may gather from its replicates beside SeriesStats: a regular value that takes
/// observations in their order, merges, and shows a visitor every member. `+=` must not depend on more than
/// the two values.
template <class A>
concept Accumulator = std::regular<A> &&
    requires(A a, const A& other, const Observation& o, ByteWriter& out) {
  a.add(o);
  a += other;
  A::visit(other, out);
};

/// An accumulator of any type; a regular value.
class AnyAccumulator {
 public:
  AnyAccumulator() = default;
  // A copy of this type is asked for first: whether it is an Accumulator depends on this constructor.
  template <class A>
  requires(!std::same_as<A, AnyAccumulator>) && Accumulator<A> explicit AnyAccumulator(A value)
      : held_(std::make_unique<Typed<A>>(std::move(value))) {}
  AnyAccumulator(const AnyAccumulator& other) : held_(other.held_ ? other.held_->clone() : nullptr) {}
  AnyAccumulator(AnyAccumulator&&) noexcept = default;
  AnyAccumulator& operator=(AnyAccumulator other) noexcept {
    held_ = std::move(other.held_);
    return *this;
  }

  void add(const Observation& o) { held_->add(o); }
  /// Both hold one type.
  AnyAccumulator& operator+=(const AnyAccumulator& other) {
    held_->merge(*other.held_);
    return *this;
  }
  bool operator==(const AnyAccumulator& other) const {
    if (!held_ || !other.held_) return held_ == other.held_;
    return held_->equals(*other.held_);
  }
  /// Null if it holds another type.
  template <Accumulator A>
  const A* as() const noexcept {
    const auto* typed = dynamic_cast<const Typed<A>*>(held_.get());
    return typed ? &typed->value : nullptr;
  }
  /// Shows the visitor every member of what it holds, in the order of the bytes of a record.
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    if (!self.held_) throw Error(ExitCode::data, "a record has an accumulator more than its place");
    self.held_->show(visitor);
  }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual std::unique_ptr<Held> clone() const = 0;
    virtual void add(const Observation& o) = 0;
    virtual void merge(const Held& other) = 0;
    virtual bool equals(const Held& other) const = 0;
    virtual void show(ByteWriter& out) const = 0;
    virtual void show(ByteReader& in) = 0;
  };

  template <Accumulator A>
  struct Typed final : Held {
    explicit Typed(A v) : value(std::move(v)) {}
    std::unique_ptr<Held> clone() const override { return std::make_unique<Typed>(value); }
    void add(const Observation& o) override { value.add(o); }
    void merge(const Held& other) override { value += dynamic_cast<const Typed&>(other).value; }
    bool equals(const Held& other) const override {
      const auto* typed = dynamic_cast<const Typed*>(&other);
      return typed && value == typed->value;
    }
    void show(ByteWriter& out) const override { A::visit(value, out); }
    void show(ByteReader& in) override { A::visit(value, in); }
    A value;
  };

  std::unique_ptr<Held> held_;
};

}  // namespace plim
