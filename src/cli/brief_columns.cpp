#include "brief_columns.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "digits.hpp"

namespace plim::cli {
namespace {

constexpr double noise = 2;  // in Monte Carlo standard errors

/// So many significant digits, by an exponent where that is shorter: 0.0132, 1.3e-5.
std::string short_number(double x, int digits) {
  if (std::isnan(x)) return "-";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  if (x == 0) return "0";
  const std::string scientific = fmt::format("{:.{}e}", x, digits - 1);
  const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
  const std::string by_power = fmt::format("{}e{}", scientific.substr(0, scientific.find('e')), exponent);
  const std::string plain = fmt::format("{:.{}f}", x, std::clamp(digits - 1 - exponent, 0, 20));
  return by_power.size() < plain.size() ? by_power : plain;
}

int digits_in_brief(const SummaryRow::Entry& e, const Precision& precision) {
  return precision.by_error ? digits_for(std::fabs(e.value), e.mcse, 1, precision.digits) : precision.digits;
}

std::string brief_bias(const SummaryRow& row, const Precision& precision) {
  const SummaryRow::Entry* e = find_column(row, Column::bias);
  if (e == nullptr || std::isnan(e->value)) return "-";
  if (is_noise(*e)) return "±" + short_number(noise * e->mcse, precision.digits - 1);
  return (e->value > 0 ? "+" : "") + short_number(e->value, digits_in_brief(*e, precision));
}

std::string brief_error(const SummaryRow& row, const Precision& precision) {
  const SummaryRow::Entry* e = find_column(row, Column::error);
  return e == nullptr ? "-" : short_number(e->value, digits_in_brief(*e, precision));
}

/// Its error stands beside it.
std::string brief_mean(const SummaryRow& row, const Precision& precision) {
  const SummaryRow::Entry* e = find_column(row, Column::mean);
  return e == nullptr ? "-" : short_number(e->value, digits_in_brief(*e, {precision.digits, true}));
}

std::string brief_mcse(const SummaryRow& row, const Precision&) {
  const SummaryRow::Entry* e = find_column(row, Column::mean);
  return e == nullptr || std::isnan(e->mcse) ? "-" : "(" + short_number(e->mcse, 1) + ")";
}

std::string brief_coverage(const SummaryRow& row, const Precision& precision) {
  const SummaryRow::Entry* e = find_column(row, Column::coverage);
  if (e == nullptr || std::isnan(e->value)) return "-";
  const int decimals = precision.by_error ? digits_for(10, 100 * e->mcse, 1, 3) - 2 : 1;
  return fmt::format("{:.{}f}", 100 * e->value, decimals);
}

}  // namespace

const BriefColumn bias_column = {"bias", brief_bias}, error_column = {"RMSE", brief_error},
                  mean_column = {"mean", brief_mean}, mcse_column = {"(MCSE)", brief_mcse},
                  coverage_column = {"cov%", brief_coverage};

bool is_noise(const SummaryRow::Entry& bias) {
  return bias.mcse > 0 && std::fabs(bias.value) <= noise * bias.mcse;
}

}  // namespace plim::cli
