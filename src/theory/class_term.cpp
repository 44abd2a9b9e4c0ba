#include "class_term.hpp"

#include <map>

namespace plim {
namespace {

std::vector<double> values_of(const ClassFunction& h_of, std::size_t i, std::int64_t first,
                              std::size_t size) {
  std::vector<double> h(size);
  h_of(i, first, h);
  return h;
}

/// One term of two classes: h_i(k) + h_j(n - k).
ClassTerms fold(const CountLaws& laws, const ClassFunction& h_of, std::size_t i, std::size_t j) {
  const CountWindow& window = laws.window(i);
  const std::size_t size = window.mass.size();
  std::vector<double> h = values_of(h_of, i, window.first, size);
  const std::int64_t last = window.first + static_cast<std::int64_t>(size) - 1;
  const std::vector<double> other = values_of(h_of, j, laws.n() - last, size);
  for (std::size_t k = 0; k < size; ++k) h[k] += other[size - 1 - k];
  ClassTerms made{{}, std::vector<std::size_t>(laws.p().size(), 1)};
  made.terms.push_back({ClassTerm(window, std::move(h)), 1});
  made.of[i] = 0;
  return made;
}

}  // namespace

ClassTerms make_terms(const CountLaws& laws, const ClassFunction& h_of, bool alike) {
  std::vector<std::size_t> occurring;
  for (std::size_t i = 0; i < laws.p().size(); ++i) {
    if (laws.p()[i] > 0) occurring.push_back(i);
  }
  if (occurring.size() == 2) return fold(laws, h_of, occurring[0], occurring[1]);
  ClassTerms made;
  std::map<const CountWindow*, std::vector<std::pair<std::vector<double>, std::size_t>>> known;
  std::vector<std::size_t> of(laws.p().size(), laws.p().size());
  for (const std::size_t i : occurring) {
    const CountWindow& window = laws.window(i);
    auto& same_law = known[&window];
    std::vector<double> h;
    auto same = same_law.begin();
    if (!alike || same_law.empty()) {
      h = values_of(h_of, i, window.first, window.mass.size());
      same = std::find_if(same_law.begin(), same_law.end(), [&h](const auto& k) { return k.first == h; });
    }
    if (same == same_law.end()) {
      same = same_law.insert(same_law.end(), {h, made.terms.size()});
      made.terms.push_back({ClassTerm(window, std::move(h)), 0});
    }
    made.terms[same->second].times += 1;
    of[i] = same->second;
  }
  made.of = std::move(of);
  return made;
}

double pairs(const std::vector<Weighted>& terms, const std::vector<double>& x) {
  double before = 0, sum = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const double m = terms[i].times;
    sum += 2 * m * x[i] * before + m * (m - 1) * x[i] * x[i];
    before += m * x[i];
  }
  return sum;
}

}  // namespace plim
