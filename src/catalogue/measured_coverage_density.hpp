#pragma once

#include "plim/catalogue/measured_coverage.hpp"
#include "plim/views/functionals.hpp"

namespace plim::measured_coverage_density {

/// Coverage of 95 % intervals in experiments/interval_coverage_density.toml with 500 replicates, in percent:
/// least, most, number of scenarios; a line for each outer band, in it the inner ones. By
/// scripts/coverage_table.py.
// clang-format off
constexpr double inner_edges[] = {100, 1000};
constexpr double outer_edges[] = {2, 3};
constexpr CoverageRow rows[] = {
    {functional::entropy, "gaussian_mle", {{10, 97, 8}, {0, 100, 8}, {0, 97, 8},
      {80, 100, 6}, {87, 97, 6}, {73, 97, 6},
      {}, {}, {}}},
    {functional::entropy, "histogram", {{27, 73, 8}, {53, 100, 8}, {17, 97, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "kde_loo", {{10, 97, 8}, {0, 97, 8}, {0, 100, 4},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "kde_resub", {{27, 80, 8}, {0, 93, 8}, {0, 100, 4},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "knn_kl_euclid", {{83, 97, 8}, {93, 100, 8}, {87, 100, 8},
      {80, 100, 6}, {83, 97, 6}, {77, 93, 6},
      {}, {}, {}}},
    {functional::entropy, "knn_kl_max", {{83, 97, 8}, {93, 100, 8}, {87, 100, 8},
      {83, 100, 6}, {83, 93, 6}, {77, 93, 6},
      {}, {}, {}}},
    {functional::entropy, "spacing_correa", {{40, 90, 8}, {67, 100, 8}, {23, 100, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "spacing_ebrahimi", {{50, 90, 8}, {67, 100, 8}, {0, 100, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "spacing_van_es", {{17, 93, 8}, {13, 100, 8}, {0, 100, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "spacing_vasicek", {{0, 80, 8}, {0, 100, 8}, {0, 97, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::mutual_information, "ksg_1", {{}, {}, {},
      {37, 100, 6}, {83, 100, 6}, {93, 100, 6},
      {}, {}, {}}},
    {functional::mutual_information, "ksg_2", {{}, {}, {},
      {47, 100, 6}, {83, 97, 6}, {93, 97, 6},
      {}, {}, {}}},
};
constexpr CoverageRow rows_of_pairs[] = {
    {functional::cross_entropy, "knn_cross_entropy_max", {{30, 90, 10}, {47, 97, 10}, {40, 97, 5},
      {27, 83, 4}, {13, 73, 4}, {20, 57, 2},
      {}, {}, {}}},
    {functional::kl, "gaussian_mle_kl", {{50, 100, 10}, {0, 100, 10}, {0, 100, 5},
      {100, 100, 4}, {97, 100, 4}, {93, 97, 2},
      {}, {}, {}}},
    {functional::kl, "knn_kldiv_euclid", {{60, 97, 10}, {53, 97, 10}, {40, 90, 5},
      {47, 63, 4}, {20, 63, 4}, {20, 60, 2},
      {}, {}, {}}},
    {functional::kl, "knn_kldiv_max", {{60, 97, 10}, {53, 97, 10}, {40, 90, 5},
      {40, 70, 4}, {13, 67, 4}, {17, 57, 2},
      {}, {}, {}}},
};
// clang-format on

}  // namespace plim::measured_coverage_density
