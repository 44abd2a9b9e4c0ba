#pragma once
#include <map>

#include "plim/views/mean_scatter.hpp"
#include "plim/views/points_pair.hpp"
#include "sample.hpp"

namespace plim::test {

/// Draws from a density: points `x: [n][d]`, numbers where d is 1 and no points are asked for, and a second
/// sample or none.
struct Draws {
  std::vector<double> x, y = {};
  std::size_t d = 1;
  bool as_points = false;
};

/// What the catalogue's estimator NAME|option=value of that estimand says of the draws.
inline Estimated estimated(const Draws& draws, const std::string& words, const std::string& estimand,
                           double level = 0) {
  const std::string name = words.substr(0, words.find('|'));
  Knowns knowns;
  knowns.estimand = estimand;
  if (draws.d > 1 || draws.as_points) knowns.dimension = draws.d;
  if (level > 0) knowns.interval = IntervalRequest{level, ""};
  Estimated e;
  for (const EstimatorEntry& entry : Sample::catalogue().estimators()) {
    if (entry.name != name || entry.estimands.front() != estimand) continue;
    Arguments options;
    if (name.size() < words.size()) {
      const std::size_t equals = words.find('=');
      const std::string key = words.substr(name.size() + 1, equals - name.size() - 1),
                        text = words.substr(equals + 1);
      const auto option = std::find_if(entry.options.begin(), entry.options.end(),
                                       [&key](const Parameter& p) { return p.name == key; });
      if (option->domain == Domain::text) {
        options.set(key, text);
      } else if (option->domain == Domain::positive) {
        options.set(key, std::stod(text));
      } else {
        options.set(key, std::int64_t{std::stoll(text)});
      }
    }
    const Outcome<AnyEstimator> bound = entry.bind(any_population(), knowns, options);
    if (!bound) {
      e.refusal = bound.reason();
      return e;
    }
    const auto n = static_cast<std::int64_t>(draws.x.size() / draws.d),
               m = static_cast<std::int64_t>(draws.y.size() / draws.d);
    const double *x = draws.x.data(), *y = draws.y.data();
    const Points points{n, draws.d, 1, &x};
    const PointsPair pair{n, m, draws.d, 1, &x, &y};
    MeanScatterOfPoints scatter(1);
    Sample sample(draws.x);
    const void* view = bound->facts->view.tag == view_id<PointsPair>() ? &pair
                       : bound->facts->view.tag == view_id<Points>()   ? &points
                       : bound->facts->view.tag == view_id<MeanScatter>()
                           ? static_cast<const void*>(&scatter(points))
                           : sample.view(bound->facts->view);
    e.outputs = bound->facts->outputs;
    e.cells.resize(e.outputs.size());
    EXPECT_TRUE(
        bound->bound->instantiate()->run(view, n, {}, {e.cells.data(), &e.status, e.cells.size(), 1}));
    return e;
  }
  ADD_FAILURE() << "no " << name << " of " << estimand;
  e.cells.resize(1);
  return e;
}

}  // namespace plim::test
