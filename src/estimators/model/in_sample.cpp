#include "plim/estimators/model/in_sample.hpp"

#include "plim/estimators/language/ngram_smoothing.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/views/shifted_logs.hpp"

namespace plim {

Outcome<InSampleCrossEntropy> InSampleCrossEntropy::bind(const Knowns& knowns, const Arguments&) {
  return pseudo_count_of(knowns, name).map([](double a) {
    InSampleCrossEntropy bound;
    bound.a_ = a;
    return bound;
  });
}

void InSampleCrossEntropy::estimate_block(const Counts& v, std::vector<double>& logs, const Address&,
                                          const BlockOut& out) const noexcept {
  log_shifted_counts(v, a_, logs);
  const double n = static_cast<double>(v.n);
  const double log_total = elementary::log(n + a_ * static_cast<double>(v.K));
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    double sum = 0;
    for (std::size_t k = 0; k < v.K; ++k) {
      const std::size_t at = k * v.lanes + lane;
      sum += static_cast<double>(v.c[at]) * logs[at];
    }
    out.cells[lane] = Cell{};
    out.cells[lane].value = log_total - sum / n;
    out.status[lane] = Status::regular;
  }
}

}  // namespace plim
