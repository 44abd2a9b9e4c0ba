#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "plim/estimators/divergence/sample_law.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/counts_pair.hpp"
#include "plim/views/weight_element.hpp"

namespace plim {

/// What two laws are compared by.
enum class PairNumber { kl, cross_entropy, jensen_shannon };

/// What to do about a class that the first sample has and the second has not: report infinity, or add a
/// pseudo-count a to every class of the second sample, q_k = (b_k + a)/(m + K a).
class ZeroPolicy {
 public:
  static std::vector<Parameter> options();
  static Outcome<ZeroPolicy> bind(const Arguments& options);
  /// The law of the second sample.
  SmoothedLaw law(const Counts::One& q, double K) const noexcept;

 private:
  double a_ = 0;  // 0: infinite
};

/// What the plug-ins of two samples share: which number of the two laws it is, and on how many classes.
///
/// Status empty if a sample is, infinite where p has a class that q lacks, invalid if more classes were seen
/// than K. Standard errors, given where an interval is wanted, by the delta method at the two laws:
/// Var_p(g)/n
/// + Var_q(h)/m, with g = ln(p/q), -ln q or w ln(p/r) and h = p/q or (1 - w) ln(q/r) of the divergence, the
/// cross-entropy and Jensen's and Shannon's (of the first it is the variance of Zhang and Grabchak 2014), and
/// the variance of the quadratic term, which is all there is where p = q: (S - 1)/2 (1/n + 1/m)^2 of the
/// divergence, as that of its chi-square law. A smoothed law counts for total^2/n draws. O(classes).
class PairPlugIn {
 public:
  using view = CountsPair;
  bool has_interval() const noexcept { return interval_.wanted(); }

 protected:
  static Outcome<PairPlugIn> bind(const Knowns& knowns, const Arguments& options, std::string_view name,
                                  PairNumber number);
  /// Which of the estimands of divergences is asked.
  static PairNumber number_of(const Knowns& knowns);
  static Parameter option_K();
  static Parameter option_weight();
  /// The classes that both samples are taken to have; nothing, and the status says why, if there is no
  /// estimate.
  std::optional<double> classes(const CountsPair::One& c, const EstimateRef& out) const noexcept;
  void write(const CountsPair::One& c, double K, const SmoothedLaw& p, const SmoothedLaw& q,
             const EstimateRef& out) const noexcept;
  double weight() const noexcept { return weight_; }
  /// The known alphabet where it is K.
  std::optional<std::size_t> alphabet() const noexcept { return told_; }

 private:
  Range space() const noexcept;

  PairNumber number_ = PairNumber::kl;
  double weight_ = 0.5;      // of p in r = w p + (1 - w) q
  std::optional<double> K_;  // 0: the classes seen in either sample; absent: those that are listed
  std::optional<std::size_t> told_;
  NormalInterval interval_;
};

/// Plug-in Kullback-Leibler divergence sum p ln(p/q) and cross-entropy -sum p ln q of the frequencies of two
/// samples (nats).
class PairMl : public PairPlugIn {
 public:
  static constexpr std::string_view name = FrequencyLaw::name, summary = FrequencyLaw::summary;
  static std::vector<std::string> estimands() { return Divergences::estimands(); }
  static std::vector<Parameter> options() { return ZeroPolicy::options(); }
  static Outcome<PairMl> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                const EstimateRef& out) const noexcept;

 private:
  PairMl(const PairPlugIn& base, const ZeroPolicy& zero) : PairPlugIn(base), zero_(zero) {}
  ZeroPolicy zero_;
};

/// The same of two laws that are made of the samples in one way, each of its own counts, on K classes: the
/// option K, a number or "observed", else the classes of the samples.
template <class Law>
class PairDivergence : public PairPlugIn {
 public:
  static constexpr std::string_view name = Law::name, summary = Law::summary;
  static std::vector<std::string> estimands() { return Divergences::estimands(); }
  static std::vector<Parameter> options() {
    std::vector<Parameter> all = options_of_law<Law>();
    all.push_back(option_K());
    return all;
  }
  static Outcome<PairDivergence> bind(const Knowns& knowns, const Arguments& options) {
    return PairPlugIn::bind(knowns, options, name, number_of(knowns)).map([&options](const PairPlugIn& b) {
      return PairDivergence(b, law_by<Law>(options));
    });
  }
  std::optional<std::size_t> told_K() const { return alphabet(); }
  void estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                const EstimateRef& out) const noexcept {
    if (const auto K = classes(c, out)) write(c, *K, law_.of(c.p, *K), law_.of(c.q, *K), out);
  }

 private:
  PairDivergence(const PairPlugIn& base, const Law& law) : PairPlugIn(base), law_(law) {}
  Law law_;
};

/// Jensen-Shannon divergence w KL(p, r) + (1 - w) KL(q, r), r = w p + (1 - w) q (Lin 1991; nats), of such
/// laws; w is the option weight. At most -w ln w - (1 - w) ln(1 - w), so ln 2, and never infinite.
template <class Law>
class PairJensenShannon : public PairPlugIn {
 public:
  static constexpr std::string_view name = Law::name, summary = Law::summary;
  static constexpr std::string_view estimand = "jensen_shannon";
  static constexpr bool has_K = !std::is_same_v<Law, FrequencyLaw>;
  static std::vector<Parameter> options() {
    std::vector<Parameter> all = {option_weight()};
    for (const Parameter& of_law : options_of_law<Law>()) all.push_back(of_law);
    if (has_K) all.push_back(option_K());
    return all;
  }
  static Outcome<PairJensenShannon> bind(const Knowns& knowns, const Arguments& options) {
    return PairPlugIn::bind(knowns, options, name, PairNumber::jensen_shannon)
        .map([&options](const PairPlugIn& b) { return PairJensenShannon(b, law_by<Law>(options)); });
  }
  std::optional<std::size_t> told_K() const { return has_K ? alphabet() : std::nullopt; }
  /// The element is that of the weight.
  std::vector<Output> outputs() const { return {{"", std::string(estimand), element_of_weight(weight())}}; }
  void estimate(const CountsPair::One& c, NoWorkspace&, const Address&,
                const EstimateRef& out) const noexcept {
    if (const auto K = classes(c, out)) write(c, *K, law_.of(c.p, *K), law_.of(c.q, *K), out);
  }

 private:
  PairJensenShannon(const PairPlugIn& base, const Law& law) : PairPlugIn(base), law_(law) {}
  Law law_;
};

}  // namespace plim
