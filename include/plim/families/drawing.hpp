#pragma once
#include <array>
#include <concepts>
#include <cstdint>
#include <span>

#include "plim/families/family.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// Families whose sum of m draws has an exact O(1) sampler.
template <class F>
concept SamplesSum = requires(const F f, Variate& v, std::int64_t m) {
  { f.sample_sum(v, m) } -> std::convertible_to<double>;
};

/// Families with an exact O(1) sampler of another statistic, `F::sampled`.
template <class F>
concept SamplesStatistic = requires(const F f, Variate& v, std::int64_t m) {
  { f.statistic(v, v, m) } -> std::same_as<DrawnStatistic>;
};

template <class F>
constexpr Statistic statistic_of() {
  if constexpr (SamplesStatistic<F>) return F::sampled;
  return SamplesSum<F> ? Statistic::sum : Statistic::none;
}

/// Families with a dense fill by blocks of 64 counters.
template <class F>
concept FillsBlocks = requires(const F f, const Address& a, std::span<double> out) {
  f.fill(a, 0, out);
};

/// Draws first, first + 1, ... of a path, wherever its blocks begin.
template <Family F>
void draw_values(const F& family, const Address& address, std::uint64_t first, std::span<double> out) {
  if constexpr (requires { family.draw(address, first, out); }) {  // of a law that is made of another
    family.draw(address, first, out);
  } else if constexpr (FillsBlocks<F>) {
    constexpr std::size_t block = draws_of_block;
    std::array<double, block> whole;
    for (std::size_t done = 0; done < out.size();) {
      const std::uint64_t number = (first + done) / block, offset = (first + done) % block;
      if (const std::size_t rest = out.size() - done; offset == 0 && rest >= block) {
        family.fill(address, number * (block / 2), out.subspan(done, rest - rest % block));
        done += rest - rest % block;
        continue;
      }
      family.fill(address, number * (block / 2), whole);
      for (std::size_t i = offset; i < block && done < out.size(); ++i) out[done++] = whole[i];
    }
  } else {
    for (std::size_t i = 0; i < out.size(); ++i) {
      Variate v(address, first + i);
      out[i] = static_cast<double>(family.sample(v));
    }
  }
}

}  // namespace plim
