#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "plim/estimators/likelihood/numeric_model.hpp"
#include "plim/views/view.hpp"

namespace plim {

/// The maximum of the likelihood of one model on each lane's sample, `fits: [lanes]`, for all that estimate
/// or foretell by it. The model is an argument of the view.
struct NumericFits {
  static constexpr const char* name = "fits";
  /// What may be wanted besides.
  enum Feature : unsigned { observed_information = 1 };

  std::int64_t n;
  std::size_t lanes;
  const NumericFit* fits;

  struct One {
    std::int64_t n;
    const NumericFit& fit;
  };
  One one(std::size_t lane) const noexcept { return {n, fits[lane]}; }
};

/// Fits one model to observations. A density that throws makes that lane's fit `threw`.
class FitOfObservations final : public Derivation {
 public:
  explicit FitOfObservations(NumericModel model) : model_(std::move(model)) {}
  bool makes(const ViewKey& key) const override;
  ViewKey origin(const Arguments&) const override { return {view_id<Observations>()}; }
  std::unique_ptr<Deriver> make(std::size_t lanes, unsigned features, const Arguments&) const override;

 private:
  NumericModel model_;
};

/// What reads the fits of a model: an estimator's view, its arguments, and how it is made.
class OfNumericFits {
 public:
  using view = NumericFits;
  using workspace = NumericModel::Workspace;
  Arguments view_arguments() const { return model_.identity(); }
  Derivations derivations() const { return {std::make_shared<FitOfObservations>(model_)}; }

 protected:
  explicit OfNumericFits(NumericModel model) : model_(std::move(model)) {}
  /// The law of a workspace, made with the first sample that comes.
  void prepare_law(workspace& w) const {
    if (!w.law) w = model_.workspace();
  }

  NumericModel model_;
};

}  // namespace plim
