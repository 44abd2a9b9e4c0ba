#include "plim/views/count_kernels.hpp"

#include "chao_shen.hpp"
#include "plim/views/count_terms.hpp"

// As in src/random/kernels: nothing of the standard library that could emit code.
namespace plim::PLIM_ISA {
extern const CountKernels count_kernels;

namespace {

constexpr std::size_t width = 8;  // lanes whose sums stay in registers

/// sums[l] += term(c, l), `width` lanes at a time with their sums in registers.
template <class Term>
void add_rows(CountRows m, double* sums, Term term) {
  std::size_t begin = 0;
  for (; begin + width <= m.lanes; begin += width) {
    double s[width];
    for (std::size_t l = 0; l < width; ++l) s[l] = sums[begin + l];
    const std::int64_t* row = m.c + begin;
    for (std::size_t r = 0; r < m.rows; ++r, row += m.lanes) {
      for (std::size_t l = 0; l < width; ++l) s[l] += term(static_cast<double>(row[l]), begin + l);
    }
    for (std::size_t l = 0; l < width; ++l) sums[begin + l] = s[l];
  }
  for (; begin < m.lanes; ++begin) {
    double s = sums[begin];
    for (std::size_t r = 0; r < m.rows; ++r) s += term(static_cast<double>(m.c[r * m.lanes + begin]), begin);
    sums[begin] = s;
  }
}

/// The term of one count, from the table where it reaches.
template <class Term>
double tabulated(std::int64_t c, TermTable table, Term term) {
  return static_cast<std::uint64_t>(c) < table.size ? table.values[c] : term(static_cast<double>(c));
}

/// All counts of `width` lanes or-ed: below a power of two if and only if each of them is.
std::uint64_t merged_bits(CountRows m) {
  std::uint64_t bits = 0;
  for (std::size_t r = 0; r < m.rows; ++r) {
    for (std::size_t l = 0; l < width; ++l) bits |= static_cast<std::uint64_t>(m.c[r * m.lanes + l]);
  }
  return bits;
}

/// sums[l] += values[c] over `width` lanes, in scalar registers: look-ups gain nothing from vectors.
template <class Value>
void add_looked_up(CountRows m, const Value* values, Value* sums) {
  Value s0 = sums[0], s1 = sums[1], s2 = sums[2], s3 = sums[3];
  Value s4 = sums[4], s5 = sums[5], s6 = sums[6], s7 = sums[7];
  const std::int64_t* row = m.c;
  for (std::size_t r = 0; r < m.rows; ++r, row += m.lanes) {
    s0 += values[row[0]];
    s1 += values[row[1]];
    s2 += values[row[2]];
    s3 += values[row[3]];
    s4 += values[row[4]];
    s5 += values[row[5]];
    s6 += values[row[6]];
    s7 += values[row[7]];
  }
  sums[0] = s0, sums[1] = s1, sums[2] = s2, sums[3] = s3;
  sums[4] = s4, sums[5] = s5, sums[6] = s6, sums[7] = s7;
}

/// sums[l] += term(c) over `width` lanes, side by side in rows of counts from `least` on; `least` is where
/// the term and the table begin to agree to the last bit.
template <class Term>
void add_computed(CountRows m, TermTable table, std::int64_t least, double* sums, Term term) {
  double s[width];
  for (std::size_t l = 0; l < width; ++l) s[l] = sums[l];
  const std::int64_t* row = m.c;
  for (std::size_t r = 0; r < m.rows; ++r, row += m.lanes) {
    bool computable = true;
    for (std::size_t l = 0; l < width; ++l) computable &= row[l] >= least;
    if (computable) {
      for (std::size_t l = 0; l < width; ++l) s[l] += term(static_cast<double>(row[l]));
    } else {
      for (std::size_t l = 0; l < width; ++l) s[l] += tabulated(row[l], table, term);
    }
  }
  for (std::size_t l = 0; l < width; ++l) sums[l] = s[l];
}

/// sums[l] += term(c) for a term that a table holds where it reaches, a power of two of counts.
template <class Term>
void add_tabulated(CountRows m, TermTable table, std::int64_t least, double* sums, Term term) {
  std::size_t begin = 0;
  for (; begin + width <= m.lanes; begin += width) {
    const CountRows part{m.c + begin, m.rows, m.lanes};
    if (merged_bits(part) < table.size) {
      add_looked_up(part, table.values, sums + begin);
    } else {
      add_computed(part, table, least, sums + begin, term);
    }
  }
  for (; begin < m.lanes; ++begin) {
    double s = sums[begin];
    for (std::size_t r = 0; r < m.rows; ++r) s += tabulated(m.c[r * m.lanes + begin], table, term);
    sums[begin] = s;
  }
}

/// sums[l] += values[c], or term(c) where the table ends, over `width` lanes: runs of rows that the table
/// holds, and what lies between these.
template <class Term>
void add_runs(CountRows m, TermTable table, double* sums, Term term) {
  for (std::size_t r = 0; r < m.rows;) {
    std::size_t end = r;
    while (end < m.rows && merged_bits({m.c + end * m.lanes, 1, m.lanes}) < table.size) ++end;
    if (end > r) add_looked_up({m.c + r * m.lanes, end - r, m.lanes}, table.values, sums);
    if (end < m.rows) {
      for (std::size_t l = 0; l < width; ++l) sums[l] += tabulated(m.c[end * m.lanes + l], table, term);
      ++end;
    }
    r = end;
  }
}

/// sums[l] += term(c) for a term that a table holds where it reaches.
template <class Term>
void add_from_table(CountRows m, TermTable table, double* sums, Term term) {
  std::size_t begin = 0;
  for (; begin + width <= m.lanes; begin += width)
    add_runs({m.c + begin, m.rows, m.lanes}, table, sums + begin, term);
  for (; begin < m.lanes; ++begin) {
    double s = sums[begin];
    for (std::size_t r = 0; r < m.rows; ++r) s += tabulated(m.c[r * m.lanes + begin], table, term);
    sums[begin] = s;
  }
}

void log_shifted(const std::int64_t* c, std::size_t size, double a, double* logs) {
  for (std::size_t i = 0; i < size; ++i) logs[i] = elementary::log(static_cast<double>(c[i]) + a);
}

void log_squares(CountRows m, double* sums) {
  add_rows(m, sums, [](double c, std::size_t) { return count_terms::c_log_squared(c); });
}

void jackknife(CountRows m, TermTable table, double* sums) {
  constexpr std::int64_t series_from = 64;
  add_tabulated(m, table, series_from, sums, [](double c) { return count_terms::jackknife_series(c); });
}

/// Whole numbers below 2^53, so that the order does not matter.
void add_observed(CountRows m, double* observed) {
  std::size_t begin = 0;
  for (; begin + width <= m.lanes; begin += width) {
    std::int64_t seen[width] = {};
    const std::int64_t* row = m.c + begin;
    for (std::size_t r = 0; r < m.rows; ++r, row += m.lanes) {
      for (std::size_t l = 0; l < width; ++l) seen[l] += row[l] > 0 ? 1 : 0;
    }
    for (std::size_t l = 0; l < width; ++l) observed[begin + l] += static_cast<double>(seen[l]);
  }
  for (; begin < m.lanes; ++begin) {
    std::int64_t seen = 0;
    for (std::size_t r = 0; r < m.rows; ++r) seen += m.c[r * m.lanes + begin] > 0 ? 1 : 0;
    observed[begin] += static_cast<double>(seen);
  }
}

/// Of one lane in one loop: while a sum waits for its last term, the classes are counted.
void plug_in(CountRows m, TermTable table, double* sums, double* observed) {
  const auto term = [](double c) { return count_terms::c_log_c(c); };
  if (m.lanes > 1) {
    add_tabulated(m, table, 0, sums, term);
    add_observed(m, observed);
    return;
  }
  double s = sums[0];
  std::int64_t seen = 0;
  for (std::size_t r = 0; r < m.rows; ++r) {
    s += tabulated(m.c[r], table, term);
    seen += m.c[r] > 0 ? 1 : 0;
  }
  sums[0] = s;
  observed[0] += static_cast<double>(seen);
}

std::int64_t fixed_term(std::int64_t c, const FixedTerms& terms) {
  const bool held = static_cast<std::uint64_t>(c) < terms.size;
  return held ? terms.values[c] : to_fixed(terms.term(static_cast<double>(c)));
}

/// Adds the terms of `width` columns of counts, of few enough rows for 64 bits; sums: [width], or one for
/// all.
void add_fixed(CountRows m, const FixedTerms& terms, FixedSum* sums, bool one_for_all) {
  std::int64_t parts[width] = {};
  if (merged_bits(m) < terms.size) {
    add_looked_up(m, terms.values, parts);
    for (std::size_t l = 0; l < width; ++l) sums[one_for_all ? 0 : l] += parts[l];
    return;
  }
  for (std::size_t r = 0; r < m.rows; ++r) {
    for (std::size_t l = 0; l < width; ++l)
      sums[one_for_all ? 0 : l] += fixed_term(m.c[r * m.lanes + l], terms);
  }
}

/// Sums of integers have any order: of one lane, `width` rows side by side.
void fixed_sums(CountRows m, const FixedTerms& terms, FixedSum* sums) {
  const std::size_t columns = m.lanes == 1 ? width : m.lanes, rows = m.rows * m.lanes / columns;
  for (std::size_t r = 0; r < rows; r += fixed_rows) {
    const std::size_t taken = rows - r < fixed_rows ? rows - r : fixed_rows;
    for (std::size_t l = 0; l + width <= columns; l += width)
      add_fixed({m.c + r * columns + l, taken, columns}, terms, sums + (m.lanes == 1 ? 0 : l), m.lanes == 1);
  }
  const std::size_t done = m.lanes == 1 ? rows * width : 0;
  for (std::size_t l = m.lanes == 1 ? 0 : columns - columns % width; l < m.lanes; ++l) {
    for (std::size_t r = done; r < m.rows; ++r) sums[l] += fixed_term(m.c[r * m.lanes + l], terms);
  }
}

/// Eight tables by turns, since a place that was just written to is not read at once.
void frequencies_of_one(CountRows m, std::size_t small, std::int64_t* frequency) {
  constexpr std::size_t most = 64;
  std::int64_t parts[width * most] = {};
  const auto limit = static_cast<std::int64_t>(small);
  std::size_t r = 0;
  for (; r + width <= m.rows; r += width) {
    for (std::size_t t = 0; t < width; ++t) {
      const std::int64_t j = m.c[r + t] < limit ? m.c[r + t] : 0;
      ++parts[t * most + static_cast<std::size_t>(j)];
    }
  }
  for (; r < m.rows; ++r) ++parts[m.c[r] < limit ? m.c[r] : 0];
  for (std::size_t t = 0; t < width; ++t) {
    for (std::size_t j = 0; j < small; ++j) frequency[j] += parts[t * most + j];
  }
}

void frequencies(CountRows m, std::size_t small, std::int64_t* frequency) {
  if (m.lanes == 1 && small <= 64) {
    frequencies_of_one(m, small, frequency);
    return;
  }
  const auto limit = static_cast<std::int64_t>(small);
  const std::int64_t* row = m.c;
  for (std::size_t r = 0; r < m.rows; ++r, row += m.lanes) {
    for (std::size_t l = 0; l < m.lanes; ++l) {
      const std::int64_t j = row[l] < limit ? row[l] : 0;  // without a branch; nobody reads frequency 0
      ++frequency[static_cast<std::size_t>(j) * m.lanes + l];
    }
  }
}

void smoothed(CountRows m, const double* a, double* sums) {
  add_rows(m, sums, [a](double c, std::size_t l) {
    const double value = count_terms::c_log_c(c + a[l]);
    return c > 0 ? value : 0.0;
  });
}

void dirichlet_mean(CountRows m, const double* a, TermTable table, double* sums) {
  if (table.size > 0) {
    add_from_table(m, table, sums,
                   [shared = a[0]](double c) { return count_terms::dirichlet_mean(c + shared); });
    return;
  }
  add_rows(m, sums, [a](double c, std::size_t l) {
    const double value = count_terms::dirichlet_mean(c + a[l]);
    return c > 0 ? value : 0.0;
  });
}

void dirichlet_variance(CountRows m, const double* a, const double* centre, double* sums) {
  add_rows(m, sums, [a, centre](double c, std::size_t l) {
    const double value = count_terms::dirichlet_variance(c + a[l], centre[l]);
    return c > 0 ? value : 0.0;
  });
}

}  // namespace

const CountKernels count_kernels{log_shifted, plug_in,   log_squares, jackknife,      fixed_sums,
                                 frequencies, chao_shen, smoothed,    dirichlet_mean, dirichlet_variance};

}  // namespace plim::PLIM_ISA
