#include "chain_classes.hpp"

#include <algorithm>
#include <numeric>

namespace plim {
namespace {

/// Strongly connected components by Tarjan's algorithm (1972), with a stack of its own.
class Components {
 public:
  explicit Components(const ChainSteps& chain)
      : chain_(chain), order_(chain.steps.size()), low_(chain.steps.size()), of_(chain.steps.size(), none) {
    for (std::size_t s = 0; s < chain.steps.size(); ++s) {
      if (order_[s] == 0) visit(s);
    }
  }
  const std::vector<std::size_t>& of() const noexcept { return of_; }
  std::size_t number() const noexcept { return number_; }

 private:
  static constexpr std::size_t none = ~std::size_t{0};
  struct Frame {
    std::size_t state, step;
  };

  void enter(std::size_t state) {
    order_[state] = low_[state] = ++count_;
    open_.push_back(state);
    frames_.push_back({state, 0});
  }

  void visit(std::size_t first) {
    enter(first);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::size_t s = frame.state;
      if (frame.step < chain_.steps[s].size()) {
        const std::size_t next = chain_.steps[s][frame.step++].next;
        if (order_[next] == 0) {
          enter(next);
        } else if (of_[next] == none) {
          low_[s] = std::min(low_[s], order_[next]);
        }
        continue;
      }
      leave(s);
    }
  }

  void leave(std::size_t s) {
    frames_.pop_back();
    if (!frames_.empty()) {
      const std::size_t before = frames_.back().state;
      low_[before] = std::min(low_[before], low_[s]);
    }
    if (low_[s] != order_[s]) return;
    for (std::size_t t = none; t != s;) {
      t = open_.back();
      open_.pop_back();
      of_[t] = number_;
    }
    ++number_;
  }

  const ChainSteps& chain_;
  std::vector<std::size_t> order_, low_, of_, open_;
  std::vector<Frame> frames_;
  std::size_t count_ = 0, number_ = 0;
};

/// The chance of every step between states of the class: [class][class].
std::vector<std::vector<double>> matrix_of(const ChainSteps& chain, const std::vector<std::size_t>& states) {
  std::vector<std::size_t> place(chain.steps.size());
  for (std::size_t i = 0; i < states.size(); ++i) place[states[i]] = i;
  std::vector<std::vector<double>> matrix(states.size(), std::vector<double>(states.size()));
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (const ChainSteps::Step& step : chain.steps[states[i]]) matrix[i][place[step.next]] += step.p;
  }
  return matrix;
}

}  // namespace

std::vector<std::vector<std::size_t>> closed_classes(const ChainSteps& chain) {
  const Components components(chain);
  std::vector<bool> left(components.number(), false);
  for (std::size_t s = 0; s < chain.steps.size(); ++s) {
    for (const ChainSteps::Step& step : chain.steps[s]) {
      if (components.of()[step.next] != components.of()[s]) left[components.of()[s]] = true;
    }
  }
  std::vector<std::vector<std::size_t>> members(components.number()), closed;
  for (std::size_t s = 0; s < chain.steps.size(); ++s) members[components.of()[s]].push_back(s);
  for (std::size_t c = 0; c < members.size(); ++c) {
    if (!left[c]) closed.push_back(std::move(members[c]));
  }
  std::sort(closed.begin(), closed.end());
  return closed;
}

std::size_t period_of(const ChainSteps& chain, const std::vector<std::size_t>& closed_class) {
  constexpr std::size_t unseen = ~std::size_t{0};
  std::vector<std::size_t> level(chain.steps.size(), unseen), queue = {closed_class.front()};
  level[queue.front()] = 0;
  std::size_t period = 0;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::size_t here = level[queue[i]] + 1;
    for (const ChainSteps::Step& step : chain.steps[queue[i]]) {
      std::size_t& there = level[step.next];
      if (there == unseen) {
        there = here;
        queue.push_back(step.next);
      }
      period = std::gcd(period, here > there ? here - there : there - here);
    }
  }
  return period;
}

std::vector<double> stationary_law(const ChainSteps& chain, const std::vector<std::size_t>& closed_class) {
  std::vector<std::vector<double>> a = matrix_of(chain, closed_class);
  const std::size_t m = closed_class.size();
  for (std::size_t k = m - 1; k > 0; --k) {
    const double out = std::accumulate(a[k].begin(), a[k].begin() + static_cast<std::ptrdiff_t>(k), 0.0);
    for (std::size_t i = 0; i < k; ++i) {
      a[i][k] /= out;
      for (std::size_t j = 0; j < k; ++j) a[i][j] += a[i][k] * a[k][j];
    }
  }
  std::vector<double> weight(m, 1.0);
  for (std::size_t k = 1; k < m; ++k) {
    weight[k] = 0;
    for (std::size_t i = 0; i < k; ++i) weight[k] += weight[i] * a[i][k];
  }
  const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
  std::vector<double> law(chain.steps.size(), 0.0);
  for (std::size_t i = 0; i < m; ++i) law[closed_class[i]] = weight[i] / sum;
  return law;
}

}  // namespace plim
