#pragma once
#include <string>
#include <vector>

#include "exact_laws.hpp"

// Words laid down for a sampler in place of the generator's: the edges of its uniforms on purpose, not by
// waiting.
namespace plim::test {

/// Given pairs of words first, then those of the generator; counts what is taken.
class ScriptedWords final : public Variate::Script {
 public:
  explicit ScriptedWords(std::vector<Variate::Pair> given, std::uint64_t stream = 0)
      : given_(std::move(given)), rest_({{0x5c21}, 0, 0}, stream) {}
  Variate::Pair next() override {
    return taken_ < given_.size() ? given_[taken_++] : (++taken_, rest_.words());
  }
  std::size_t taken() const { return taken_; }

 private:
  std::vector<Variate::Pair> given_;
  Variate rest_;
  std::size_t taken_ = 0;
};

/// A draw, and the pairs of words that it took.
struct ScriptedDraw {
  double x;
  std::size_t taken;
};

inline ScriptedDraw scripted_draw(const AnyLaw& law, const std::vector<Variate::Pair>& given,
                                  std::uint64_t stream) {
  ScriptedWords words(given, stream);
  Variate v(words);
  const double x = law.sample(v);
  return {x, words.taken()};
}

/// Zeros, ones, the first digit alone, all but it, the last, those about the 52 that a uniform keeps.
inline std::vector<std::uint64_t> edge_words() {
  const std::uint64_t ones = ~std::uint64_t{0}, top = std::uint64_t{1} << 63;
  return {0, ones, top, top - 1, 1, std::uint64_t{1} << 12, (std::uint64_t{1} << 12) - 1, ones << 12};
}

/// Scripts of edges: the same pair for the first `repeats` attempts, or for one of the first eight alone; and
/// single digits.
inline std::vector<std::vector<Variate::Pair>> edge_scripts() {
  std::vector<std::vector<Variate::Pair>> all;
  const Variate::Pair other{0x9e3779b97f4a7c15, 0x3243f6a8885a308d};
  for (const std::uint64_t first : edge_words()) {
    for (const std::uint64_t second : edge_words()) {
      for (const std::size_t repeats : {1, 2, 3, 16}) all.emplace_back(repeats, Variate::Pair{first, second});
      for (std::size_t at = 1; at < 6; ++at) {
        all.emplace_back(at, other);
        all.back().push_back({first, second});
      }
    }
  }
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t digit = std::uint64_t{1} << bit;
    for (const Variate::Pair pair : {Variate::Pair{digit, digit}, {~digit, ~digit}, {digit, other.second}})
      all.emplace_back(2, pair);
  }
  return all;
}

}  // namespace plim::test
