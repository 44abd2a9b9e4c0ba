// Single samplers as a study draws from them, in the lines that the peers' run_samplers.py takes by --extra:
// peer,distribution,threads,ns per sample, by the CPU time of threads.
//
// usage: plim-samplers [SECONDS]     (of a measurement; 0.05)
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plim/core/error.hpp"
#include "plim/families/standard_families.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/populations/observation_stream.hpp"
#include "thread_time.hpp"
#include "timed_main.hpp"

namespace plim::versus {
namespace {

using PopulationPointer = std::shared_ptr<const Population>;

struct Sampler {
  std::string distribution, family;
  std::vector<std::pair<std::string, Value>> arguments;
};

std::vector<double> harmonic(std::size_t K) {
  std::vector<double> p(K);
  double sum = 0;
  for (std::size_t k = 0; k < K; ++k) sum += p[k] = 1 / static_cast<double>(k + 1);
  for (double& x : p) x /= sum;
  return p;
}

/// The peers' distributions and, behind them, what only some of them have.
std::vector<Sampler> samplers() {
  std::vector<Sampler> all = {
      {"uniform", "uniform", {{"lower", 0.0}, {"upper", 1.0}}},
      {"normal", "normal", {{"mean", 0.0}, {"sd", 1.0}}},
      {"exponential", "exponential", {{"lambda", 1.0}}},
      {"gamma(2.5)", "gamma", {{"shape", 2.5}, {"scale", 1.0}}},
      {"beta(2;3)", "beta", {{"alpha", 2.0}, {"beta", 3.0}}},
      {"poisson(3)", "poisson", {{"mean", 3.0}}},
      {"poisson(300)", "poisson", {{"mean", 300.0}}},
      {"binomial(1000;.3)", "binomial", {{"trials", std::int64_t{1000}}, {"p", 0.3}}}};
  for (const std::size_t K : {10, 1000, 1000000})
    all.push_back({"categorical K=" + std::to_string(K), "categorical", {{"p", harmonic(K)}}});
  all.push_back({"student_t(5)", "student_t", {{"location", 0.0}, {"scale", 1.0}, {"df", 5.0}}});
  all.push_back({"zipf(2)", "zeta", {{"s", 2.0}}});
  return all;
}

PopulationPointer population_of(const Sampler& sampler) {
  Arguments arguments;
  for (const auto& [name, value] : sampler.arguments) arguments.set(name, value);
  for (const LawFamily& family : standard_families()) {
    if (family.name != sampler.family) continue;
    const Outcome<PopulationPointer> made = make_family_population(family, arguments);
    if (!made) throw Error(ExitCode::bug, sampler.distribution + ": " + made.reason());
    return *made;
  }
  throw Error(ExitCode::bug, "no family " + sampler.family);
}

/// Draws a second by one thread: blocks of 8192, as many at a time as take a millisecond, so that the clock
/// costs nothing.
double rate(const Population& population, std::uint64_t replicate, double seconds) {
  std::vector<double> out(8192);
  const auto stream = population.stream({{1}, replicate, 0});
  const auto draw = [&](std::size_t blocks) {
    for (std::size_t i = 0; i < blocks; ++i) stream->next(out);
  };
  draw(1);
  const double before = cpu_seconds();
  draw(4);
  const auto batch = static_cast<std::size_t>(std::max(1.0, 4e-3 / (cpu_seconds() - before)));
  const double begin = cpu_seconds();
  double drawn = 0, taken = 0;
  do {
    draw(batch);
    drawn += static_cast<double>(batch * out.size());
    taken = cpu_seconds() - begin;
  } while (taken < seconds);
  return drawn / taken;
}

void run(double seconds) {
  for (const Sampler& sampler : samplers()) {
    const PopulationPointer population = population_of(sampler);
    for (int threads = 1; threads <= 2; ++threads) {
      std::vector<double> rates(static_cast<std::size_t>(threads));
#pragma omp parallel for num_threads(threads) schedule(static)
      for (std::size_t t = 0; t < rates.size(); ++t) rates[t] = rate(*population, t, seconds);
      double sum = 0;
      for (const double r : rates) sum += r;
      std::printf("plim,%s,%d,%.4f\n", sampler.distribution.c_str(), threads, 1e9 / sum);
      std::fflush(stdout);
    }
  }
}

}  // namespace
}  // namespace plim::versus

int main(int argc, char** argv) {
  return plim::versus::timed_main(argc, argv, "plim-samplers", 0.05, plim::versus::run);
}
