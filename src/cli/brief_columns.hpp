#pragma once
#include <string>

#include "summary.hpp"

namespace plim::cli {

/// So many significant digits at least, and where there is room as many as the Monte Carlo standard error
/// tells.
struct Precision {
  int digits = 3;
  bool by_error = false;
};

/// A column that stands at every n of a short table.
struct BriefColumn {
  const char* heading;
  std::string (*text)(const SummaryRow& row, const Precision& precision);
};

extern const BriefColumn bias_column, error_column, mean_column, mcse_column, coverage_column;

/// Whether a bias is within its noise.
bool is_noise(const SummaryRow::Entry& bias);

}  // namespace plim::cli
