#include "plim/estimators/joint/independence.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/random/hypergeometric.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

/// Sum of term(observed, expected) over the cells.
template <class Term>
double over_cells(const ContingencyTable& t, Term term) noexcept {
  CompensatedSum sum;
  for (std::size_t i = 0; i < t.rows.size(); ++i) {
    const double share = static_cast<double>(t.rows[i]) / static_cast<double>(t.n);
    for (std::size_t j = 0; j < t.columns.size(); ++j) {
      const double observed = static_cast<double>(t.cells[i * t.columns.size() + j]);
      sum.add(term(observed, share * static_cast<double>(t.columns[j])));
    }
  }
  return sum.value();
}

double chi_square_tail(double df, double x) { return special::gamma_cdf_complement(0.5 * df, 0.5 * x); }

/// Draws the cells of a table with those margins, row by row; returns sum c ln c of the cells, which with the
/// margins determines G. `first`: the index of its first variate.
double draw_table(const ContingencyTable& t, std::vector<std::int64_t>& left, const Address& address,
                  std::uint64_t first) {
  left = t.columns;
  std::int64_t all = t.n;
  CompensatedSum sum;
  for (std::size_t i = 0; i + 1 < t.rows.size(); ++i) {
    std::int64_t others = all, wanted = t.rows[i];
    for (std::size_t j = 0; j < left.size() && wanted > 0; ++j) {
      const Variate variate(address, first + i * left.size() + j);
      const std::int64_t drawn = draw_hypergeometric(variate, {others, left[j], wanted});
      others -= left[j];
      left[j] -= drawn;
      wanted -= drawn;
      sum.add(count_terms::c_log_c(static_cast<double>(drawn)));
    }
    all -= t.rows[i];
  }
  for (const std::int64_t c : left) sum.add(count_terms::c_log_c(static_cast<double>(c)));
  return sum.value();
}

}  // namespace

double ContingencyTable::g() const noexcept {
  return 2 * over_cells(*this, [](double observed, double expected) {
           return expected * elementary::relative_gain((observed - expected) / expected);
         });
}

double ContingencyTable::x_squared() const noexcept {
  return over_cells(*this, [](double observed, double expected) {
    return (observed - expected) * (observed - expected) / expected;
  });
}

IndependenceTest::IndependenceTest(const Knowns& knowns)
    : rows_(knowns.factors[knowns.about[0].factor].levels.size()),
      columns_(knowns.factors[knowns.about[1].factor].levels.size()),
      cell_of_(margin_of(knowns.factors, knowns.about).cell_of) {}

bool IndependenceTest::make_table(const Counts::One& c, ContingencyTable& table,
                                  const EstimateRef& out) const {
  std::vector<std::int64_t> cells(rows_ * columns_), rows(rows_), columns(columns_);
  for (std::size_t k = 0; k < c.K; ++k) {
    cells[cell_of_[k]] += c[k];
    rows[cell_of_[k] / columns_] += c[k];
    columns[cell_of_[k] % columns_] += c[k];
  }
  table = {};
  table.n = c.n;
  for (std::size_t i = 0; i < rows_; ++i) {
    if (rows[i] > 0) table.rows.push_back(rows[i]);
    for (std::size_t j = 0; j < columns_; ++j) {
      if (rows[i] > 0 && columns[j] > 0) table.cells.push_back(cells[i * columns_ + j]);
    }
  }
  for (const std::int64_t total : columns) {
    if (total > 0) table.columns.push_back(total);
  }
  out.status = c.n == 0 ? Status::empty : table.df() > 0 ? Status::regular : Status::undefined;
  return out.status == Status::regular;
}

void GTest::estimate(const Counts::One& c, workspace& w, const Address&, const EstimateRef& out) const {
  if (make_table(c, w.table, out)) out.out[0].value = chi_square_tail(w.table.df(), w.table.g());
}

void ChiSquareTest::estimate(const Counts::One& c, workspace& w, const Address&,
                             const EstimateRef& out) const {
  if (make_table(c, w.table, out)) out.out[0].value = chi_square_tail(w.table.df(), w.table.x_squared());
}

std::vector<Parameter> PermutationTest::options() {
  Parameter permutations{"permutations", Domain::positive_integer, "tables that are drawn",
                         Value{std::int64_t{999}}};
  permutations.largest = 1e7;
  return {permutations};
}

Outcome<PermutationTest> PermutationTest::bind(const Knowns& knowns, const Arguments& options) {
  return PermutationTest(knowns, options.integer("permutations"));
}

void PermutationTest::estimate(const Counts::One& c, workspace& w, const Address& address,
                               const EstimateRef& out) const {
  if (!make_table(c, w.table, out)) return;
  CompensatedSum own;
  for (const std::int64_t cell : w.table.cells) own.add(count_terms::c_log_c(static_cast<double>(cell)));
  const double least = own.value() - 1e-11 * (1 + own.value());  // sums of equal tables differ by rounding
  std::int64_t as_far = 1;
  for (std::int64_t b = 0; b < permutations_; ++b) {
    const std::uint64_t first = static_cast<std::uint64_t>(b) * w.table.cells.size();
    as_far += draw_table(w.table, w.left, address, first) >= least ? 1 : 0;
  }
  out.out[0].value = static_cast<double>(as_far) / static_cast<double>(permutations_ + 1);
}

}  // namespace plim
