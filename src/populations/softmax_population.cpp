#include "plim/populations/softmax_population.hpp"

#include "plim/random/variate.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/labelled.hpp"

namespace plim {
namespace {

constexpr std::size_t most_weights = 64;

/// A group of samples of labelled points; observation i takes sub-address i.
class LabelledDraws final : public ViewSource {
 public:
  LabelledDraws(const SoftmaxLaw& law, std::size_t n_max, std::size_t lanes)
      : law_(law),
        x_(lanes, std::vector<double>(n_max * law.shape().d)),
        y_(lanes, std::vector<std::int32_t>(n_max)),
        p_(law.shape().K) {
    for (const auto& x : x_) points_.push_back(x.data());
    for (const auto& y : y_) labels_.push_back(y.data());
  }

  void start(Address first, std::size_t lanes) override {
    first_ = first;
    view_ = {0, law_.shape().d, law_.shape().K, lanes, points_.data(), labels_.data()};
  }

  void grow(std::int64_t n, std::uint32_t) override {
    for (std::size_t lane = 0; lane < view_.lanes; ++lane) {
      Address address = first_;
      address.replicate += lane;
      for (auto i = static_cast<std::size_t>(view_.n); i < static_cast<std::size_t>(n); ++i)
        y_[lane][i] = draw(Variate(address, i), x_[lane].data() + i * law_.shape().d);
    }
    view_.n = n;
  }

  const void* view(ViewId id) override { return id == view_id<Labelled>() ? &view_ : nullptr; }

 private:
  std::int32_t draw(Variate variate, double* x) {
    const std::span<const SoftmaxLaw::Feature> features = law_.features();
    for (std::size_t j = 0; j < features.size(); ++j)
      x[j] = features[j].mean + features[j].sd * variate.normal();
    softmax_scores(law_.shape(), law_.weights(), x, p_);
    softmax_probabilities(p_);
    double left = variate.open();
    std::size_t k = 0;
    while (k + 1 < p_.size() && left >= p_[k]) left -= p_[k++];
    return static_cast<std::int32_t>(k);
  }

  const SoftmaxLaw& law_;
  Address first_{};
  std::vector<std::vector<double>> x_;        // [lanes][n_max * d]
  std::vector<std::vector<std::int32_t>> y_;  // [lanes][n_max]
  std::vector<const double*> points_;
  std::vector<const std::int32_t*> labels_;
  std::vector<double> p_;
  Labelled view_{};
};

/// Mean and sd of each of d features, or why the rows say none.
Outcome<std::vector<SoftmaxLaw::Feature>> features_of(const Arguments& a, std::size_t d) {
  std::vector<SoftmaxLaw::Feature> features(d);
  if (!a.has("features")) return features;
  const NumberRows& rows = a.matrix("features");
  if (rows.size() != d || rows.front().size() != 2) {
    return Refusal{"features needs a row [mean, sd] for each of the " + std::to_string(d) +
                   " features that weights has"};
  }
  for (std::size_t j = 0; j < d; ++j) {
    features[j] = {rows[j][0], rows[j][1]};
    if (!(features[j].sd > 0)) return Refusal{"features row " + std::to_string(j + 1) + " has no sd > 0"};
  }
  return features;
}

}  // namespace

std::vector<Parameter> SoftmaxPopulation::parameters() {
  return {
      {"weights", Domain::matrix,
       "a row for each class: intercept and a slope for each feature, of which differences between classes "
       "count"},
      {"features", Domain::matrix, "mean and sd of each feature; absent: 0 and 1", std::nullopt, true}};
}

Outcome<std::shared_ptr<const Population>> SoftmaxPopulation::make(const Arguments& a) {
  const NumberRows& weights = a.matrix("weights");
  const std::size_t row = weights.front().size();
  if (weights.size() < 2 || row < 2)
    return Refusal{"weights needs two rows or more, each of an intercept and a slope or more"};
  if ((weights.size() - 1) * row > most_weights)
    return Refusal{"weights has " + std::to_string((weights.size() - 1) * row) +
                   " numbers beyond the first row, more than " + std::to_string(most_weights)};
  const Outcome<std::vector<SoftmaxLaw::Feature>> features = features_of(a, row - 1);
  if (!features) return Refusal{features.reason()};
  return std::shared_ptr<const Population>(std::make_shared<SoftmaxPopulation>(
      SoftmaxLaw(weights, *features), "softmax " + a.canonical(), "softmax(" + a.readable() + ")"));
}

SoftmaxPopulation::SoftmaxPopulation(SoftmaxLaw law, std::string canonical, std::string readable)
    : law_(std::move(law)),
      canonical_(std::move(canonical)),
      readable_(std::move(readable)),
      names_(softmax_names(law_.shape())) {}

std::vector<ViewId> SoftmaxPopulation::views(RouteKind route) const {
  if (route != RouteKind::draws) return {};
  return {view_id<Labelled>()};
}

std::size_t SoftmaxPopulation::footprint(RouteKind, std::span<const ViewId>, std::int64_t n_max) const {
  return static_cast<std::size_t>(n_max) * (law_.shape().d * sizeof(double) + sizeof(std::int32_t));
}

std::unique_ptr<ViewSource> SoftmaxPopulation::source(RouteKind, std::span<const ViewId>, std::int64_t n_max,
                                                      std::size_t lanes) const {
  return std::make_unique<LabelledDraws>(law_, static_cast<std::size_t>(n_max), lanes);
}

std::optional<double> SoftmaxPopulation::truth(std::string_view estimand, std::size_t element) const {
  if (estimand == functional::conditional_entropy) return law_.conditional_entropy();
  if (estimand == "features" && element < 2 * law_.shape().d) {
    const SoftmaxLaw::Feature& feature = law_.features()[element / 2];
    return element % 2 == 0 ? feature.mean : feature.sd;
  }
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (estimand == names_[i] && element == 0) return law_.weights()[i];
  }
  return std::nullopt;
}

}  // namespace plim
