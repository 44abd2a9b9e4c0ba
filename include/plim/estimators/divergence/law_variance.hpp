#pragma once
#include "plim/estimators/divergence/sample_law.hpp"
#include "plim/numeric/score_variance.hpp"

namespace plim {

/// The variance by the delta method of a number that depends on a law made of counts, whose derivatives by
/// the probabilities are given in three passes over its classes: as if the counts were drawn from the law
/// itself.
class LawVariance {
 public:
  explicit LawVariance(const SmoothedLaw& law) : law_(law) {}
  void prepare(std::int64_t c, double by_p, double times) noexcept {
    if (law_.bend > 0) pull_.add(times * (law_.target - share(c)) * by_p);
  }
  void first(std::int64_t c, double by_p, double times) noexcept {
    scores_.first(times * law_(c), by_count(c, by_p));
  }
  void second(std::int64_t c, double by_p, double times) noexcept {
    scores_.second(times * law_(c), by_count(c, by_p));
  }
  double value() const noexcept { return scores_.value() / law_.n; }

 private:
  double share(std::int64_t c) const noexcept { return static_cast<double>(c) / law_.n; }
  /// n times the derivative by a count, which moves the law itself and its floor.
  double by_count(std::int64_t c, double by_p) const noexcept {
    return by_p * law_.n / law_.total - law_.bend * share(c) * pull_.value();
  }

  const SmoothedLaw& law_;
  CompensatedSum pull_;
  ScoreVariance scores_;
};

}  // namespace plim
