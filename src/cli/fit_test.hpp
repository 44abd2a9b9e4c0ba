#pragma once
#include <cstdint>
#include <iosfwd>
#include <string>

#include "arguments.hpp"
#include "json.hpp"
#include "plim/core/cell.hpp"
#include "plim/populations/data_population.hpp"

namespace plim::cli {

/// What a test of one stated law on a user's data came to.
struct FitTest {
  std::string law;
  std::string test;                                             // "kolmogorov" or "g"
  double statistic = not_given, df = not_given, p = not_given;  // NaN: too few observations; df: of G alone
  std::int64_t n = 0;
  std::string note = {};
};

/// Tests whether the data are independent draws from the law, whose parameters are stated: a law on the line
/// by Kolmogorov's D, one on integers or classes by G. Numbers are matched by value, other classes by place.
/// `listed`: the data are observations in the order of their file. Throws Error(usage) if the data are no
/// sample of such a law.
FitTest test_fit(const FamilyWords& law, const DataPopulation& data, bool listed);

/// The test as programs read it, and for people; refuted or not at level 0.01.
Json fit_json(const FitTest& test);
void print_fit(std::ostream& out, const FitTest& test);

}  // namespace plim::cli
