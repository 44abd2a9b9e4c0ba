#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/parameter.hpp"
#include "plim/core/real.hpp"
#include "plim/estimators/entropy/dirichlet_weight.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// What two laws are compared by: the divergence, and the cross-entropy.
struct Divergences {
  static std::vector<std::string> estimands() { return {"kl", "cross_entropy"}; }
};
/// True if the first of them is asked.
inline bool is_divergence(const Knowns& knowns) {
  return knowns.estimand == Divergences::estimands().front();
}

/// A law made of the counts of one sample of n: a class that was seen c times has probability floor +
/// (c + add)/total. That of the floor falls by bend c/n for what is added to c/n, and has (target - c/n) of
/// it.
struct SmoothedLaw {
  double floor = 0, add = 0, total = 1, n = 1;
  double target = 0, bend = 0;
  double operator()(std::int64_t c) const noexcept { return floor + (static_cast<double>(c) + add) / total; }
  /// False of one that is shrunk to the uniform law altogether.
  bool follows_counts() const noexcept { return total < infinity; }
  /// What the variance of a draw is divided by n in: 1/n of the frequencies.
  double scale() const noexcept { return n / total / total; }
};

// Ways to make a law on K classes of the counts of a sample of n > 0, of which no more than K were seen. Each
// has a `name`, summaries of its use with two samples and with one and a known law, `follows_n` (the law of a
// class seen c times depends on n and K alone) and `of(c, K)`: O(1), ShrunkLaw O(classes of c); one with
// options has these and `given(options)`.
template <class Law>
concept GivenLaw = requires(const Arguments& options) {
  Law::given(options);
};

template <class Law>
std::vector<Parameter> options_of_law() {
  if constexpr (GivenLaw<Law>) {
    return Law::options();
  } else {
    return {};
  }
}

template <class Law>
Law law_by(const Arguments& options) {
  if constexpr (GivenLaw<Law>) {
    return Law::given(options);
  } else {
    return {};
  }
}

/// The observed frequencies.
struct FrequencyLaw {
  static constexpr std::string_view name = "ml";
  static constexpr std::string_view summary = "plug-in of the frequencies of two samples; interval: wald";
  static constexpr std::string_view reference_summary =
      "plug-in of the frequencies and a known law; interval: wald";
  static constexpr bool follows_n = true;
  static SmoothedLaw of(const Counts::One& c, double K) noexcept;
};

/// Mean of the posterior under Dirichlet(alpha).
struct DirichletLaw {
  static constexpr std::string_view name = "dirichlet";
  static constexpr std::string_view summary =
      "plug-in of two samples, alpha added to every class; interval: wald";
  static constexpr std::string_view reference_summary =
      "of the sample with alpha added to every class and a known law; interval: wald";
  static constexpr bool follows_n = true;
  static std::vector<Parameter> options() { return {DirichletWeight::option()}; }
  static DirichletLaw given(const Arguments& options) { return {DirichletWeight::given(options)}; }
  SmoothedLaw of(const Counts::One& c, double K) const noexcept;

  DirichletWeight weight;
};

/// Mean of the posterior under Dirichlet(1/2) (Jeffreys 1946).
struct JeffreysLaw {
  static constexpr std::string_view name = "dirichlet_jeffreys";
  static constexpr std::string_view summary =
      "plug-in of two samples, 1/2 added to every class; interval: wald";
  static constexpr std::string_view reference_summary =
      "of the sample with 1/2 added to every class and a known law; interval: wald";
  static constexpr bool follows_n = true;
  static SmoothedLaw of(const Counts::One& c, double K) noexcept;
};

/// Mean of the posterior under Dirichlet(1) (Laplace 1774).
struct LaplaceLaw {
  static constexpr std::string_view name = "dirichlet_laplace";
  static constexpr std::string_view summary =
      "plug-in of two samples, 1 added to every class; interval: wald";
  static constexpr std::string_view reference_summary =
      "of the sample with 1 added to every class and a known law; interval: wald";
  static constexpr bool follows_n = true;
  static SmoothedLaw of(const Counts::One& c, double K) noexcept;
};

/// Mean of the posterior under Dirichlet(1/K) (Perks 1947; Schuermann and Grassberger 1996).
struct SgLaw {
  static constexpr std::string_view name = "dirichlet_sg";
  static constexpr std::string_view summary =
      "plug-in of two samples, 1/K added to every class; interval: wald";
  static constexpr std::string_view reference_summary =
      "of the sample with 1/K added to every class and a known law; interval: wald";
  static constexpr bool follows_n = true;
  static SmoothedLaw of(const Counts::One& c, double K) noexcept;
};

/// Mean of the posterior under Dirichlet(sqrt(n)/K), n of the sample itself (Trybula 1958).
struct MinimaxLaw {
  static constexpr std::string_view name = "dirichlet_minimax";
  static constexpr std::string_view summary =
      "plug-in of two samples, sqrt(n)/K added to every class; interval: wald";
  static constexpr std::string_view reference_summary =
      "of the sample with sqrt(n)/K added to every class and a known law; interval: wald";
  static constexpr bool follows_n = true;
  static SmoothedLaw of(const Counts::One& c, double K) noexcept;
};

/// lambda/K + (1 - lambda) c/n with the lambda of Hausser and Strimmer (2009): (1 - sum u^2) / ((n - 1) sum
/// (u - 1/K)^2), u = c/n, sums over all K classes, cut to [0, 1]; 1 if n = 1 or all u are 1/K.
struct ShrunkLaw {
  static constexpr std::string_view name = "shrink";
  static constexpr std::string_view summary =
      "plug-in of two samples, each shrunk towards the uniform law; interval: wald";
  static constexpr std::string_view reference_summary =
      "of the sample shrunk towards the uniform law and a known law; interval: wald";
  static constexpr bool follows_n = false;
  static SmoothedLaw of(const Counts::One& c, double K) noexcept;
};

}  // namespace plim
