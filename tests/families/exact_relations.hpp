#pragma once
#include <set>

#include "exact_procedures.hpp"

// The procedure T9: laws drawn by way of others, to which they are related by definition or by a theorem of
// any textbook (Johnson, Kotz and Balakrishnan 1994); the functions of the law itself judge the draws.
namespace plim::test {

struct Relation {
  std::string law;                // that the draws claim to have
  std::vector<std::string> from;  // laws that they are made of
  /// A draw of the one from draws of the others, of which `next(i)` is another of the i-th.
  std::function<double(const std::function<double(std::size_t)>& next)> made;
};

inline Source source_of(const Relation& relation) {
  std::vector<AnyLaw> from;
  for (const std::string& name : relation.from) from.push_back(law_named(name));
  std::string name = relation.law + " by";
  for (const std::string& part : relation.from) name += " " + part;
  return {name, law_named(relation.law), one_by_one([from, made = relation.made](Variate& v) {
            return made([&](std::size_t i) { return from[i].sample(v); });
          })};
}

/// f of one draw.
template <class F>
auto of_one(F f) {
  return [f](const std::function<double(std::size_t)>& next) { return f(next(0)); };
}
/// f of a draw of the first and one of the last law.
template <class F>
auto of_two(F f, std::size_t second = 1) {
  return [f, second](const std::function<double(std::size_t)>& next) {
    const double a = next(0);
    return f(a, next(second));
  };
}

inline double difference(double a, double b) { return a - b; }
inline double total(double a, double b) { return a + b; }
inline double itself(double x) { return x; }

inline std::vector<Relation> relations_of_integers() {
  using Next = std::function<double(std::size_t)>;
  return {
      {"binomial[40, 0.3]", {"binomial[40, 0.7]"}, of_one([](double k) { return 40 - k; })},
      {"binomial[100000, 0.3]", {"binomial[100000, 0.7]"}, of_one([](double k) { return 1e5 - k; })},
      {"bernoulli[0.3]", {"binomial[1, 0.3]"}, of_one(itself)},
      {"binomial[9, 0.3]", {"bernoulli[0.3]", "binomial[8, 0.3]"}, of_two(total)},
      {"categorical[[0.49, 0.42, 0.09]]", {"binomial[2, 0.3]"}, of_one(itself)},
      {"discrete_uniform[0, 6]", {"categorical.uniform[7]"}, of_one(itself)},
      {"categorical.power[7, 1.2]", {"zipf[1.2, 7]"}, of_one([](double k) { return k - 1; })},
      {"categorical.geometric[40, 0.5]", {"geometric[0.5]"}, of_one([](double k) {
         return std::fmin(k, 39);
       })},
      {"categorical.uniform[6]", {"discrete_uniform[1, 6]"}, of_one([](double k) { return k - 1; })},
      {"poisson[12]", {"poisson[7]", "poisson[5]"}, of_two(total)},
      {"skellam[3, 7.5]", {"poisson[3]", "poisson[7.5]"}, of_two(difference)},
      {"poisson[3]", {"skellam[3, 0]"}, of_one(itself)},
      {"beta_binomial[20, 1, 1]", {"discrete_uniform[0, 20]"}, of_one(itself)},
      {"discrete_uniform[0, 20]", {"beta_binomial[20, 1, 1]"}, of_one(itself)},
      {"hypergeometric[70, 130, 50]", {"hypergeometric[130, 70, 50]"}, of_one([](double k) {
         return 50 - k;
       })},
      {"hypergeometric[70, 130, 50]", {"hypergeometric[50, 150, 70]"}, of_one(itself)},
      {"negative_binomial[2, 0.3]", {"geometric[0.3]"}, of_two(total, 0)},
      {"geometric[0.3]", {"exponential[0.35667494393873237891]"}, of_one([](double x) {
         return std::floor(x);
       })},
      {"geometric[0.3]", {"negative_binomial[1, 0.3]"}, of_one(itself)},
      // A Poisson number of logarithmic numbers, their total (Quenouille 1949).
      {"negative_binomial[2, 0.3]",
       {"poisson[2.4079456086518722]", "logarithmic[0.7]"},
       [](const Next& next) {
         double sum = 0;
         for (double left = next(0); left > 0; --left) sum += next(1);
         return sum;
       }},
      {"zipf[2, 40]",
       {"zeta[2]"},
       [](const Next& next) {
         double k = next(0);
         while (k > 40) k = next(0);
         return k;
       }},
  };
}

inline std::vector<Relation> relations_of_numbers() {
  using Next = std::function<double(std::size_t)>;
  const auto square = [](double x) { return x * x; };
  const auto inverse = [](double x) { return 1 / x; };
  const auto log = [](double x) { return std::log(x); };
  return {
      {"gamma[2.7, 1]", {"gamma[2.3, 1]", "gamma[0.4, 1]"}, of_two(total)},
      {"beta[2, 5]", {"beta[5, 2]"}, of_one([](double x) { return 1 - x; })},
      {"beta[2, 0.5]", {"gamma[2, 3]", "gamma[0.5, 3]"}, of_two([](double a, double b) {
         return a / (a + b);
       })},
      {"chi_squared[7]", {"gamma[3.5, 2]"}, of_one(itself)},
      {"f[1, 9]", {"student_t[0, 1, 9]"}, of_one(square)},
      {"f[6, 14]", {"f[14, 6]"}, of_one(inverse)},
      {"student_t[0, 1, 9]", {"normal[0, 3]", "chi_squared[9]"}, of_two([](double a, double b) {
         return a / std::sqrt(b);
       })},
      {"exponential[0.5]", {"rayleigh[1]"}, of_one(square)},
      {"exponential[2.5]", {"pareto[1, 2.5]"}, of_one(log)},
      {"gumbel[0, 1]", {"exponential[1]"}, of_one([](double x) { return -std::log(x); })},
      {"exponential[1]", {"weibull[1.5, 2]"}, of_one([](double x) { return std::pow(x / 2, 1.5); })},
      {"frechet[7, 0.5]", {"weibull[7, 2]"}, of_one(inverse)},
      {"levy[0, 1]", {"normal[0, 1]"}, of_one([](double x) { return 1 / (x * x); })},
      {"cauchy[0, 1]", {"normal[0, 1]"}, of_two([](double a, double b) { return a / b; }, 0)},
      {"inverse_gamma[6.5, 2]", {"gamma[6.5, 0.5]"}, of_one(inverse)},
      {"rayleigh[1]", {"rice[0, 1]"}, of_one(itself)},
      {"rice[5, 1]", {"normal[3, 1]", "normal[4, 1]"}, of_two([](double a, double b) {
         return std::hypot(a, b);
       })},
      {"noncentral_chi_squared[1, 4]", {"normal[2, 1]"}, of_one(square)},
      {"noncentral_chi_squared[3, 4]", {"normal[2, 1]", "chi_squared[2]"}, of_two([](double a, double b) {
         return a * a + b;
       })},
      {"student_t[0, 1, 9]", {"noncentral_t[9, 0]"}, of_one(itself)},
      {"noncentral_t[9, 1.5]", {"normal[1.5, 1]", "chi_squared[9]"}, of_two([](double a, double b) {
         return a / std::sqrt(b / 9);
       })},
      {"f[3, 7]", {"noncentral_f[3, 7, 0]"}, of_one(itself)},
      {"noncentral_f[1, 9, 2.25]", {"noncentral_t[9, 1.5]"}, of_one(square)},
      {"beta[2, 5]", {"noncentral_beta[2, 5, 0]"}, of_one(itself)},
      {"noncentral_beta[1.5, 2, 4]",
       {"noncentral_chi_squared[3, 4]", "chi_squared[4]"},
       of_two([](double a, double b) { return a / (a + b); })},
      {"laplace[0, 1]", {"exponential[1]"}, of_two(difference, 0)},
      {"logistic[0, 1]", {"gumbel[0, 1]"}, of_two(difference, 0)},
      {"uniform[0, 1]", {"kumaraswamy[2, 5]"}, of_one([](double x) { return 1 - std::pow(1 - x * x, 5); })},
      {"skew_normal[0, 1, 1]",
       {"normal[0, 1]"},
       of_two([](double a, double b) { return std::fmax(a, b); }, 0)},
      {"normal[0, 1]", {"skew_normal[0, 1, 0]"}, of_one(itself)},
      {"normal[-0.5, 0.25]", {"lognormal[-0.5, 0.25]"}, of_one(log)},
      {"hyperexponential[[0.3, 0.7], [0.5, 4]]",
       {"bernoulli[0.3]", "exponential[0.5]", "exponential[4]"},
       [](const Next& next) { return next(next(0) > 0 ? 1 : 2); }},
      {"exponential[2]", {"hyperexponential[[0.3, 0.7], [2, 2]]"}, of_one(itself)},
      // N4: far out in the concentration a normal law, but for 10^-15 of the spread.
      {"normal[0, 1]", {"von_mises[0, 1e15]"}, of_one([](double x) { return x * std::sqrt(1e15); })},
      // N5: shape (x - mean)^2 / (mean^2 x) is chi-square with one degree (Shuster 1968).
      {"chi_squared[1]", {"inverse_gaussian[1.5, 4]"}, of_one([](double x) {
         return 4 * (x - 1.5) * (x - 1.5) / (2.25 * x);
       })},
      {"triangular[0, 1, 2]", {"uniform[0, 1]"}, of_two(total, 0)},
      {"arcsine[-1, 1]", {"uniform[0, 1]"}, of_one([](double u) {
         return std::cos(3.14159265358979323846 * u);
       })},
      {"exponential[1]", {"generalised_pareto[0, 1, 0.3]"}, of_one([](double x) {
         return std::log1p(0.3 * x) / 0.3;
       })},
      {"exponential[1]", {"gev[0, 1, 0.1]"}, of_one([](double x) { return std::pow(1 + 0.1 * x, -10); })},
  };
}

}  // namespace plim::test
