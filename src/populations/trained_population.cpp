#include "plim/populations/trained_population.hpp"

#include <cmath>
#include <numeric>

#include "plim/core/number.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/sequence_pair.hpp"

namespace plim {
namespace {

/// The texts of every lane; the training text is drawn whole when the sample begins.
class TrainedSource final : public ViewSource {
 public:
  TrainedSource(std::unique_ptr<ViewSource> test, std::unique_ptr<ViewSource> train, std::int64_t trained)
      : test_(std::move(test)), train_(std::move(train)), trained_(trained) {}

  void start(Address first, std::size_t lanes) override {
    test_->start(first, lanes);
    ++first.sub;
    train_->start(first, lanes);
    train_->grow(trained_, 0);
    ++drawn_;
  }
  void grow(std::int64_t n, std::uint32_t checkpoint) override { test_->grow(n, checkpoint); }
  const void* view(ViewId id) override {
    if (id != view_id<SequencePair>()) return nullptr;
    const auto& test = *static_cast<const Sequence*>(test_->view(view_id<Sequence>()));
    view_ = {*static_cast<const Sequence*>(train_->view(view_id<Sequence>())), test, test.lanes, drawn_};
    return &view_;
  }

 private:
  std::unique_ptr<ViewSource> test_, train_;
  std::int64_t trained_;
  std::uint64_t drawn_ = 0;
  SequencePair view_{};
};

class TrainedPopulation final : public Population {
 public:
  TrainedPopulation(std::shared_ptr<const Population> test, std::shared_ptr<const Population> train,
                    std::int64_t trained)
      : test_(std::move(test)), train_(std::move(train)), trained_(trained) {}

  std::string canonical() const override {
    return "trained on=" + std::to_string(trained_) + " train=[" + train_->canonical() + "] test=[" +
           test_->canonical() + "]";
  }
  std::string readable() const override {
    return test_->readable() + " after training on " + std::to_string(trained_) +
           (train_ == test_ ? "" : " of " + train_->readable());
  }
  PublicFacts public_facts() const override {
    PublicFacts facts = test_->public_facts();
    facts.trained = trained_;
    if (train_ != test_) facts.kinds = {};  // of two laws, which may have others
    return facts;
  }
  Dependence dependence() const override { return test_->dependence(); }
  std::span<const std::string> labels() const override { return test_->labels(); }
  std::string data_sha256() const override { return test_->data_sha256(); }
  const Population* text_of_test() const override { return test_.get(); }

  std::vector<ViewId> views(RouteKind route) const override {
    return route == RouteKind::draws ? std::vector<ViewId>{view_id<SequencePair>()} : std::vector<ViewId>{};
  }
  std::size_t footprint(RouteKind route, std::span<const ViewId>, std::int64_t n_max) const override {
    return test_->footprint(route, text, n_max) + train_->footprint(route, text, trained_);
  }
  std::string method(RouteKind route, std::int64_t n_before, std::int64_t n) const override {
    return test_->method(route, n_before, n);
  }
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId>, std::int64_t n_max,
                                     std::size_t lanes) const override {
    return std::make_unique<TrainedSource>(test_->source(route, text, n_max, lanes),
                                           train_->source(route, text, trained_, lanes), trained_);
  }
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    const std::optional<double> rate = test_->truth(functional::entropy_rate, element);
    if (estimand == functional::cross_entropy) return rate;
    if (estimand != functional::bits_per_byte || !rate) return std::nullopt;
    const std::optional<double> bytes = bytes_of_symbol();
    return bytes ? std::optional(*rate / (std::log(2.0) * *bytes)) : std::nullopt;
  }

 private:
  /// In the mean, of a text that has gone on for long.
  std::optional<double> bytes_of_symbol() const {
    const SymbolBytes bytes = test_->public_facts().symbol_bytes;
    const std::span<const double> p = test_->probabilities();
    if (bytes == nullptr || bytes->size() != p.size()) return std::nullopt;
    return std::inner_product(p.begin(), p.end(), bytes->begin(), 0.0);
  }

  inline static const std::vector<ViewId> text = {view_id<Sequence>()};
  std::shared_ptr<const Population> test_, train_;
  std::int64_t trained_;
};

}  // namespace

bool has_texts(const Population& law) {
  return !law.draws_law() && wants<Sequence>(law.views(RouteKind::draws));
}

Outcome<std::shared_ptr<const Population>> make_trained_population(std::shared_ptr<const Population> test,
                                                                   std::shared_ptr<const Population> train,
                                                                   std::int64_t trained) {
  for (const Population* law : {test.get(), train.get()}) {
    if (!has_texts(*law))
      return Refusal{"is from " + law->readable() + ", which has no texts, symbols in an order"};
  }
  if (!is_on_classes_of(*train, *test))
    return Refusal{"trains models on texts of " + train->readable() + ", which is not on the symbols of " +
                   test->readable()};
  return std::shared_ptr<const Population>(
      std::make_shared<TrainedPopulation>(std::move(test), std::move(train), trained));
}

}  // namespace plim
