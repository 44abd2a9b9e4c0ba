#include <gtest/gtest.h>

#include "plim/grammar/settings.hpp"
#include "plim/populations/data_population.hpp"
#include "plim/populations/finite_population.hpp"
#include "plim/populations/joint_population.hpp"
#include "plim/study/standard_catalogue.hpp"

namespace plim::views_test {
namespace {

using Populations = std::vector<std::shared_ptr<const Population>>;

Arguments arguments_of(const std::vector<Parameter>& parameters) {
  Arguments arguments;
  for (const Parameter& p : parameters) {
    if (p.fallback) {
      arguments.set(p.name, *p.fallback);
      continue;
    }
    if (p.optional) continue;
    for (const Value& value : {Value{0.25}, Value{std::int64_t{3}}, Value{std::vector<double>{0.25, 0.75}},
                               Value{std::string("observed")}}) {
      if (const Outcome<Value> accepted = accept(p, value)) {
        arguments.set(p.name, *accepted);
        break;
      }
    }
  }
  return arguments;
}

Arguments with(const std::vector<std::pair<std::string, double>>& values) {
  Arguments arguments;
  for (const auto& [name, value] : values) arguments.set(name, value);
  return arguments;
}

/// One of every kind: the families and other laws of the catalogue, a joint law, valued classes, and what of
/// these can be drawn without replacement.
Populations one_of_each() {
  Populations all;
  const Catalogue catalogue = standard_catalogue();
  const auto add = [&all](const PopulationEntry& entry) {
    Arguments arguments = arguments_of(entry.parameters);
    if (entry.name == "categorical") arguments.set("p", Value{std::vector<double>{0.25, 0.75}});
    if (entry.name == "uniform" || entry.name == "arcsine" || entry.name == "triangular")
      arguments.set("upper", Value{1.5});
    if (entry.name == "discrete_uniform") arguments = with({{"lower", 2.0}, {"upper", 5.0}});
    if (entry.name == "hypergeometric")
      arguments = with({{"successes", 4.0}, {"failures", 3.0}, {"draws", 2.0}});
    if (entry.name == "hyperexponential") arguments.set("rates", Value{std::vector<double>{1, 2}});
    if (entry.name == "markov") arguments.set("matrix", Value{NumberRows{{0.9, 0.1}, {0.2, 0.8}}});
    if (entry.name == "softmax") arguments.set("weights", Value{NumberRows{{0, 0}, {0.5, 1}}});
    if (entry.name == "categorical.dirichlet") arguments.set("alpha", Value{std::vector<double>{0.5, 2}});
    if (entry.name == "dirichlet") arguments.set("alpha", Value{std::vector<double>{0.5, 2}});
    if (entry.name == "multinomial") arguments.set("p", Value{std::vector<double>{0.25, 0.75}});
    if (entry.name == "multivariate_t") arguments.set("scale", Value{NumberRows{{2}}});
    if (entry.name == "multivariate_normal") arguments.set("covariance", Value{NumberRows{{2}}});
    const auto made = entry.make(arguments);
    if (made)
      all.push_back(*made);
    else
      ADD_FAILURE() << entry.name << ": " << made.reason();
  };
  for (const FamilyEntry& entry : catalogue.families()) add(entry);
  for (const PopulationEntry& entry : catalogue.populations()) add(entry);
  all.push_back(make_joint_population({{"a", {"x", "y"}}, {"b", {"u", "v"}}}, {0.1, 0.2, 0.3, 0.4}));
  SymbolLaw valued;
  valued.p = {0.25, 0.75};
  valued.weights = {1, 3};
  valued.values = {2.5, -1};
  valued.canonical = valued.readable = "valued";
  all.push_back(std::make_shared<SymbolPopulation>(valued));
  const std::size_t iid = all.size();
  for (std::size_t i = 0; i < iid; ++i) {
    if (const auto finite = without_replacement(*all[i])) all.push_back(*finite);
  }
  EXPECT_GT(all.size(), iid);
  return all;
}

TEST(Views, EverySourceGivesEveryViewThatItsRoutePromises) {
  std::size_t given = 0;
  for (const auto& population : one_of_each()) {
    for (const RouteKind route : {RouteKind::draws, RouteKind::counts, RouteKind::statistic}) {
      const std::vector<ViewId> views = population->views(route);
      if (views.empty()) continue;
      const auto source = population->source(route, views, 3, 2);
      if (population->draws_law()) source->realise({{1}, 0, 0}, 2);
      source->start({{2}, 0, 0}, 2);
      source->grow(3, 0);
      for (const ViewId id : views) {
        EXPECT_NE(source->view(id), nullptr) << population->readable() << ", route " << route_name(route);
        ++given;
      }
      // And one by one: what is wanted alone must not need the others.
      for (const ViewId id : views) {
        const auto alone = population->source(route, std::span(&id, 1), 3, 2);
        if (population->draws_law()) alone->realise({{1}, 0, 0}, 2);
        alone->start({{2}, 0, 0}, 2);
        alone->grow(3, 0);
        EXPECT_NE(alone->view(id), nullptr) << population->readable() << ", route " << route_name(route);
      }
    }
  }
  EXPECT_GE(given, 20U);
}

}  // namespace
}  // namespace plim::views_test
