#include "plim/study/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <sstream>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"

namespace plim {
namespace {

/// The lines of a text that the other has not as often.
std::vector<std::string> lines_without(const std::string& text, const std::string& other) {
  std::map<std::string, int> theirs;
  std::string line;
  for (std::istringstream in(other); std::getline(in, line);) ++theirs[line];
  std::vector<std::string> left;
  for (std::istringstream in(text); std::getline(in, line);) {
    if (--theirs[line] < 0) left.push_back(line);
  }
  return left;
}

std::string name_of(const GroupResults& r) { return r.sample + "/" + r.population + "/" + r.estimate; }

/// The coordinates of every point of a group, as text; "" where there is no axis.
std::vector<std::string> points_of(const GroupResults& r) {
  std::vector<std::string> points(r.axis_points());
  for (std::size_t p = 0; p < points.size(); ++p) {
    std::size_t rest = p;
    for (std::size_t a = r.axes.size(); a-- > 0;) {
      const Axis& axis = r.axes[a];
      const std::size_t i = rest % axis.size();
      rest /= axis.size();
      const std::string value = axis.numbers.empty() ? axis.strings[i] : round_trip(axis.numbers[i]);
      points[p] = axis.name + " = " + value + (points[p].empty() ? "" : ", ") + points[p];
    }
  }
  return points;
}

/// Pairs of places of what both lists hold; what one lacks is reported.
template <class T, class Say>
std::vector<std::pair<std::size_t, std::size_t>> common(const std::vector<T>& a, const std::vector<T>& b,
                                                        std::vector<std::string>& only_a,
                                                        std::vector<std::string>& only_b, Say say) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto found = std::find(b.begin(), b.end(), a[i]);
    if (found != b.end()) {
      pairs.emplace_back(i, static_cast<std::size_t>(found - b.begin()));
    } else {
      only_a.push_back(say(a[i]));
    }
  }
  for (const T& x : b) {
    if (std::find(a.begin(), a.end(), x) == a.end()) only_b.push_back(say(x));
  }
  return pairs;
}

bool same_number(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same_result(const CheckResult& a, const CheckResult& b) {
  return a.verdict == b.verdict && a.expect_refuted == b.expect_refuted && a.points == b.points &&
         a.worst == b.worst && a.note == b.note && same_number(a.value, b.value) &&
         same_number(a.lower, b.lower) && same_number(a.upper, b.upper) &&
         same_number(a.wide_lower, b.wide_lower) && same_number(a.wide_upper, b.wide_upper) &&
         same_number(a.needed, b.needed);
}

/// The share of each status in one cell.
std::vector<Measured> shares_of(const GroupResults& r, std::size_t cell) {
  const auto begin = r.failures.begin() + static_cast<std::ptrdiff_t>(cell * status_count);
  const std::int64_t all = std::accumulate(begin, begin + status_count, std::int64_t{0});
  std::vector<Measured> shares;
  for (std::size_t s = 0; s < status_count; ++s) {
    const double n = static_cast<double>(std::max<std::int64_t>(all, 1));
    const double p = static_cast<double>(begin[static_cast<std::ptrdiff_t>(s)]) / n;
    shares.push_back({p, std::sqrt(p * (1 - p) / n), all});
  }
  return shares;
}

bool is_of_stopping(const std::string& fact) { return fact == "partial" || fact == "replicates_asked"; }

bool is_partial(const StoredResults& r) { return !r.facts.at("partial").empty(); }

/// The study as understood; of a run that was stopped, as if it had asked for what it has.
std::string config_of(const StoredResults& r) {
  std::string text = r.facts.at("config_resolved");
  if (!is_partial(r)) return text;
  const std::string asked = "fixed = " + r.facts.at("replicates_asked");
  const std::size_t at = text.find("\n" + asked + "\n");
  return at == std::string::npos ? text
                                 : text.replace(at + 1, asked.size(), "fixed = " + r.facts.at("replicates"));
}

class Comparer {
 public:
  Comparer(const StoredResults& a, const StoredResults& b) : a_(a), b_(b) {}

  Comparison operator()() {
    compare_facts();
    compare_checks();
    std::vector<std::string> names_a, names_b;
    for (const GroupResults& r : a_.groups) names_a.push_back(name_of(r));
    for (const GroupResults& r : b_.groups) names_b.push_back(name_of(r));
    for (const auto& [i, j] :
         common(names_a, names_b, c_.only_a, c_.only_b, [](const std::string& s) { return s; }))
      compare_groups(a_.groups[i], b_.groups[j]);
    std::stable_sort(c_.differences.begin(), c_.differences.end(),
                     [](const Difference& x, const Difference& y) { return x.distance > y.distance; });
    return std::move(c_);
  }

 private:
  void compare_facts() {
    const bool partial = is_partial(a_) || is_partial(b_);
    for (const auto& [name, text] : a_.facts) {
      if (name == "config_resolved" || name == "config_toml" || is_of_stopping(name)) continue;
      if (partial && (name == "config_hash" || name == "overrides")) continue;  // they tell what was asked
      if (text != b_.facts.at(name)) c_.facts.push_back({name, {text, b_.facts.at(name)}});
    }
    const std::string config_a = config_of(a_), config_b = config_of(b_);
    c_.config_a = lines_without(config_a, config_b);
    c_.config_b = lines_without(config_b, config_a);
    for (const PopulationFacts& p : a_.populations) {
      for (const PopulationFacts& q : b_.populations) {
        if (p.sample != q.sample || p.population != q.population) continue;
        const std::string at = p.sample + "/" + p.population + " ";
        for (const auto& [name, x, y] :
             {std::tuple("law", &p.law, &q.law), std::tuple("route", &p.route, &q.route),
              std::tuple("key", &p.keys, &q.keys), std::tuple("data", &p.data_sha256, &q.data_sha256)}) {
          if (*x != *y) c_.facts.push_back({at + name, {*x, *y}});
        }
      }
    }
  }

  void compare_checks() {
    std::vector<std::string> names_a, names_b;
    for (const CheckResult& c : a_.checks) names_a.push_back(c.name);
    for (const CheckResult& c : b_.checks) names_b.push_back(c.name);
    for (const auto& [i, j] :
         common(names_a, names_b, c_.only_a, c_.only_b, [](const std::string& s) { return "check " + s; })) {
      const CheckResult &x = a_.checks[i], &y = b_.checks[j];
      if (!same_result(x, y)) c_.checks.push_back({x, y});
    }
    std::stable_partition(c_.checks.begin(), c_.checks.end(),
                          [](const CheckPair& p) { return p.a.verdict != p.b.verdict; });
  }

  void compare_groups(const GroupResults& a, const GroupResults& b) {
    const std::string group = name_of(a);
    if (a.unit != b.unit || a.of != b.of) {
      c_.facts.push_back({group, {a.of + " in " + a.unit, b.of + " in " + b.unit}});
      return;
    }
    const auto say = [&group](const char* what) {
      return [&group, what](const auto& x) {
        std::ostringstream text;
        text << group << " " << what << x;
        return text.str();
      };
    };
    const std::vector<std::string> at = points_of(a);
    const auto points = common(at, points_of(b), c_.only_a, c_.only_b, say("at "));
    // Where n moves along an axis, its labels tell the sizes.
    const auto sizes_of = [](const GroupResults& r) {
      return r.n_axis ? std::vector<std::int64_t>{0} : r.sizes;
    };
    const auto sizes = common(sizes_of(a), sizes_of(b), c_.only_a, c_.only_b, say("n = "));
    const auto series = common(a.series, b.series, c_.only_a, c_.only_b, say("series "));
    for (const auto& [p, q] : points) {
      for (const auto& [s, t] : series) {
        const std::size_t i = p * a.series.size() + s, j = q * b.series.size() + t;
        add({group, at[p], a.series[s], "truth", 0, a.truth[i], b.truth[j], 0, 0, 0});
        for (const auto& [n, m] : sizes) {
          const std::size_t cell_a = (p * a.sizes_each() + n) * a.series.size() + s;
          const std::size_t cell_b = (q * b.sizes_each() + m) * b.series.size() + t;
          compare_cells(a, cell_a, b, cell_b,
                        {group, at[p], a.series[s], "", a.size_at(p, n), 0, 0, 0, 0, 0});
        }
      }
    }
  }

  void compare_cells(const GroupResults& a, std::size_t i, const GroupResults& b, std::size_t j,
                     Difference place) {
    for (const MeasureArrays& x : a.measures) {
      for (const MeasureArrays& y : b.measures) {
        if (x.measure != y.measure) continue;
        place.measure = x.measure->name;
        place.a = x.value[i];
        place.b = y.value[j];
        place.mcse_a = x.mcse[i];
        place.mcse_b = y.mcse[j];
        add(place);
      }
    }
    compare_statuses(a, i, b, j, place);
    place.mcse_a = place.mcse_b = 0;
    for (const TheoryArrays& x : a.theory) {
      for (const TheoryArrays& y : b.theory) {
        if (x.measure != y.measure) continue;
        place.measure = "predicted " + x.measure;
        place.a = x.value[i];
        place.b = y.value[j];
        add(place);
      }
    }
  }

  /// The share of replicates with each status but the regular one, with its binomial error.
  void compare_statuses(const GroupResults& a, std::size_t i, const GroupResults& b, std::size_t j,
                        Difference place) {
    const std::vector<Measured> x = shares_of(a, i), y = shares_of(b, j);
    for (std::size_t s = 1; s < status_count; ++s) {
      if (x[s].value == 0 && y[s].value == 0) continue;
      place.measure = "share " + std::string(status_names[s]);
      place.a = x[s].value;
      place.b = y[s].value;
      place.mcse_a = x[s].mcse;
      place.mcse_b = y[s].mcse;
      add(place);
    }
  }

  void add(Difference d) {
    if (std::isnan(d.a) && std::isnan(d.b)) return;
    ++c_.compared;
    if (d.a == d.b && same_number(d.mcse_a, d.mcse_b)) {
      ++c_.equal;
      return;
    }
    const double error = std::hypot(d.mcse_a, d.mcse_b);
    d.distance = d.a == d.b ? 0 : error > 0 ? std::fabs(d.a - d.b) / error : infinity;
    if (std::isnan(d.distance)) d.distance = infinity;
    c_.differences.push_back(std::move(d));
  }

  const StoredResults& a_;
  const StoredResults& b_;
  Comparison c_;
};

}  // namespace

Comparison compare(const StoredResults& a, const StoredResults& b) { return Comparer(a, b)(); }

}  // namespace plim
