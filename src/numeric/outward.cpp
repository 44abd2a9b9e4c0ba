#include "plim/numeric/outward.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/quadrature/gauss.hpp>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double most_change = 12, share_of_reach = 0.7, nothing_more = 1e-19;
constexpr int most_panels = 20000;
constexpr double shortest_panel = 64;  // of a sum: below it terms are added one by one

/// A sum with its weights and without them.
struct Gathered {
  CompensatedSum mass, weighted;

  /// True if a part that came last, of a function that falls, adds nothing more.
  bool ends_with(double part, double weighted_part) const {
    return part <= nothing_more * mass.value() &&
           std::fabs(weighted_part) <= nothing_more * std::fabs(weighted.value());
  }
  void add(double part, double weighted_part) {
    mass.add(part);
    weighted.add(weighted_part);
  }
};

/// A function with its reference and weight, and the way outwards.
struct Way {
  const LogShape& f;
  double from, to, reference;
  const Weight& weight;
  double sign = to < from ? -1.0 : 1.0, length = std::fabs(to - from);

  double at(double way) const { return from + sign * way; }
  double log_at(double way) const { return f.log_value(at(way)); }
  double weight_at(double way) const { return weight ? weight(at(way)) : 1.0; }
  double value(double way) const { return elementary::exp(log_at(way) - reference); }

  /// The largest of h, h/2, ... over which the log changes by less than allowed(h).
  template <class Allowed>
  double steady(double way, double h, Allowed allowed) const {
    const double here = log_at(way);
    const auto changes = [&](double step) { return std::fabs(log_at(way + step) - here); };
    for (int i = 0; i < 200 && h > 0; ++i, h *= 0.5) {
      if (changes(h) <= allowed(h) && changes(0.5 * h) <= allowed(h)) break;
    }
    return h;
  }

  struct Panel {
    double mass, weighted;
  };
  Panel integral(double begin, double h) const {
    using Legendre = boost::math::quadrature::gauss<double, 20>;
    Panel sum{0, 0};
    for (std::size_t i = 0; i < Legendre::abscissa().size(); ++i) {
      for (const double side : {-1.0, 1.0}) {
        const double way = begin + 0.5 * h * (1 + side * Legendre::abscissa()[i]);
        const double part = Legendre::weights()[i] * value(way);
        sum.mass += part;
        if (part > 0) sum.weighted += part * weight_at(way);
      }
    }
    return {0.5 * h * sum.mass, 0.5 * h * sum.weighted};
  }

  /// What Euler and Maclaurin's formula adds at a boundary half-way between two terms, in central differences
  /// of orders 1, 3 and 5.
  Panel correction(double boundary) const {
    constexpr double first = 1.0 / 24, third = -17.0 / 5760, fifth = 367.0 / 967680;
    constexpr double factors[] = {first - 3 * third + 10 * fifth, third - 5 * fifth, fifth};
    Panel sum{0, 0};
    for (int i = 0; i < 3; ++i) {
      for (const double side : {-1.0, 1.0}) {
        const double way = boundary + side * (0.5 + i), part = side * factors[i] * value(way);
        sum.mass += part;
        sum.weighted += part * weight_at(way);
      }
    }
    return sum;
  }

  /// The terms begin, ..., begin + count - 1.
  Panel terms(double begin, double count) const {
    if (count < shortest_panel || begin < 3) return one_by_one(begin, count);
    const Panel whole = integral(begin - 0.5, count), low = correction(begin - 0.5),
                high = correction(begin + count - 0.5);
    return {whole.mass + low.mass - high.mass, whole.weighted + low.weighted - high.weighted};
  }
  Panel one_by_one(double begin, double count) const {
    CompensatedSum mass, weighted;
    for (double i = 0; i < count; ++i) {
      const double part = value(begin + i);
      mass.add(part);
      if (part > 0) weighted.add(part * weight_at(begin + i));
      if (part < 1e-3 * nothing_more * mass.value()) break;
    }
    return {mass.value(), weighted.value()};
  }
};

}  // namespace

double integral_outward(const LogShape& f, double from, double to, double reference, double step,
                        const Weight& weight) {
  const Way way{f, from, to, reference, weight};
  Gathered sum;
  double gone = 0, h = step;
  for (int i = 0; i < most_panels && gone < way.length; ++i) {
    const double left = way.length - gone;
    h = std::min({h, share_of_reach * f.reach(way.at(gone)), left});
    h = way.steady(gone, h, [](double) { return most_change; });
    const Way::Panel panel = way.integral(gone, h);
    const bool falls = way.log_at(gone + h) <= way.log_at(gone);
    sum.add(panel.mass, panel.weighted);
    // The third: so steep that no double lies within the panel.
    if (h == left || (falls && sum.ends_with(panel.mass, panel.weighted)) || way.at(gone + h) == way.at(gone))
      break;
    gone += h;
    h *= 2;
  }
  return sum.weighted.value();
}

double sum_outward(const LogShape& f, double from, double to, double reference, const Weight& weight) {
  const Way way{f, from, to, reference, weight};
  Gathered sum;
  double gone = 0, h = shortest_panel;
  for (int i = 0; i < most_panels && gone <= way.length; ++i) {
    const double left = way.length - gone + 1, room = share_of_reach * f.reach(way.at(gone));
    double count = std::floor(std::min({h, room, left - 4}));
    if (count >= shortest_panel && gone >= 3) {
      count = std::floor(
          way.steady(gone, count, [](double n) { return std::min(most_change, n / shortest_panel); }));
    }
    if (count < shortest_panel) count = std::min(left, shortest_panel - 1);
    const Way::Panel panel = way.terms(gone, count);
    const bool falls = count == left || way.log_at(gone + count - 1) <= way.log_at(gone);
    sum.add(panel.mass, panel.weighted);
    if (count == left || (falls && sum.ends_with(panel.mass, panel.weighted))) break;
    gone += count;
    h = 2 * std::max(count, shortest_panel);
  }
  return sum.weighted.value();
}

double peak_of(const std::function<double(double)>& f, double low, double high, double guess, double step) {
  constexpr double exact = 1e-3;
  const auto inside = [&](double x) { return std::clamp(x, low, high); };
  double x = inside(guess), best = f(x);
  for (double h = step; std::fabs(h) > exact * step;) {
    const double next = inside(x + h), there = f(next);
    if (there > best) {
      x = next;
      best = there;
      h *= 2;
    } else {
      // The other way once, then in smaller steps.
      const double back = inside(x - h), behind = f(back);
      if (behind > best) {
        x = back;
        best = behind;
        h = -2 * h;
      } else {
        h *= 0.25;
      }
    }
  }
  return x;
}

}  // namespace plim
