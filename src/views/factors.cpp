#include "plim/views/factors.hpp"

namespace plim {
namespace {

std::size_t class_count(std::span<const Factor> factors) {
  std::size_t K = 1;
  for (const Factor& f : factors) K *= f.levels.size();
  return K;
}

/// The level of one factor in a class.
std::size_t level_in(std::span<const Factor> factors, std::size_t factor, std::size_t k) {
  for (std::size_t f = factors.size(); f-- > factor + 1;) k /= factors[f].levels.size();
  return k % factors[factor].levels.size();
}

}  // namespace

std::vector<std::string> class_labels(std::span<const Factor> factors) {
  std::vector<std::string> labels = {""};
  for (const Factor& factor : factors) {
    std::vector<std::string> longer;
    for (const std::string& before : labels) {
      for (const std::string& level : factor.levels)
        longer.push_back(before + (before.empty() ? "" : ", ") + factor.name + "=" + level);
    }
    labels = std::move(longer);
  }
  return labels;
}

std::vector<std::size_t> classes_of(std::span<const Factor> factors, std::span<const FactorTerm> event) {
  std::vector<std::size_t> classes;
  for (std::size_t k = 0; k < class_count(factors); ++k) {
    bool inside = true;
    for (const FactorTerm& t : event) inside = inside && level_in(factors, t.factor, k) == t.level;
    if (inside) classes.push_back(k);
  }
  return classes;
}

Margin margin_of(std::span<const Factor> factors, std::span<const FactorTerm> kept) {
  Margin margin;
  margin.cell_of.assign(class_count(factors), 0);
  for (const FactorTerm& t : kept) {
    const std::size_t levels = factors[t.factor].levels.size();
    margin.cells *= levels;
    for (std::size_t k = 0; k < margin.cell_of.size(); ++k) {
      margin.cell_of[k] = margin.cell_of[k] * levels + level_in(factors, t.factor, k);
    }
  }
  return margin;
}

}  // namespace plim
