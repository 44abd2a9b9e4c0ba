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
    {functional::entropy, "gaussian_mle", {{18, 95, 8}, {0, 96, 8}, {0, 96, 8},
      {89, 94, 6}, {93, 95, 6}, {94, 96, 6},
      {}, {}, {}}},
    {functional::entropy, "histogram", {{34, 75, 8}, {46, 89, 8}, {16, 92, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "kde_loo", {{12, 91, 8}, {0, 96, 8}, {0, 98, 4},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "kde_resub", {{33, 77, 8}, {0, 89, 8}, {0, 92, 4},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "knn_kl_euclid", {{88, 94, 8}, {92, 97, 8}, {93, 97, 8},
      {83, 90, 6}, {89, 91, 6}, {91, 95, 6},
      {}, {}, {}}},
    {functional::entropy, "knn_kl_max", {{88, 94, 8}, {92, 97, 8}, {93, 97, 8},
      {84, 90, 6}, {89, 91, 6}, {90, 94, 6},
      {}, {}, {}}},
    {functional::entropy, "spacing_correa", {{38, 87, 8}, {68, 95, 8}, {27, 95, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "spacing_ebrahimi", {{47, 87, 8}, {63, 95, 8}, {6, 96, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "spacing_van_es", {{36, 93, 8}, {13, 94, 8}, {0, 96, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::entropy, "spacing_vasicek", {{1, 78, 8}, {0, 92, 8}, {0, 95, 8},
      {}, {}, {},
      {}, {}, {}}},
    {functional::mutual_information, "ksg_1", {{}, {}, {},
      {48, 99, 6}, {91, 99, 6}, {92, 97, 6},
      {}, {}, {}}},
    {functional::mutual_information, "ksg_2", {{}, {}, {},
      {59, 99, 6}, {89, 99, 6}, {92, 97, 6},
      {}, {}, {}}},
};
constexpr CoverageRow rows_of_pairs[] = {
    {functional::cross_entropy, "knn_cross_entropy_max", {{51, 91, 10}, {54, 92, 10}, {31, 93, 5},
      {35, 74, 4}, {22, 69, 4}, {16, 65, 2},
      {}, {}, {}}},
    {functional::kl, "gaussian_mle_kl", {{60, 100, 10}, {3, 100, 10}, {0, 100, 5},
      {98, 100, 4}, {95, 98, 4}, {95, 96, 2},
      {}, {}, {}}},
    {functional::kl, "knn_kldiv_euclid", {{58, 96, 10}, {62, 96, 10}, {41, 93, 5},
      {37, 61, 4}, {20, 71, 4}, {11, 67, 2},
      {}, {}, {}}},
    {functional::kl, "knn_kldiv_max", {{58, 96, 10}, {62, 96, 10}, {41, 93, 5},
      {38, 62, 4}, {18, 70, 4}, {10, 66, 2},
      {}, {}, {}}},
};
// clang-format on

}  // namespace plim::measured_coverage_density
