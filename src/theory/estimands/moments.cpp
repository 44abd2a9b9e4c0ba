#include "estimands.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

std::optional<double> mean_of_columns(const TruthQuery& q) {
  if (q.knowns.columns.empty()) return std::nullopt;
  std::optional<double> mean = q.law.functional(mean_estimand, q.knowns.columns.front());
  for (std::size_t i = 1; mean && i < q.knowns.columns.size(); ++i)
    *mean -= q.law.functional(mean_estimand, q.knowns.columns[i]).value_or(0.0);
  return mean;
}

namespace {

std::optional<double> mean(const TruthQuery& q) {
  return q.knowns.columns.empty() ? truth_of_functional(q) : mean_of_columns(q);
}

}  // namespace

const Estimand mean_estimand = {.name = functional::mean,
                                .about = ArgumentKind::column,
                                .terms = 1,
                                .example = "{ mean = \"COLUMN\" }",
                                .truth = mean,
                                .of_columns = true};
const Estimand variance_estimand = {.name = functional::variance, .truth = truth_of_functional};
const Estimand sd_estimand = {.name = functional::sd, .truth = truth_of_functional};

/// Of points in R^d, an element for each entry of the upper triangle, row by row.
const Estimand covariance_estimand = {.name = functional::covariance, .truth = truth_of_functional};

}  // namespace plim
