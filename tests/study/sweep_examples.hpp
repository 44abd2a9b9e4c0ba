#pragma once
#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <set>

#include "engine/fixtures.hpp"
#include "markov_two.hpp"
#include "plim/populations/file_population.hpp"
#include "plim/populations/finite_population.hpp"
#include "plim/populations/joint_population.hpp"
#include "referenced_examples.hpp"

namespace plim::test {

/// The kinds of population that a study can name.
inline std::set<std::string> kinds_of(const Catalogue& c) {
  std::set<std::string> kinds = {"file", "joint"};
  for (const FamilyEntry& f : c.families()) {
    if (!is_left_to_others(f.name)) kinds.insert(f.name);
  }
  for (const PopulationEntry& p : c.populations()) kinds.insert(p.name);
  return kinds;
}

/// P(X > x) of masses from 0 on, the next of which is `growth(k)` / (k + 1) times that of k.
template <class Growth>
double above_of_masses(double x, double mass, Growth growth) {
  double sum = 1;
  for (double k = 0; k <= x; mass *= growth(k) / (k + 1), ++k) sum -= mass;
  return sum;
}

/// P(X > x) of Student's law with 9 degrees of freedom, location 1 and scale 2 (Abramowitz and Stegun
/// 1964, 26.7.3).
inline double above_of_student_9(double x) {
  const double angle = std::atan((x - 1) / 6), c = std::cos(angle), c2 = c * c;
  const double series = c * (1 + c2 * (2.0 / 3 + c2 * (8.0 / 15 + c2 * 16.0 / 35)));
  return 0.5 - (angle + std::sin(angle) * series) / std::acos(-1.0);
}

inline void add_laws(const Catalogue& c, std::vector<Example>& all) {
  const auto add = [&](const std::string& kind, const std::map<std::string, Value>& given,
                       const std::map<std::string, double>& own = {},
                       const std::function<double(double)>& above = {}) {
    const PopulationEntry& entry = *c.find_law(kind);
    all.push_back({kind, *entry.make(arguments_of(entry.parameters, given)), own, above});
  };
  using List = std::vector<double>;
  add("bernoulli", {{"p", 0.3}});
  add("categorical", {{"p", List{0.5, 0.3, 0.2}}});
  add("categorical", {{"p", List{0.6, 0.4, 0.0}}});
  add("categorical", {{"counts", List{3, 1, 4}}});
  add("categorical", {{"counts", List{2, 6}}});
  add("categorical.geometric", {{"K", std::int64_t{4}}, {"ratio", 0.5}}, {{"ratio", 0.5}});
  add("categorical.power", {{"K", std::int64_t{4}}, {"power", 1.2}}, {{"power", 1.2}});
  add("categorical.uniform", {{"K", std::int64_t{4}}});
  add("categorical.dirichlet", {{"alpha", 0.8}, {"K", std::int64_t{3}}});
  add("zipf", {{"s", 1.2}, {"N", std::int64_t{4}}}, {{"s", 1.2}});
  add("markov_two", {{"p01", 0.2}, {"p10", 0.4}});
  // P(0) = 2/3, of the steps h(0.2) and h(0.4).
  const double rate = (2 * 0.50040242353818787 + 0.67301166700925652) / 3;
  add("markov", {{"matrix", NumberRows{{0.8, 0.2}, {0.4, 0.6}}}},
      {{"entropy_rate", rate}, {"block_entropy", 0.63651416829481289 + rate}});
  // Entropy by mpmath.
  add("multivariate_normal",
      {{"mean", std::vector<double>{1, -2}}, {"covariance", NumberRows{{4, 1.5}, {1.5, 1}}}},
      {{"mean", 1},
       {"mean[0]", 1},
       {"mean[1]", -2},
       {"covariance[0,0]", 4},
       {"covariance[0,1]", 1.5},
       {"covariance[1,1]", 1},
       {"entropy", 3.11768496037705682669610372307},
       {"mutual_information", 0.413339286592233966281787871195}});
  const auto points = [](const List& mean, const List& covariance, double entropy,
                         double information = std::nan("")) {
    std::map<std::string, double> own = {{"mean", mean[0]}, {"entropy", entropy}};
    if (!std::isnan(information)) own["mutual_information"] = information;
    const std::size_t d = mean.size();
    std::size_t entry = 0;
    for (std::size_t i = 0; i < d; ++i) {
      own["mean[" + std::to_string(i) + "]"] = mean[i];
      for (std::size_t j = i; j < d; ++j)
        own["covariance[" + std::to_string(i) + "," + std::to_string(j) + "]"] = covariance[entry++];
    }
    return own;
  };
  add("multivariate_t", {{"location", List{1, -2}}, {"scale", NumberRows{{2, 0.5}, {0.5, 1}}}, {"df", 7.0}},
      points({1, -2}, {2.8, 0.7, 1.4}, 3.40339924609134254098, 0.0759308676238403250));
  add("dirichlet", {{"alpha", List{0.5, 1.5, 2}}},
      points({0.125, 0.375, 0.5}, {0.021875, -0.009375, -0.0125, 0.046875, -0.0375, 0.05},
             -1.50684343060526680275));
  add("multinomial", {{"trials", std::int64_t{6}}, {"p", List{0.2, 0.3, 0.5}}},
      points({1.2, 1.8, 3}, {0.96, -0.36, -0.6, 1.26, -0.9, 1.5}, 2.7906567474696917601));
  // Of the labels given the points, by softmax.py.
  add("softmax", {{"weights", NumberRows{{0, 0}, {0.5, 1}}}},
      {{"intercept_1", 0.5},
       {"slope_1_1", 1},
       {"conditional_entropy", 0.58172569837520928},
       {"calibration_error", 0},
       {"squared_calibration_error", 0}});
  const double pi = 3.14159265358979323846;
  const double log_two_pi_e = 2.8378770664093454836;
  add("normal", {{"mean", 1.0}, {"sd", 2.0}},
      {{"mean", 1}, {"sd", 2}, {"variance", 4}, {"entropy", 0.5 * log_two_pi_e + std::log(2.0)}},
      [](double x) { return 0.5 * std::erfc((x - 1) / std::sqrt(8.0)); });
  add("exponential", {{"lambda", 2.0}},
      {{"lambda", 2}, {"mean", 0.5}, {"variance", 0.25}, {"entropy", 1 - std::log(2.0)}},
      [](double x) { return std::exp(-2 * std::fmax(x, 0)); });
  // Entropy k + ln(scale) + lgamma(k) + (1 - k) psi(k), psi(2.5) = 0.70315664064524319.
  add("gamma", {{"shape", 2.5}, {"scale", 0.5}},
      {{"shape", 2.5},
       {"scale", 0.5},
       {"rate", 2},
       {"mean", 1.25},
       {"variance", 0.625},
       {"entropy", 2.5 + std::log(0.5) + std::lgamma(2.5) - 1.5 * 0.70315664064524319}},
      // Q(5/2, t) = erfc(sqrt t) + exp(-t) sqrt(t) (1 + 2t/3) 2/sqrt(pi).
      [](double x) {
        const double t = 2 * std::fmax(x, 0), root = std::sqrt(t);
        return std::erfc(root) + std::exp(-t) * root * (1 + 2 * t / 3) * 2 / std::sqrt(std::acos(-1.0));
      });
  add("lognormal", {{"location", 0.2}, {"scale", 0.5}},
      {{"location", 0.2},
       {"scale", 0.5},
       {"mean", std::exp(0.325)},
       {"variance", std::expm1(0.25) * std::exp(0.65)},
       {"entropy", 0.2 + 0.5 * log_two_pi_e + std::log(0.5)}},
      [](double x) { return x <= 0 ? 1 : 0.5 * std::erfc((std::log(x) - 0.2) / std::sqrt(0.5)); });
  add("pareto", {{"scale", 2.0}, {"shape", 30.0}},
      {{"scale", 2},
       {"shape", 30},
       {"mean", 60.0 / 29},
       {"variance", 120.0 / (29 * 29 * 28)},
       {"entropy", std::log(2.0 / 30) + 1 + 1.0 / 30}},
      [](double x) { return x <= 2 ? 1 : std::pow(x / 2, -30); });
  add("uniform", {{"lower", -1.0}, {"upper", 2.0}},
      {{"lower", -1}, {"upper", 2}, {"mean", 0.5}, {"variance", 0.75}, {"entropy", std::log(3.0)}},
      [](double x) { return std::clamp((2 - x) / 3, 0.0, 1.0); });
  // The entropies of the next four by mpmath.
  add("student_t", {{"location", 1.0}, {"scale", 2.0}, {"df", 9.0}},
      {{"location", 1},
       {"scale", 2},
       {"df", 9},
       {"mean", 1},
       {"variance", 36.0 / 7},
       {"entropy", 2.226040863008609544818}},
      above_of_student_9);
  add("beta", {{"alpha", 2.0}, {"beta", 3.0}},
      {{"alpha", 2}, {"beta", 3}, {"mean", 0.4}, {"variance", 0.04}, {"entropy", -0.2349066497880003102297}},
      [](double x) {
        const double y = 1 - std::clamp(x, 0.0, 1.0);
        return y * y * y * (4 - 3 * y);
      });
  add("binomial", {{"trials", std::int64_t{5}}, {"p", 0.3}},
      {{"trials", 5}, {"p", 0.3}, {"mean", 1.5}, {"variance", 1.05}, {"entropy", 1.413614855283445172944}},
      [](double x) {
        return above_of_masses(x, std::pow(0.7, 5), [](double k) { return (5 - k) * 3 / 7; });
      });
  add("negative_binomial", {{"r", 2.5}, {"p", 0.4}},
      {{"r", 2.5}, {"p", 0.4}, {"mean", 3.75}, {"variance", 9.375}, {"entropy", 2.364795230696287067053}},
      [](double x) {
        return above_of_masses(x, std::pow(0.4, 2.5), [](double k) { return (2.5 + k) * 0.6; });
      });
  add("weibull", {{"shape", 2.0}, {"scale", 1.5}},
      {{"shape", 2},
       {"scale", 1.5},
       {"mean", 0.75 * std::sqrt(pi)},
       {"variance", 2.25 * (1 - pi / 4)},
       {"entropy", 0.57721566490153286 / 2 + std::log(0.75) + 1}},
      [](double x) { return std::exp(-std::pow(std::fmax(x, 0) / 1.5, 2)); });
  add("geometric", {{"p", 0.4}},
      {{"p", 0.4},
       {"mean", 1.5},
       {"variance", 3.75},
       {"entropy", -(0.4 * std::log(0.4) + 0.6 * std::log(0.6)) / 0.4}},
      [](double x) { return x < 0 ? 1 : std::pow(0.6, std::floor(x) + 1); });
  double poisson = 0;
  for (int k = 0; k < 60; ++k) {
    const double log_mass = k * std::log(1.3) - 1.3 - std::lgamma(k + 1.0);
    poisson -= std::exp(log_mass) * log_mass;
  }
  add("poisson", {{"mean", 1.3}}, {{"mean", 1.3}, {"variance", 1.3}, {"entropy", poisson}}, [](double x) {
    double sum = 1, mass = std::exp(-1.3);
    for (double k = 0; k <= x; mass *= 1.3 / ++k) sum -= mass;
    return sum;
  });
}

/// Columns and texts, whose items may be drawn without replacement: numbers with and without 0, integers or
/// not.
inline void add_files(std::vector<Example>& all) {
  const TemporaryFile csv("sweep.csv",
                          "counts,with_zero,reals,signed\n1,0,0.5,-1\n2,0,2,-1\n2,1,2,0.5\n3,2,3.5,2\n"
                          "3,2,3.5,2\n7,5,3.5,0.5\n2,0,0.5,2\n1,1,2,-1\n");
  std::vector<std::string> notes;
  FileSource source;
  source.path = csv.path();
  for (const char* column : {"counts", "with_zero", "reals", "signed"}) {
    source.column = column;
    all.push_back({"file", read_file_population(source, notes), {}});
  }
  const TemporaryFile text("sweep.txt", "abracadabra");
  source = {};
  source.path = text.path();
  source.symbols = "characters";
  source.keep = "letters";
  source.fold = "none";
  all.push_back({"file", read_file_population(source, notes), {}});
}

/// Every kind by an example or more, and whatever is made of items also without replacement.
inline std::vector<Example> examples(const Catalogue& c) {
  std::vector<Example> all;
  add_laws(c, all);
  add_referenced(c, all);
  add_files(all);
  const std::vector<Factor> factors = {{"A", {"no", "yes"}}, {"B", {"x", "y", "z"}}};
  all.push_back({"joint", make_joint_population(factors, {0.1, 0.25, 0.05, 0.2, 0.3, 0.1}), {}});
  for (std::size_t i = 0, given = all.size(); i < given; ++i) {
    const auto finite = without_replacement(*all[i].population);
    if (finite) all.push_back({all[i].kind, *finite, {}});
  }
  return all;
}

/// A model of the sweep, with its priors.
struct ExampleModel {
  std::string likelihood, smoothing;
  std::map<std::string, Prior> priors;
  Arguments smoothing_options;
};

inline std::vector<ExampleModel> example_models(const Catalogue& c) {
  const auto prior = [&c](const std::string& law, const std::map<std::string, Value>& given) {
    return Prior{law, arguments_of(find_named(c.priors(), law)->parameters, given)};
  };
  using List = std::vector<double>;
  const Prior beta = prior("beta", {{"alpha", 2.0}, {"beta", 3.0}}),
              gamma = prior("gamma", {{"shape", 2.0}, {"scale", 0.7}}),
              wide = prior("normal", {{"mean", 0.5}, {"sd", 3.0}});
  const auto point = [&prior](double value) { return prior("point", {{"value", value}}); };
  std::vector<ExampleModel> models = {
      {"", "", {}, {}},
      {"bernoulli", "", {{"p", beta}}, {}},
      {"geometric", "", {{"p", beta}}, {}},
      {"categorical", "", {{"p", prior("dirichlet", {{"alpha", 0.7}})}}, {}},
      {"categorical", "", {{"p", prior("dirichlet", {{"alpha", List{0.5, 2, 1}}})}}, {}},
      {"poisson", "", {{"mean", gamma}}, {}},
      {"exponential", "", {{"lambda", gamma}}, {}},
      {"gamma",
       "",
       {{"shape", prior("exponential", {{"lambda", 0.5}})}, {"scale", prior("point", {{"value", 0.5}})}},
       {}},
      {"zipf", "", {{"s", gamma}}, {}},
      {"categorical.geometric", "", {{"ratio", beta}}, {}},
      {"categorical.power", "", {{"power", gamma}}, {}},
      {"beta",
       "",
       {{"alpha", prior("lognormal", {{"location", 0.5}, {"scale", 0.5}})}, {"beta", point(3)}},
       {}},
      {"binomial", "", {{"trials", point(5)}, {"p", prior("uniform", {{"lower", 0.0}, {"upper", 1.0}})}}, {}},
      {"lognormal",
       "",
       {{"location", prior("student_t", {{"location", 0.5}, {"scale", 3.0}, {"df", 4.0}})},
        {"scale", point(0.5)}},
       {}},
      {"negative_binomial", "", {{"r", point(2.5)}, {"p", beta}}, {}},
      {"student_t", "", {{"location", wide}, {"scale", point(2)}, {"df", point(9)}}, {}},
      {"softmax", "", {}, {}},
      {"softmax", "", {{"intercept_1", point(0.5)}, {"slope_1_1", point(1)}}, {}},
      {"softmax", "", {{"intercept_1", point(1)}, {"slope_1_1", point(2)}}, {}},
      {"uniform", "", {}, {}},
      {"weibull",
       "",
       {{"shape", prior("weibull", {{"shape", 2.0}, {"scale", 2.0}})}, {"scale", point(1.5)}},
       {}},
      {"normal",
       "",
       {{"", prior("normal_inverse_gamma", {{"mu", 0.5}, {"kappa", 2.0}, {"shape", 3.0}, {"scale", 2.0}})}},
       {}},
      {"normal",
       "",
       {{"",
         prior("normal_inverse_chi_squared", {{"mu", 0.5}, {"kappa", 0.7}, {"nu", 0.4}, {"sigma2", 2.0}})}},
       {}},
      {"normal",
       "",
       {{"mean", prior("normal", {{"mean", 0.5}, {"sd", 3.0}})}, {"sd", prior("point", {{"value", 2.0}})}},
       {}}};
  models.push_back(
      {"", "lidstone", {}, arguments_of(find_named(c.smoothings(), "lidstone")->parameters, {{"a", 0.5}})});
  for (const char* name : {"laplace", "krichevsky_trofimov"}) models.push_back({"", name, {}, {}});
  return models;
}

}  // namespace plim::test
