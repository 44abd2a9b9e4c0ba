#include "sample_view.hpp"

#include <algorithm>
#include <ostream>

#include "plim/views/counts.hpp"
#include "plim/views/drawn_law.hpp"
#include "plim/views/labelled.hpp"
#include "plim/views/mean_m2.hpp"
#include "plim/views/points.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/sequence.hpp"

namespace plim::cli {
namespace {

constexpr std::size_t most_shown = 32;

template <View V>
const V* seen(const Worker& worker) {
  return static_cast<const V*>(worker.view(view_id<V>()));
}

/// Its parameters if it has some, else its probabilities.
Json law_json(const RealisedLaw& law) {
  Json parameters = Json::object();
  for (const auto& [name, value] : law.arguments().all()) {
    if (const std::optional<double> x = law.arguments().number(name, 0)) parameters[name] = json_real(*x);
  }
  if (!law.family().empty()) return parameters;
  Json list = Json::array();
  const std::span<const double> p = law.probabilities();
  for (std::size_t k = 0; k < std::min(most_shown, p.size()); ++k) list.push_back(json_real(p[k]));
  return list;
}

}  // namespace

Json sample_json(const Worker& worker) {
  Json sample = Json::object();
  if (const Counts* counts = seen<Counts>(worker)) {
    const Counts::One c = counts->one(0);
    Json list = Json::array();
    std::size_t observed = 0;
    for (std::size_t k = 0; k < c.K; ++k) {
      if (k < most_shown) list.push_back(c[k]);
      observed += c[k] > 0 ? 1 : 0;
    }
    sample["classes"] = c.K;
    sample["observed_classes"] = observed;
    sample["counts"] = list;
  }
  if (const Sequence* sequence = seen<Sequence>(worker)) {
    const std::span<const std::int32_t> x = sequence->one(0).x;
    sample["symbols"] = std::vector<std::int32_t>(
        x.begin(), x.begin() + static_cast<std::ptrdiff_t>(std::min(most_shown, x.size())));
  }
  if (const Labelled* labelled = seen<Labelled>(worker)) {
    const Labelled::One points = labelled->one(0);
    Json features = Json::array(), labels = Json::array();
    for (std::size_t i = 0; i < std::min(most_shown, points.n); ++i) {
      for (std::size_t j = 0; j < points.d; ++j) features.push_back(json_real(points.point(i)[j]));
      labels.push_back(points.label(i));
    }
    sample["dimension"] = points.d;
    sample["points"] = features;
    sample["labels"] = labels;
  }
  if (const DrawnLaw* laws = seen<DrawnLaw>(worker)) sample["drawn_law"] = law_json(laws->one(0));
  if (const Reals* reals = seen<Reals>(worker)) {
    const std::span<const double> x = reals->one(0).x;
    Json list = Json::array();
    for (std::size_t i = 0; i < std::min(most_shown, x.size()); ++i) list.push_back(json_real(x[i]));
    sample["observations"] = list;
  }
  if (const Points* points = seen<Points>(worker)) {
    const Points::One one = points->one(0);
    Json list = Json::array();
    for (std::size_t i = 0; i < std::min<std::size_t>(most_shown, one.x.size() / one.d); ++i) {
      Json point = Json::array();
      for (const double x : one.point(i)) point.push_back(json_real(x));
      list.push_back(point);
    }
    sample["points"] = list;
  }
  if (const MeanM2* statistic = seen<MeanM2>(worker)) {
    sample["mean"] = json_real(statistic->one(0).mean);
    sample["m2"] = json_real(statistic->one(0).squares());
  }
  return sample;
}

void print_sample(std::ostream& out, const Json& sample) {
  constexpr std::size_t on_a_line = 12;
  for (const auto& [name, value] : sample.members()) {
    out << "  " << name << ":";
    if (!value.is_array()) {
      out << " " << value.on_a_line() << "\n";
      continue;
    }
    const Json::Array& list = value.elements();
    for (std::size_t i = 0; i < std::min(on_a_line, list.size()); ++i) out << " " << list[i].on_a_line();
    out << (list.size() > on_a_line ? " ...\n" : "\n");
  }
}

}  // namespace plim::cli
