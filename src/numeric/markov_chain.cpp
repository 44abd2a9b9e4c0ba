#include "plim/numeric/markov_chain.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "chain_classes.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

std::string in_braces(const std::vector<std::size_t>& states, const std::vector<std::string>& names) {
  constexpr std::size_t most = 8;
  std::string text = "{";
  for (std::size_t i = 0; i < std::min(most, states.size()); ++i)
    text += (i > 0 ? ", " : "") + names[states[i]];
  return text + (states.size() > most ? ", ..." : "") + "}";
}

/// The inverse of the m x m matrix `a` by rows, by Gauss and Jordan with row pivots.
std::vector<double> inverse(std::vector<double> a, std::size_t m) {
  std::vector<double> b(m * m, 0.0);
  for (std::size_t i = 0; i < m; ++i) b[i * m + i] = 1;
  const auto row = [m](std::vector<double>& x, std::size_t i) {
    return x.begin() + static_cast<std::ptrdiff_t>(i * m);
  };
  for (std::size_t k = 0; k < m; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < m; ++i) {
      if (std::fabs(a[i * m + k]) > std::fabs(a[pivot * m + k])) pivot = i;
    }
    for (std::vector<double>* x : {&a, &b}) {
      if (pivot != k) std::swap_ranges(row(*x, k), row(*x, k + 1), row(*x, pivot));
    }
    const double by = a[k * m + k];
    for (std::vector<double>* x : {&a, &b}) {
      std::for_each(row(*x, k), row(*x, k + 1), [by](double& v) { v /= by; });
    }
    for (std::size_t i = 0; i < m; ++i) {
      const double factor = a[i * m + k];
      if (i == k || factor == 0) continue;
      for (std::size_t j = k; j < m; ++j) a[i * m + j] -= factor * a[k * m + j];
      for (std::size_t j = 0; j < m; ++j) b[i * m + j] -= factor * b[k * m + j];
    }
  }
  return b;
}

}  // namespace

Outcome<std::shared_ptr<const MarkovChain>> MarkovChain::make(ChainSteps steps,
                                                              const std::vector<std::string>& names) {
  const std::vector<std::vector<std::size_t>> closed = closed_classes(steps);
  if (closed.size() > 1) {
    return Refusal{"the chain has " + std::to_string(closed.size()) +
                   " closed classes of states, among them " + in_braces(closed[0], names) + " and " +
                   in_braces(closed[1], names) +
                   ": a path stays in the one that it comes to, and there is no one stationary law"};
  }
  const std::shared_ptr<MarkovChain> chain(new MarkovChain(std::move(steps)));
  chain->recurrent_ = closed.front();
  chain->period_ = period_of(chain->chain_, closed.front());
  if (chain->chain_.stationary.empty())
    chain->chain_.stationary = stationary_law(chain->chain_, closed.front());
  CompensatedSum rate;
  for (const std::size_t s : chain->recurrent_) rate.add(chain->stationary()[s] * chain->step_entropy(s));
  chain->rate_ = rate.value();
  return std::shared_ptr<const MarkovChain>(chain);
}

double MarkovChain::step_entropy(std::size_t state) const {
  CompensatedSum sum;
  for (const ChainSteps::Step& step : steps(state)) sum.add(-step.p * elementary::log(step.p));
  return sum.value();
}

MarkovChain::Endings MarkovChain::endings(std::size_t length) const {
  Endings e{std::vector<std::size_t>(states()), {}};
  std::map<std::vector<std::uint32_t>, std::size_t> known;
  for (std::size_t s = 0; s < states(); ++s) {
    const std::vector<std::uint32_t>& block = chain_.blocks[s];
    const auto from = block.end() - static_cast<std::ptrdiff_t>(length);
    e.of_state[s] = known.emplace(std::vector<std::uint32_t>(from, block.end()), known.size()).first->second;
    e.p.resize(known.size());
    e.p[e.of_state[s]] += stationary()[s];
  }
  return e;
}

double MarkovChain::block_entropy(std::size_t length) const {
  const std::size_t ending = std::min(length, order());
  return entropy_of(endings(ending).p) + static_cast<double>(length - ending) * rate_;
}

MarkovChain::Blocks MarkovChain::blocks(std::size_t length) const {
  if (length <= order()) {
    Blocks b{0, 1};
    for (const double p : endings(length).p) {
      if (p <= 0) continue;
      b.number += 1;
      b.smallest = std::min(b.smallest, p);
    }
    return b;
  }
  // Ways to each state: their number and the smallest probability of one.
  std::vector<double> ways(states(), 0.0), rarest = stationary();
  for (const std::size_t s : recurrent_) ways[s] = 1;
  for (std::size_t i = order(); i < length; ++i) {
    std::vector<double> next_ways(states(), 0.0), next_rarest(states(), 1.0);
    for (const std::size_t s : recurrent_) {
      for (const ChainSteps::Step& step : steps(s)) {
        next_ways[step.next] += ways[s];
        next_rarest[step.next] = std::min(next_rarest[step.next], rarest[s] * step.p);
      }
    }
    ways = std::move(next_ways);
    rarest = std::move(next_rarest);
  }
  Blocks b{0, 1};
  for (const std::size_t s : recurrent_) {
    b.number += ways[s];
    b.smallest = std::min(b.smallest, rarest[s]);
  }
  return b;
}

const std::vector<double>* MarkovChain::fundamental() const {
  const std::size_t m = recurrent_.size();
  if (m > most_states) return nullptr;
  std::call_once(fundamental_made_, [&] {
    std::vector<std::size_t> place(states());
    for (std::size_t i = 0; i < m; ++i) place[recurrent_[i]] = i;
    std::vector<double> a(m * m);
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < m; ++j) a[i * m + j] = (i == j ? 1 : 0) + stationary()[recurrent_[j]];
      for (const ChainSteps::Step& step : steps(recurrent_[i])) a[i * m + place[step.next]] -= step.p;
    }
    fundamental_ = inverse(std::move(a), m);
  });
  return &fundamental_;
}

std::optional<double> MarkovChain::relative_count_variance(std::size_t length) const {
  const std::vector<double>* z = fundamental();
  if (z == nullptr) return std::nullopt;
  const Endings e = endings(length);
  const std::size_t m = recurrent_.size();
  CompensatedSum sum;
  for (std::size_t i = 0; i < m; ++i) {
    const std::size_t block = e.of_state[recurrent_[i]];
    double visits = 0;
    for (std::size_t j = 0; j < m; ++j) {
      if (e.of_state[recurrent_[j]] == block) visits += (*z)[i * m + j];
    }
    sum.add(2 * stationary()[recurrent_[i]] * visits / e.p[block]);
  }
  return sum.value() - blocks(length).number - 1;
}

std::optional<double> MarkovChain::long_run_variance(std::size_t length, double a, double b) const {
  const std::vector<double>* z = fundamental();
  if (z == nullptr) return std::nullopt;
  const Endings e = endings(length);
  const std::size_t m = recurrent_.size();
  std::vector<double> surprise(states()), drift(m), potential(states());
  double mean = 0;
  for (std::size_t i = 0; i < m; ++i) {
    const std::size_t s = recurrent_[i];
    surprise[s] = -elementary::log(e.p[e.of_state[s]]);
    drift[i] = a * surprise[s] + b * step_entropy(s);
    mean += stationary()[s] * drift[i];
  }
  // The solution of Poisson's equation (I - P) u = drift - mean.
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < m; ++j) potential[recurrent_[i]] += (*z)[i * m + j] * (drift[j] - mean);
  }
  CompensatedSum variance;
  for (const std::size_t s : recurrent_) {
    for (const ChainSteps::Step& step : steps(s)) {
      const double increment =
          a * surprise[s] - b * elementary::log(step.p) - mean + potential[step.next] - potential[s];
      variance.add(stationary()[s] * step.p * increment * increment);
    }
  }
  return variance.value();
}

std::optional<double> MarkovChain::start_effect(std::size_t skipped) const {
  if (starts_stationary()) return 0.0;
  const std::vector<double>* z = fundamental();
  if (z == nullptr || transient_states() > 0 || period_ > 1) return std::nullopt;
  std::vector<double> law = start();
  for (std::size_t i = 0; i < skipped; ++i) {
    std::vector<double> next(states(), 0.0);
    for (std::size_t s = 0; s < states(); ++s) {
      for (const ChainSteps::Step& step : steps(s)) next[step.next] += law[s] * step.p;
    }
    law = std::move(next);
  }
  double effect = 0;
  for (std::size_t i = 0; i < states(); ++i) {
    for (std::size_t j = 0; j < states(); ++j)
      effect += (law[i] - stationary()[i]) * (*z)[i * states() + j] * step_entropy(j);
  }
  return effect;
}

}  // namespace plim
