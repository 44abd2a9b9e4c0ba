#pragma once
#include <string>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

/// What a family offers beyond density and sampling, in the order of the listing.
template <Family F>
std::vector<std::string> capabilities() {
  std::vector<std::string> offered;
  const auto add = [&offered](bool has, const char* name) {
    if (has) offered.emplace_back(name);
  };
  using Real = double;
  add(
      requires(const F f, Real x) { f.cdf(x); }, "cdf");
  add(
      requires(const F f, Real x) { f.complement(x); }, "complement");
  add(
      requires(const F f, Real p) { f.quantile(p); }, "quantile");
  add(
      requires(const F f, Real q) { f.complement_quantile(q); }, "complement_quantile");
  add(
      requires(const F f, Real x) { f.log_cdf(x); }, "log_cdf");
  add(
      requires(const F f, Real x) { f.log_complement(x); }, "log_complement");
  add(
      requires(const F f) { f.mean(); }, "mean");
  add(
      requires(const F f) { f.variance(); }, "variance");
  add(
      requires(const F f) { f.skewness(); }, "skewness");
  add(
      requires(const F f) { f.excess_kurtosis(); }, "excess_kurtosis");
  add(
      requires(const F f) { f.entropy(); }, functional::entropy);
  add(
      requires(const F f) { f.fisher_information(); }, "fisher_information");
  add(
      requires(const F f, const Address& a, std::span<double> out) { f.fill(a, 0, out); }, "block_fill");
  add(
      requires(const F f) { f.tables(); }, "table");
  add(
      requires(const F f, Variate& v) { f.sample_sum(v, 1); }, "sample_sum");
  add(
      requires(const F f, Variate& v) { f.statistic(v, v, 1); }, "sample_statistic");
  return offered;
}

}  // namespace plim
