#include "plim/core/suggest.hpp"

#include <algorithm>
#include <vector>

namespace plim {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        now[j] = std::min(now[j], before[j - 2] + 1);
      }
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

std::string suggest(std::string_view wrong, std::span<const std::string> known) {
  constexpr std::size_t longest = 64;  // a text that is no name need not be compared
  if (wrong.size() > longest) return "";
  std::string best;
  std::size_t nearest = std::max<std::size_t>(1, wrong.size() / 3) + 1;
  for (const std::string& name : known) {
    const std::size_t d = distance(wrong, name);
    if (d < nearest) {
      nearest = d;
      best = name;
    }
  }
  return best;
}

}  // namespace plim
