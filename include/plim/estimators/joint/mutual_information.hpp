#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/entropy/plug_in.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// Entropies of the margins of a joint table, added with signs: the common part of the plug-in estimators of
/// mutual information H(A) + H(B) - H(A, B) and conditional entropy H(A, B) - H(B) (nats).
class SignedEntropies {
 public:
  using view = Counts;
  using workspace = std::vector<std::int64_t>;

  explicit SignedEntropies(const Knowns& knowns);
  /// The estimate; with `corrected` every entropy has (S - 1)/(2n) added, S its observed cells (Miller 1955).
  /// One cell alone: 0, the boundary; no observations: empty.
  void write(const Counts::One& c, workspace& cells, bool corrected, const EstimateRef& out) const;

 private:
  double estimate_at(const Counts::One& c, workspace& cells, bool corrected) const;

  struct Part {
    double sign;
    Margin margin;
  };
  std::vector<Part> parts_;
};

struct InformationMl : SignedEntropies {
  static constexpr std::string_view name = "ml";
  static constexpr std::string_view summary = "plug-in: of the observed frequencies";
  static std::vector<std::string> estimands() { return {"mutual_information", "conditional_entropy"}; }
  static Outcome<InformationMl> bind(const Knowns& knowns, const Arguments&) {
    return InformationMl{SignedEntropies(knowns)};
  }
  /// No more than the entropy of the cells.
  static Range range(std::int64_t n, double classes) { return entropy_range(n, classes); }
  void estimate(const Counts::One& c, workspace& cells, const Address&, const EstimateRef& out) const {
    write(c, cells, false, out);
  }
};

struct InformationMillerMadow : SignedEntropies {
  static constexpr std::string_view name = "miller_madow";
  static constexpr std::string_view summary = "plug-in, each entropy with (S - 1)/(2n) added";
  static std::vector<std::string> estimands() { return {"mutual_information", "conditional_entropy"}; }
  static Outcome<InformationMillerMadow> bind(const Knowns& knowns, const Arguments&) {
    return InformationMillerMadow{SignedEntropies(knowns)};
  }
  void estimate(const Counts::One& c, workspace& cells, const Address&, const EstimateRef& out) const {
    write(c, cells, true, out);
  }
};

}  // namespace plim
