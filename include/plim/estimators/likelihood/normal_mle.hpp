#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/mean_m2.hpp"

namespace plim {

/// Maximum likelihood of the normal law (both parameters unknown): mean, variance M2/n, or sd sqrt(M2/n),
/// with the Wald interval of the expected information (Fisher 1925). A constant sample (n = 1 among them) has
/// an unbounded likelihood.
class NormalMle {
 public:
  using view = MeanM2;
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view likelihood = "normal";
  static constexpr std::string_view summary = "maximum likelihood; interval: wald";
  static std::vector<std::string> estimands() { return {"mean", "variance", "sd"}; }
  static Outcome<NormalMle> bind(const Knowns& knowns, const Arguments& options);

  std::vector<Output> outputs() const;
  bool has_interval() const noexcept { return z_ > 0; }
  void estimate(const MeanM2::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const noexcept;

 private:
  enum class Target { mean, variance, sd };
  Target target_ = Target::mean;
  double z_ = 0;  // 0: no interval wanted
};

}  // namespace plim
