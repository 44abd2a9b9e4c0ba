#pragma once
#include <iosfwd>
#include <optional>
#include <vector>

#include "json.hpp"
#include "plim/catalogue/measured_coverage.hpp"
#include "plim/engine/worker.hpp"
#include "plim/theory/estimand.hpp"

namespace plim::cli {

/// One estimate of one sample, in the unit it is shown in.
struct SampleEstimate {
  std::string estimate, estimator, estimand, unit;
  std::shared_ptr<const Estimand> target;  // what the catalogue says of the estimand, or null
  std::string label;                       // the estimator for people, with the K that it was told
  std::optional<std::size_t> told_K;       // see AnyEstimator
  bool observed_K = false;                 // told_K is the number of classes seen, as nobody gave another
  bool has_interval = false, by_resampling = false;
  Shared<Knowns> knowns;    // what the estimator was told
  bool of_ngrams = false;   // a trained model's, on the other sample
  bool of_density = false;  // which no number of classes bounds
  Status status = Status::regular;
  std::vector<std::string> keys;                                // [outputs]: the parameter, or the estimand
  bool by_class = false;                                        // the keys name classes
  std::vector<Cell> cells;                                      // [outputs]
  std::string reason;                                           // why there is no value, or ""
  std::vector<std::string> warnings;                            // of its interval
  std::optional<BandCoverage> measured;                         // of intervals like its own, in studies
  double log_likelihood = not_given, log_evidence = not_given;  // nats
};

/// What the worker's last step made of one lane: the estimates of the scenario, in the order of its groups.
std::vector<SampleEstimate> estimates_of(const Plan& plan, const Worker& worker, std::size_t lane,
                                         std::int64_t n);

/// The estimates as programs read it: value, standard_error and interval by output.
Json estimates_json(const std::vector<SampleEstimate>& estimates);

/// A table for people; `level` heads the column of intervals if it is one for all. A column of coverages if
/// any is known.
void print_estimates(std::ostream& out, const std::vector<SampleEstimate>& estimates,
                     double level = not_given);

}  // namespace plim::cli
