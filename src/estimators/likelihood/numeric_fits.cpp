#include "plim/estimators/likelihood/numeric_fits.hpp"

#include <new>

namespace plim {
namespace {

class Fitter final : public Deriver {
 public:
  Fitter(const NumericModel& model, std::size_t lanes, bool observed)
      : model_(model), observed_(observed), fits_(lanes) {}

  const void* derive(const void* from) override {
    const auto& sample = *static_cast<const Observations*>(from);
    for (std::size_t lane = 0; lane < sample.lanes; ++lane) fits_[lane] = fit(sample.one(lane));
    view_ = {sample.n, sample.lanes, fits_.data()};
    return &view_;
  }

 private:
  NumericFit fit(const Observations::One& sample) {
    try {
      if (!w_.law) w_ = model_.workspace();
      return model_.fit(sample, w_, observed_);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (...) {
      return {{}, Status::threw, 0, {}};
    }
  }

  NumericModel model_;
  bool observed_;
  NumericModel::Workspace w_;
  std::vector<NumericFit> fits_;
  NumericFits view_{};
};

}  // namespace

bool FitOfObservations::makes(const ViewKey& key) const {
  return key == ViewKey{view_id<NumericFits>(), model_.identity()};
}

std::unique_ptr<Deriver> FitOfObservations::make(std::size_t lanes, unsigned features,
                                                 const Arguments&) const {
  return std::make_unique<Fitter>(model_, lanes, (features & NumericFits::observed_information) != 0);
}

}  // namespace plim
