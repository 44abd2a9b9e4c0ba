#include "class_term.hpp"

#include <map>

namespace plim {

ClassTerms make_terms(const CountLaws& laws, const ClassFunction& h_of, bool alike) {
  ClassTerms made{{}, std::vector<std::size_t>(laws.p().size(), laws.p().size())};
  std::map<const CountWindow*, std::vector<std::pair<std::vector<double>, std::size_t>>> known;
  for (std::size_t i = 0; i < laws.p().size(); ++i) {
    if (laws.p()[i] <= 0) continue;
    const CountWindow& window = laws.window(i);
    auto& same_law = known[&window];
    std::vector<double> h;
    auto same = same_law.begin();
    if (!alike || same_law.empty()) {
      h.resize(window.mass.size());
      h_of(i, window.first, h);
      same = std::find_if(same_law.begin(), same_law.end(), [&h](const auto& k) { return k.first == h; });
    }
    if (same == same_law.end()) {
      same = same_law.insert(same_law.end(), {h, made.terms.size()});
      made.terms.push_back({ClassTerm(window, std::move(h)), 0});
    }
    made.terms[same->second].times += 1;
    made.of[i] = same->second;
  }
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
