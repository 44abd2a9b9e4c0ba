#pragma once
#include <bit>
#include <numbers>

#include "exact_relations.hpp"
#include "plim/random/fill.hpp"

// Planted defects: draws of a wrong law that claim a right one, each with the procedure that must refute it
// in the form that every run makes.
namespace plim::test {

struct Mutant {
  const char* what;
  Procedure killer;
  Relation relation;
};

/// The Poisson sampler that multiplies uniforms until exp(-mean), which underflows from 746 on (Knuth 1969).
inline double poisson_by_product(Variate& v, double mean) {
  const double end = std::exp(-mean);
  double product = v.open(), count = 0;
  for (; product > end; product *= v.open()) ++count;
  return count;
}

/// Mutants that need more than draws of other laws.
struct OwnMutant {
  const char* what;
  Procedure killer;
  Source source;
};

/// Draws from a table that leaves nearly 2^-10 outside, which are changed as its first and last integer say.
inline Source outside_changed(const std::string& name,
                              std::function<double(double k, double first, double last)> change) {
  const AnyLaw law = law_named(name);
  const IntegerTable& table = law.tables().front();
  const double first = table.first(), last = first + static_cast<double>(table.size()) - 1;
  return {name + " outside changed", law,
          changed(drawing_of(law), [=](double k) { return change(k, first, last); })};
}

inline std::vector<OwnMutant> own_mutants() {
  const AnyLaw normal = law_named("normal[0, 1]");
  const Drawing cut = [normal](std::uint64_t key, std::uint64_t first, std::span<double> out) {
    normal.draw(address_of(key), first, out);
    for (double& x : out) x = std::fabs(x) > 5 ? 0.5 * x : x;
  };
  return {
      {"normal cut at five standard deviations", t4_at_volume, {"normal[0, 1] cut", normal, cut}},
      {"integers above a table off by one", t3_at_volume,
       outside_changed("poisson[1450]", [](double k, double, double last) { return k > last ? k + 1 : k; })},
      {"both sides of a table swapped", t3_at_volume,
       outside_changed(
           "negative_binomial[20, 0.06]",
           [](double k, double first, double last) { return k < first || k > last ? first + last - k : k; })},
      {"lambda switch moved: products of uniforms",
       {"T5 moments", moments, 1 << 10},
       {"poisson[800] by products", law_named("poisson[800]"),
        one_by_one([](Variate& v) { return poisson_by_product(v, 800); })}}};
}

/// A wrong fill of counters first / 2, ... as a drawing of whole blocks.
using WrongFill = void (*)(const Planes& planes, std::span<double> out, std::span<double> other);
inline Drawing in_blocks(WrongFill fill) {
  return [fill](std::uint64_t key, std::uint64_t first, std::span<double> out) {
    std::vector<double> whole((out.size() + first % 128 + 127) / 128 * 128), other(whole.size());
    const Address address = address_of(key);
    fill(Planes{address, first / 128 * 64}, whole, other);
    std::copy_n(whole.begin() + static_cast<std::ptrdiff_t>(first % 128), out.size(), out.begin());
  };
}
inline void beta_of_one_plane(const Planes& planes, std::span<double> out, std::span<double> other) {
  planes.gamma(0, 2, out);
  planes.gamma(0, 5, other);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] /= out[i] + other[i];
}
inline void t_of_whole_df(const Planes& planes, std::span<double> out, std::span<double> other) {
  planes.normal(0, out);
  planes.gamma(1, 1, other);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = (out[i] + 1) / std::sqrt(other[i]);
}
inline void t_of_wrong_power(const Planes& planes, std::span<double> out, std::span<double> other) {
  planes.exponential(0, out);
  planes.open(1, other);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = std::sqrt(3 * std::expm1(out[i] / 3)) * std::cos(2 * std::numbers::pi * other[i]);
}

inline std::vector<OwnMutant> mutants_of_fills() {
  const auto of = [](const char* law, WrongFill fill) -> Source {
    return {law, law_named(law), in_blocks(fill)};
  };
  return {{"both gamma numbers from one plane", t1, of("beta[2, 5]", beta_of_one_plane)},
          {"a gamma of df for df / 2", t1, of("noncentral_t[1, 1]", t_of_whole_df)},
          {"the power of df for df / 2", t1, of("student_t[0, 1, 3]", t_of_wrong_power)}};
}

inline std::vector<Mutant> mutants() {
  using Next = std::function<double(std::size_t)>;
  const auto kept = [](std::uint64_t zeros) {
    return of_one(
        [zeros](double x) { return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & ~zeros); });
  };
  const auto cut_at = [](double most) {
    return [most](const Next& next) {
      double x = next(0);
      while (std::fabs(x) > most) x = next(0);
      return x;
    };
  };
  return {
      {"rate for scale", t5, {"gamma[2.3, 0.4]", {"gamma[2.3, 2.5]"}, of_one(itself)}},
      {"rate for mean", t1, {"exponential[0.2]", {"exponential[5]"}, of_one(itself)}},
      {"p (1 + 0.002) of one class",
       t3_at_volume,
       {"categorical[[0.9, 0.06, 0.04]]", {"categorical[[0.9018, 0.05892, 0.03928]]"}, of_one(itself)}},
      {"two classes swapped",
       t3,
       {"categorical[[0.1, 0.25, 0.3, 0.15, 0.2]]",
        {"categorical[[0.1, 0.3, 0.25, 0.15, 0.2]]"},
        of_one(itself)}},
      {"u without its last ten digits", t6, {"uniform[0, 1]", {"uniform[0, 1]"}, kept(1023)}},
      {"u of 32 digits", t6, {"uniform[0, 1]", {"uniform[0, 1]"}, of_one([](double u) {
                                return std::floor(u * 0x1p32) * 0x1p-32;
                              })}},
      {"cauchy cut far out", t4, {"cauchy[0, 1]", {"cauchy[0, 1]"}, cut_at(500)}},
      {"lambda switch moved: a rounded normal",
       t3,
       {"poisson[12]", {"normal[12, 3.4641016]"}, of_one([](double x) { return std::round(x); })}},
      {"a sign lost", t1, {"normal[0, 1]", {"normal[0, 1]"}, of_one([](double x) { return std::fabs(x); })}},
      {"one side of two", t2, {"laplace[0, 1]", {"laplace[0, 1]"}, of_one([](double x) {
                                 return std::fabs(x);
                               })}},
      {"degrees of freedom off", t4, {"student_t[0, 1, 3]", {"student_t[0, 1, 6]"}, of_one(itself)}},
      {"p off by 5 in 10^4", t5, {"binomial[1000, 0.3]", {"binomial[1000, 0.3005]"}, of_one(itself)}},
      {"a Poisson number for a binomial one", t5, {"binomial[20, 0.7]", {"poisson[14]"}, of_one(itself)}},
      {"p for ln(1 - p)", t5, {"geometric[0.07]", {"exponential[0.07]"}, of_one([](double x) {
                                 return std::floor(x);
                               })}},
      {"trials for failures", t3, {"geometric[0.07]", {"geometric[0.07]"}, of_one([](double k) {
                                     return k + 1;
                                   })}},
      {"p for 1 - p", t1, {"negative_binomial[2.5, 0.1]", {"negative_binomial[2.5, 0.9]"}, of_one(itself)}},
      {"weights swapped", t2, {"beta[2, 5]", {"beta[5, 2]"}, of_one(itself)}},
      {"values on a lattice at large concentrations",
       t6,
       {"von_mises[0, 1000]", {"von_mises[0, 1000]"}, of_one([](double x) {
          return std::round(x * 0x1p32) * 0x1p-32;
        })}},
      {"shape off by 3 in 100", t5, {"weibull[1.5, 2]", {"weibull[1.55, 2]"}, of_one(itself)}},
      {"upper end left out", t3, {"discrete_uniform[0, 99]", {"discrete_uniform[0, 98]"}, of_one(itself)}},
      {"with replacement", t5, {"hypergeometric[70, 130, 50]", {"binomial[50, 0.35]"}, of_one(itself)}},
      {"the sign of a difference", t1, {"skellam[3, 7.5]", {"skellam[7.5, 3]"}, of_one(itself)}},
      {"even numbers only", t6, {"poisson[1000000000]", {"poisson[1000000000]"}, of_one([](double k) {
                                   return 2 * std::floor(k / 2);
                                 })}},
      {"the smaller root too often",
       t5,
       {"inverse_gaussian[1.5, 4]",
        {"inverse_gaussian[1.5, 4]", "uniform[0, 1]"},
        of_two([](double x, double u) { return x > 1.5 && u < 0.1 ? 2.25 / x : x; })}},
      {"exponent off", t3, {"zipf[1.3, 30000]", {"zipf[1.33, 30000]"}, of_one(itself)}},
      {"the power of a uniform forgotten", t2, {"gamma[0.3, 2]", {"gamma[1.3, 2]"}, of_one(itself)}},
      {"a lower tail that stops", t4, {"exponential[1]", {"exponential[1]"}, of_one([](double x) {
                                         return std::fmax(x, 1e-3);
                                       })}},
  };
}

}  // namespace plim::test
