#include "plim/theory/predictor.hpp"

namespace plim {

struct Predictor::State {};

Predictor::Predictor(const Population&) : state_(std::make_unique<State>()) {}
Predictor::~Predictor() = default;

SeriesPrediction Predictor::operator()(const AnyEstimator&, const Knowns&, const Output&, std::int64_t) { return {}; }

}  // namespace plim
