#include "plim/core/parameter.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace plim::parameter_test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Outcome<Value> take(Domain domain, const Value& value) { return accept({"q", domain, ""}, value); }

std::string refusal(Domain domain, const Value& value) {
  const Outcome<Value> taken = take(domain, value);
  return taken ? "" : taken.reason();
}

std::vector<double> law(Domain domain, const std::vector<double>& entries) {
  const Outcome<Value> taken = take(domain, entries);
  return taken ? std::get<std::vector<double>>(*taken) : std::vector<double>{};
}

TEST(Parameter, RefusesNumbersOutsideTheirDomain) {
  const double tiny = std::numeric_limits<double>::denorm_min();
  struct Case {
    Domain domain;
    std::vector<double> inside, outside;
  };
  const std::vector<Case> cases = {
      {Domain::real, {-1e308, 0, 1e308}, {infinity, -infinity, nan}},
      {Domain::positive, {tiny, 1e308}, {0, -0.0, -1, infinity, nan}},
      {Domain::probability, {0, 1, 0.5}, {-tiny, std::nextafter(1, 2), nan}},
      {Domain::open_probability, {tiny, std::nextafter(1, 0)}, {0, 1, nan}},
      {Domain::nonnegative, {0, -0.0, tiny, 1e308}, {-tiny, infinity, nan}},
      {Domain::nonzero_probability, {tiny, 1}, {0, -0.0, std::nextafter(1, 2), nan}},
  };
  for (const Case& c : cases) {
    for (const double x : c.inside) EXPECT_EQ(std::get<double>(*take(c.domain, x)), x);
    for (const double x : c.outside) {
      EXPECT_NE(refusal(c.domain, x).find(std::string(describe(c.domain))), std::string::npos) << x;
    }
  }
}

TEST(Parameter, OwnBoundsAreIncluded) {
  Parameter q{"q", Domain::nonzero_probability, "", std::nullopt, false, 0.5, 0.25};
  EXPECT_EQ(describe(q), "a number in (0, 1] and >= 0.25 and <= 0.5");
  for (const double x : {0.25, 0.5}) EXPECT_TRUE(accept(q, x));
  for (const double x : {std::nextafter(0.25, 0), std::nextafter(0.5, 1)}) EXPECT_FALSE(accept(q, x));
  q = {"q", Domain::positive_integer, "", std::nullopt, false, 5, 2};
  EXPECT_FALSE(accept(q, std::int64_t{1}));
  EXPECT_TRUE(accept(q, std::int64_t{2}));
  EXPECT_EQ(accept(q, std::int64_t{6}).reason(), "q is 6, but must be an integer >= 2 and <= 5");
}

TEST(Parameter, WidensIntegersAndTakesWholeFloatsAsIntegers) {
  EXPECT_EQ(std::get<double>(*take(Domain::positive, std::int64_t{3})), 3.0);
  EXPECT_EQ(std::get<std::int64_t>(*take(Domain::positive_integer, std::int64_t{3})), 3);
  EXPECT_EQ(std::get<std::int64_t>(*take(Domain::positive_integer, 3e6)), 3000000);  // a point of a grid
  EXPECT_EQ(refusal(Domain::positive_integer, 3.5), "q is 3.5, but must be an integer >= 1");
  EXPECT_EQ(refusal(Domain::positive_integer, 0x1p60),
            "q is 1.152921504606847e+18, but must be an integer >= 1");
  EXPECT_EQ(refusal(Domain::positive_integer, nan), "q is nan, but must be an integer >= 1");
  EXPECT_EQ(refusal(Domain::positive_integer, std::int64_t{0}), "q is 0, but must be an integer >= 1");
  EXPECT_EQ(refusal(Domain::real, true), "q is true, but must be a finite number");
  EXPECT_EQ(refusal(Domain::text, 1.5), "q is 1.5, but must be a string");
}

TEST(Parameter, ABoundOfItsOwnIsKeptAndSaid) {
  const Parameter size{"N", Domain::positive_integer, "", std::nullopt, false, 1000};
  EXPECT_EQ(std::get<std::int64_t>(*accept(size, std::int64_t{1000})), 1000);
  EXPECT_EQ(accept(size, std::int64_t{1001}).reason(), "N is 1001, but must be an integer >= 1 and <= 1000");
  const Parameter mean{"mean", Domain::nonnegative, "", std::nullopt, false, 0x1p53};
  EXPECT_TRUE(accept(mean, 0x1p53));
  EXPECT_EQ(accept(mean, 1e20).reason(),
            "mean is 1e+20, but must be a finite number >= 0 and <= 9007199254740992");
}

TEST(Parameter, C3_C4_ProbabilitiesMustSumToOneWithinTheTolerance) {
  EXPECT_EQ(law(Domain::probabilities, {0.25, 0.75}), (std::vector<double>{0.25, 0.75}));
  // Ten decimals of a third: what is missing to one is rounding and is divided out.
  const std::vector<double> thirds = law(Domain::probabilities, {0.3333333333, 0.3333333333, 0.3333333333});
  ASSERT_EQ(thirds.size(), 3U);
  EXPECT_DOUBLE_EQ(thirds[0], 1.0 / 3);
  EXPECT_EQ(refusal(Domain::probabilities, std::vector<double>{0.5, 0.4}),
            "q sums to 0.9, but must sum to 1 within 1e-9");
  Parameter weighted{"q", Domain::probabilities, ""};
  weighted.if_sum_is_not_1 = "write weights = [...] for values that do not";
  EXPECT_EQ(accept(weighted, std::vector<double>{0.5, 0.4}).reason(),
            "q sums to 0.9, but must sum to 1 within 1e-9 (write weights = [...] for values that do not)");
  const Parameter matrix{"matrix", Domain::transitions, ""};
  EXPECT_EQ(accept(matrix, NumberRows{{0.5, 0.5}, {0.5, 0.6}}).reason(),
            "matrix row 2 sums to 1.1, but must sum to 1 within 1e-9 (divide the row by its sum)");
  EXPECT_NE(refusal(Domain::probabilities, std::vector<double>{0.5, 0.500000002}), "");
  EXPECT_NE(refusal(Domain::probabilities, std::vector<double>{1.5, -0.5}).find("entry 1 is 1.5"),
            std::string::npos);
  EXPECT_NE(refusal(Domain::probabilities, std::vector<double>{0.5, nan}), "");
  EXPECT_NE(refusal(Domain::probabilities, std::vector<double>{}).find("an empty list"), std::string::npos);
}

TEST(Parameter, C4_WeightsAreDividedByTheirSum) {
  EXPECT_EQ(law(Domain::weights, {1, 0, 3}), (std::vector<double>{0.25, 0, 0.75}));
  EXPECT_NE(refusal(Domain::weights, std::vector<double>{0, 0}), "");
  EXPECT_NE(refusal(Domain::weights, std::vector<double>{1, -1}), "");
  EXPECT_NE(refusal(Domain::weights, std::vector<double>{1e308, 1e308}), "");
  EXPECT_NE(refusal(Domain::weights, 2.0), "");
}

TEST(Parameter, TransitionsAreSquareWithRowsThatAreLaws) {
  const Outcome<Value> taken = take(Domain::transitions, NumberRows{{0.3, 0.7 + 5e-10}, {0, 1}});
  ASSERT_TRUE(taken);
  EXPECT_DOUBLE_EQ(std::get<NumberRows>(*taken)[0][1], (0.7 + 5e-10) / (1 + 5e-10));
  EXPECT_EQ(readable(*take(Domain::transitions, NumberRows{{0.5, 0.5}, {0, 1}})), "[[0.5, 0.5], [0.0, 1.0]]");
  for (const NumberRows& rows : {NumberRows{}, NumberRows{{}}, NumberRows{{0.5, 0.5}}, NumberRows{{1}, {1}},
                                 NumberRows{{0.5, 0.4}, {0, 1}}, NumberRows{{1.5, -0.5}, {0, 1}},
                                 NumberRows{{nan, 1}, {0, 1}}, NumberRows{{infinity, 0}, {0, 1}}})
    EXPECT_NE(refusal(Domain::transitions, rows), "") << readable(Value{rows});
  EXPECT_NE(refusal(Domain::transitions, std::vector<double>{1}), "");
  EXPECT_NE(refusal(Domain::probabilities, NumberRows{{1}}), "");
  EXPECT_NE(refusal(Domain::real, NumberRows{{1}}), "");
}

TEST(Parameter, NumbersAreAListAndFinite) {
  EXPECT_EQ(*take(Domain::numbers, std::vector<double>{-1.5, 0}), (Value{std::vector<double>{-1.5, 0}}));
  EXPECT_EQ(*take(Domain::numbers, std::int64_t{3}), (Value{std::vector<double>{3}}));
  for (const Value& value : {Value{std::vector<double>{}}, Value{std::vector<double>{1, nan}},
                             Value{infinity}, Value{NumberRows{{1}}}, Value{std::string("1")}})
    EXPECT_NE(refusal(Domain::numbers, value), "") << readable(value);
}

TEST(Parameter, SymmetricMatricesAreSquareAndFinite) {
  const NumberRows rows = {{2, -0.5}, {-0.5, 1}};
  EXPECT_EQ(*take(Domain::symmetric, rows), Value{rows});
  EXPECT_EQ(refusal(Domain::symmetric, NumberRows{{1, 0.25}, {0.5, 1}}),
            "q is not symmetric: 0.5 in row 2, column 1, but 0.25 in row 1, column 2");
  EXPECT_EQ(refusal(Domain::symmetric, NumberRows{{1, 0}, {0}}),
            "q row 2 has 1 numbers, but there are 2 rows; a symmetric matrix is square");
  EXPECT_EQ(
      refusal(Domain::symmetric, NumberRows{{1, nan}, {nan, 1}}),
      "q is a list with nan in row 1, column 2, but must be a symmetric list of rows of finite numbers");
  for (const Value& value : {Value{NumberRows{}}, Value{NumberRows{{}}}, Value{NumberRows{{1, 2}}},
                             Value{1.0}, Value{std::vector<double>{1}}, Value{NumberRows{{infinity}}}})
    EXPECT_NE(refusal(Domain::symmetric, value), "") << readable(value);
}

TEST(Parameter, NamesAreDistinctAndPathsAreTexts) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(*take(Domain::names, Names{"a", "b"}), (Value{Names{"a", "b"}}));
  EXPECT_EQ(*take(Domain::names, std::string("a")), (Value{Names{"a"}}));
  for (const Value& value : {Value{Names{}}, Value{Names{"a", "a"}}, Value{Names{""}}, Value{1.0}})
    EXPECT_NE(refusal(Domain::names, value), "") << readable(value);
  EXPECT_EQ(refusal(Domain::path, std::string("a/b.txt")), "");
  EXPECT_NE(refusal(Domain::path, 1.0), "");
}

TEST(Parameter, WritesRealsThatReadBack) {
  EXPECT_EQ(readable(Value{0.1}), "0.1");
  EXPECT_EQ(readable(Value{2.0}), "2.0");
  EXPECT_EQ(canonical(Value{0.1}), "0x1.999999999999ap-4");
  EXPECT_EQ(readable(Value{std::string("a\"b\n")}), "\"a\\\"b\\u000A\"");
  Arguments arguments;
  arguments.set("b", 0.5);
  arguments.set("a", std::int64_t{2});
  EXPECT_EQ(arguments.readable(), "a=2, b=0.5");
}

}  // namespace
}  // namespace plim::parameter_test
