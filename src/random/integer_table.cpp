#include "plim/random/integer_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "plim/core/error.hpp"
#include "plim/core/real.hpp"

namespace plim {
namespace {

constexpr double nothing = 0x1p-128;  // of the largest mass: less than the words of a draw tell
constexpr std::size_t most_walked = 1 << 17;
/// Integers after which the mass beyond is asked for, and at most: a power costs half a microsecond.
constexpr std::size_t first_walk = 255, last_walk = 8191;
constexpr unsigned least_bits = 5;  // what the alias kernel loads at once
constexpr double enough_outside = 0x1p-10, most_outside = 0x1p-2;
constexpr std::size_t largest_table = (std::size_t{1} << IntegerTable::most_bits) - 1;
constexpr double whole = 0x1p62;  // the sum of weights
constexpr std::size_t words_at_once = 1024;

/// Of what a table may have: with it making one takes five milliseconds.
constexpr double most_variance = 0x1p22;

std::size_t integers_of(unsigned bits) { return (std::size_t{1} << bits) - 1; }

/// The integer part of a number below 2^63, and the rest, in [0, 1].
struct Parts {
  std::uint64_t integer;
  double rest;
};
Parts parts_of(Precise x) {
  const double high = std::floor(x.high), rest = (x.high - high) + x.low, low = std::floor(rest);
  return {static_cast<std::uint64_t>(static_cast<std::int64_t>(high) + static_cast<std::int64_t>(low)),
          rest - low};
}

/// The sums of terms i, i + 1, ... to the end, begun there, where they are least.
std::vector<double> sums_to_end(std::vector<double> terms) {
  for (std::size_t i = terms.size(); i-- > 1;) terms[i - 1] += terms[i];
  return terms;
}

}  // namespace

/// The masses of all integers from `lowest_` on that a double can tell from nothing, or of the first of them.
class IntegerTable::Walk {
 public:
  /// False if there are too many.
  bool go(const IntegerMasses& law) {
    const double integers = law.upper - law.lower + 1;
    const bool fits = integers <= real_of(largest_table);
    if (!fits && (law.valley || !(law.variance <= most_variance || law.beyond))) return false;
    return go_down(law) && (law.beyond ? go_beyond(law) : go_up(law, most_walked));
  }

  double lowest() const noexcept { return lowest_; }
  const std::vector<Precise>& mass() const noexcept { return mass_; }
  /// Of what is above the last.
  double beyond() const noexcept { return beyond_; }
  Precise total() const {
    Precise sum = beyond_;
    for (std::size_t i = mass_.size(); i-- > 0;) sum = sum + mass_[i];
    return sum;
  }
  std::optional<Window> window() const;

 private:
  static double real_of(std::size_t n) { return static_cast<double>(n); }

  bool go_down(const IntegerMasses& law) {
    Precise m = 1;
    mass_ = {m};
    double k = law.start;
    for (; k > law.lower; --k) {
      const auto [up, down] = law.step(k - 1);
      m = m * (down / up);
      if (m.high < nothing && !law.valley) break;
      mass_.push_back(m);
      if (mass_.size() > most_walked) return false;
    }
    lowest_ = k;
    std::reverse(mass_.begin(), mass_.end());
    return true;
  }
  /// To the end or to `most` integers: false if that is not the end.
  bool go_up(const IntegerMasses& law, std::size_t most) {
    Precise m = mass_.back();
    for (double k = lowest_ + real_of(mass_.size() - 1); k < law.upper; ++k) {
      if (mass_.size() >= most) return false;
      const auto [up, down] = law.step(k);
      m = m * (up / down);
      if (m.high < nothing && !law.valley) return true;
      mass_.push_back(m);
    }
    return true;
  }
  /// As far as leaves little mass beyond.
  bool go_beyond(const IntegerMasses& law) {
    if (go_up(law, first_walk)) return true;
    const auto beyond = [&](std::size_t n) { return law.beyond(law.lower + real_of(n - 1)); };
    beyond_ = beyond(first_walk);
    const double sum = total().high;
    if (!(beyond(last_walk) <= most_outside * sum)) return false;
    std::size_t n = first_walk;
    while (n < last_walk && beyond(n) > enough_outside * sum) n = 2 * n + 1;
    beyond_ = go_up(law, n) ? 0 : beyond(n);
    return true;
  }

  double lowest_ = 0, beyond_ = 0;
  std::vector<Precise> mass_;
};

struct IntegerTable::Window {
  std::size_t begin, end;
};

/// The smallest table that leaves little mass outside, filled with integers.
std::optional<IntegerTable::Window> IntegerTable::Walk::window() const {
  const double sum = total().high;
  double outside = beyond_;
  Window window{0, mass_.size()};
  std::optional<Window> best;
  for (unsigned bits = most_bits; bits >= least_bits; --bits) {
    while (window.end - window.begin > integers_of(bits)) {
      const double low = mass_[window.begin].high, high = mass_[window.end - 1].high;
      outside += std::min(low, high);
      if (low < high) {
        ++window.begin;
      } else {
        --window.end;
      }
    }
    if (outside > (bits == most_bits ? most_outside : enough_outside) * sum) break;
    best = window;
  }
  return best;
}

std::vector<IntegerTable> IntegerTable::list_of(const IntegerMasses& law) {
  Walk walk;
  if (!walk.go(law)) return {};
  const std::optional<Window> window = walk.window();
  if (!window) return {};
  std::vector<IntegerTable> one;
  one.push_back(IntegerTable(law, walk, *window));
  return one;
}

IntegerTable::IntegerTable(const IntegerMasses& law, const Walk& walk, const Window& window)
    : first_(walk.lowest() + static_cast<double>(window.begin)), draw_beyond_(law.draw_beyond) {
  const Precise unit = Precise(whole) / walk.total();
  std::vector<std::uint64_t> weights;
  std::uint64_t left = std::uint64_t{1} << 62;
  for (std::size_t i = window.begin; i < window.end; ++i) {
    const Parts parts = parts_of(walk.mass()[i] * unit);
    weights.push_back(parts.integer);
    mass_.push_back(static_cast<double>(parts.integer) + parts.rest);
    rounded_.push_back(parts.rest);
    rounded_sum_ += parts.rest;
    left -= parts.integer;
  }
  weights.push_back(left);
  alias_ = AliasTable(weights);
  for (std::size_t i = window.begin; i-- > 0;) below_.push_back(walk.mass()[i].high * unit.high);
  for (std::size_t i = window.end; i < walk.mass().size(); ++i)
    above_.push_back(walk.mass()[i].high * unit.high);
  below_ = sums_to_end(std::move(below_));
  above_ = sums_to_end(std::move(above_));
  if (!below_.empty()) below_sum_ = below_.front();
  above_sum_ = walk.beyond() * unit.high + (above_.empty() ? 0 : above_.front());
  if (draw_beyond_) above_.clear();
}

void IntegerTable::draw(const Address& address, unsigned plane, std::uint64_t first,
                        std::span<double> out) const {
  if (first + out.size() > draws_limit) throw Error(ExitCode::bug, "a path of a table has 2^46 draws");
  const std::uint64_t base = plane * draws_limit;
  const auto rest = static_cast<std::int32_t>(size());
  std::array<std::int32_t, words_at_once> symbols;
  for (std::size_t done = 0; done < out.size();) {
    const std::size_t n = std::min(out.size() - done, words_at_once - (first + done) % words_at_once);
    alias_.draw(address, base, first + done, std::span(symbols).first(n));
    std::int32_t most = 0;
    for (std::size_t i = 0; i < n; ++i) {
      most = std::max(most, symbols[i]);
      out[done + i] = first_ + static_cast<double>(symbols[i]);
    }
    for (std::size_t i = 0; most == rest && i < n; ++i) {
      if (symbols[i] != rest) continue;
      // Indices with bit 47, one for each draw: words of tables are below it.
      Variate v(address, std::uint64_t{1} << 47 | base | (first + done + i));
      out[done + i] = draw_rest(v);
    }
    done += n;
  }
}

/// Which of three parts of what is left is decided by their sums, the smallest first, so that it keeps its
/// digits.
double IntegerTable::draw_rest(Variate& v) const {
  struct Part {
    double sum;
    int which;
  };
  std::array<Part, 3> parts{{{rounded_sum_, 0}, {below_sum_, 1}, {above_sum_, 2}}};
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.sum < b.sum; });
  const double two = parts[1].sum + parts[2].sum;
  std::size_t chosen = 2;
  if (v.bernoulli(parts[0].sum / (parts[0].sum + two))) {
    chosen = 0;
  } else if (v.bernoulli(parts[1].sum / two)) {
    chosen = 1;
  }
  if (parts[chosen].which == 0) return draw_rounded(v);
  const double last = first_ + static_cast<double>(size() - 1);
  if (parts[chosen].which == 1) return first_ - 1 - static_cast<double>(place_in(below_, v));
  return draw_beyond_ ? draw_beyond_(v, last) : last + 1 + static_cast<double>(place_in(above_, v));
}

/// The place that a number of the tail's sum falls to.
std::size_t IntegerTable::place_in(const std::vector<double>& tail, Variate& v) {
  const Variate::Pair w = v.words();
  const double at = tail.front() * fine_uniform(w.first, w.second);
  const auto after = std::partition_point(tail.begin(), tail.end(), [at](double sum) { return sum >= at; });
  return static_cast<std::size_t>(after - tail.begin()) - 1;
}

double IntegerTable::draw_rounded(Variate& v) const {
  double left = rounded_sum_ * v.open();
  std::size_t i = 0;
  while (i + 1 < size() && (left > rounded_[i] || rounded_[i] == 0)) left -= rounded_[i++];
  return first_ + static_cast<double>(i);
}

std::vector<double> IntegerTable::masses() const {
  const auto terms_of = [](const std::vector<double>& sums) {
    std::vector<double> terms = sums;
    for (std::size_t i = 0; i + 1 < terms.size(); ++i) terms[i] -= terms[i + 1];
    return terms;
  };
  std::vector<double> all = terms_of(below_);
  std::reverse(all.begin(), all.end());
  all.insert(all.end(), mass_.begin(), mass_.end());
  const std::vector<double> above = terms_of(above_);
  all.insert(all.end(), above.begin(), above.end());
  for (double& p : all) p /= whole;
  return all;
}

Precise IntegerTable::probability(double k) const {
  const auto exact = [](Wide units) {  // of 2^-64
    const auto high = static_cast<std::uint64_t>(units >> 32),
               low = static_cast<std::uint64_t>(units & 0xffffffff);
    return Precise(static_cast<double>(high) * 0x1p-32) + static_cast<double>(low) * 0x1p-64;
  };
  const auto term = [](const std::vector<double>& sums, double i) {
    const auto at = static_cast<std::size_t>(i);
    return at < sums.size() ? sums[at] - (at + 1 < sums.size() ? sums[at + 1] : 0) : 0.0;
  };
  const double last = first_ + static_cast<double>(size() - 1);
  if (k > last && draw_beyond_) return not_a_number;
  const bool inside = k >= first_ && k <= last;
  const auto i = static_cast<std::size_t>(inside ? k - first_ : 0);
  const double rest = inside       ? rounded_[i]
                      : k < first_ ? term(below_, first_ - 1 - k)
                                   : term(above_, k - last - 1);
  const double share = rest > 0 ? rest / (rounded_sum_ + below_sum_ + above_sum_) : 0;
  const Precise of_rest = exact(alias_.share(size())) * share;
  return inside ? exact(alias_.share(i)) + of_rest : of_rest;
}

void draw_from(std::span<const IntegerTable> tables, const Address& address, std::uint64_t first,
               std::span<double> out) {
  tables.front().draw(address, 0, first, out);
  if (tables.size() == 1) return;
  std::array<double, words_at_once> less;
  for (std::size_t done = 0; done < out.size(); done += less.size()) {
    const std::size_t n = std::min(out.size() - done, less.size());
    tables[1].draw(address, 1, first + done, std::span(less).first(n));
    for (std::size_t i = 0; i < n; ++i) out[done + i] -= less[i];
  }
}

}  // namespace plim
