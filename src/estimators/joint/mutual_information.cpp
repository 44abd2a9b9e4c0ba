#include "plim/estimators/joint/mutual_information.hpp"

#include "plim/views/count_terms.hpp"

namespace plim {

SignedEntropies::SignedEntropies(const Knowns& knowns) {
  std::vector<FactorTerm> all = knowns.about;
  all.insert(all.end(), knowns.given.begin(), knowns.given.end());
  const bool mutual = knowns.given.empty();
  parts_.push_back({mutual ? -1.0 : 1.0, margin_of(knowns.factors, all)});
  if (mutual) {
    for (const FactorTerm& t : knowns.about) parts_.push_back({1.0, margin_of(knowns.factors, {&t, 1})});
  } else {
    parts_.push_back({-1.0, margin_of(knowns.factors, knowns.given)});
  }
}

void SignedEntropies::write(const Counts::One& c, workspace& cells, bool corrected,
                            const EstimateRef& out) const {
  std::size_t seen = 0;
  for (std::size_t k = 0; k < c.K; ++k) seen += c[k] > 0 ? 1 : 0;
  out.status = seen > 1 ? Status::regular : seen == 1 ? Status::boundary : Status::empty;
  if (seen > 0) out.out[0].value = seen > 1 ? estimate_at(c, cells, corrected) : 0;
}

/// A signed sum of entropies ln n - (1/n) sum c ln c; the ln n goes by the sum of the signs.
double SignedEntropies::estimate_at(const Counts::One& c, workspace& cells, bool corrected) const {
  double signs = 0, sum = 0, observed = 0;
  for (const Part& part : parts_) {
    cells.assign(part.margin.cells, 0);
    for (std::size_t k = 0; k < c.K; ++k) cells[part.margin.cell_of[k]] += c[k];
    for (const std::int64_t count : cells) {
      sum += part.sign * count_terms::c_log_c(static_cast<double>(count));
      observed += count > 0 ? part.sign : 0.0;
    }
    signs += part.sign;
  }
  const double n = static_cast<double>(c.n);
  const double plug_in = (signs * n * elementary::log(n) - sum) / n;
  return corrected ? plug_in + (observed - signs) / (2 * n) : plug_in;
}

}  // namespace plim
