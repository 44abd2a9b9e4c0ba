#pragma once
#include <concepts>
#include <mutex>
#include <span>
#include <vector>

#include "plim/random/integer_table.hpp"

namespace plim {

/// Families on integers that can be drawn from tables: `tables()`, none where they would be too large.
template <class F>
concept Tabled = requires(const F f) {
  { f.tables() } -> std::same_as<std::vector<IntegerTable>>;
};

/// The tables of a law; of most families none.
template <class F>
class LazyTables {};

/// Made when they are first asked for, by whichever thread comes first.
template <Tabled F>
class LazyTables<F> {
 public:
  std::span<const IntegerTable> of(const F& family) const {
    if (given_up_) return {};
    std::call_once(asked_, [&] { tables_ = family.tables(); });
    return tables_;
  }
  /// Of a law whose parameters change: it is drawn from a few times before the next change.
  void give_up() noexcept { given_up_ = true; }

 private:
  mutable std::once_flag asked_;
  bool given_up_ = false;
  mutable std::vector<IntegerTable> tables_;
};

}  // namespace plim
