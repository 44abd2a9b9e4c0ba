#include "range.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "plim/core/suggest.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr std::size_t most_points = 1000000;

class RangeReader {
 public:
  RangeReader(const Node& node, const std::string& key, Faults& faults)
      : node_(node), key_(key), faults_(faults) {}

  std::vector<double> operator()() {
    const std::optional<double> from = entry("from"), to = entry("to");
    if (!from || !to) return fail("a grid needs { grid = [...] } or both from and to");
    const std::optional<double> per_decade = entry("per_decade"), points = entry("points"),
                                step = entry("step");
    if ((per_decade ? 1 : 0) + (points ? 1 : 0) + (step ? 1 : 0) != 1) {
      return fail("a grid from ... to needs exactly one of per_decade, points and step");
    }
    if (!std::isfinite(*from) || !std::isfinite(*to)) return fail("from and to must be finite");
    if (!(*to >= *from)) return fail("to is below from");
    if (step) return stepped(*from, *to, *step);
    if (!(*from > 0)) return fail("a geometric grid begins above 0");
    if (per_decade) return decades(*from, *to, *per_decade);
    return spread(*from, *to, *points);
  }

 private:
  std::optional<double> entry(std::string_view name) const {
    const Node* found = node_.find(name);
    return found != nullptr ? number_of(*found) : std::nullopt;
  }

  std::vector<double> fail(const std::string& message) {
    faults_.add(node_.where, key_, message);
    return {};
  }

  std::vector<double> stepped(double from, double to, double step) {
    if (!(step > 0) || !std::isfinite(step)) return fail("step must be a finite number > 0");
    // Counted before they are made.
    const double steps = to / step - from / step;
    if (!(steps < static_cast<double>(most_points)))
      return fail("step is too small: a grid has at most 1000000 points");
    if (from + step == from || to - step == to)
      return fail("step is too small to tell numbers near the ends apart");
    const auto at = [from, step](double j) {
      const double way = j * step;
      return std::isfinite(way) ? from + way : std::fma(j, step, from);
    };
    std::vector<double> x = {from};
    for (double j = 1; from < to && j <= steps + 1 && at(j) <= to; j += 1) x.push_back(at(j));
    return x;
  }

  /// from 10^(j / per_decade) up to `to`, which is always the last. Whole decades are exact products.
  std::vector<double> decades(double from, double to, double per_decade) {
    if (!(per_decade >= 1 && per_decade <= 1000 && per_decade == std::floor(per_decade))) {
      return fail("per_decade must be an integer from 1 to 1000");
    }
    const int steps = static_cast<int>(per_decade);
    std::vector<double> x;
    double decade = from;
    for (int j = 0;; ++j) {
      if (j > 0 && j % steps == 0) decade *= 10;
      const double at = decade * elementary::exp(j % steps / per_decade * std::numbers::ln10);
      if (!(at < to)) break;
      x.push_back(at);
    }
    x.push_back(to);
    return x;
  }

  std::vector<double> spread(double from, double to, double points) {
    if (!(points >= 2 && points <= static_cast<double>(most_points) && points == std::floor(points))) {
      return fail("points must be an integer from 2 to 1000000");
    }
    std::vector<double> x;
    const double ratio = to / from;
    const double log_ratio =
        std::isfinite(ratio) ? elementary::log(ratio) : elementary::log(to) - elementary::log(from);
    for (double j = 0; j + 1 < points; j += 1)
      x.push_back(from * elementary::exp(j / (points - 1) * log_ratio));
    x.push_back(to);
    return x;
  }

  const Node& node_;
  const std::string& key_;
  Faults& faults_;
};

}  // namespace

std::vector<double> points_of_range(const Node& node, const std::string& key, Faults& faults) {
  return RangeReader(node, key, faults)();
}

void refuse_unknown(const Node& node, const std::string& key, const std::vector<std::string>& known,
                    Faults& faults) {
  for (const Node::Entry& entry : *node.table()) {
    if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
      faults.add(entry.where, key + "." + entry.key, "unknown key", suggest(entry.key, known));
    }
  }
}

}  // namespace plim
