#pragma once
#include <functional>
#include <string>

#include "plim/verdict/estimated.hpp"

namespace plim {

/// The tails of the two intervals of a finding, and the share of failed replicates up to which it decides.
struct Tails {
  double confirm, refute;
  double most_failed = 1;
};

/// One number to be held against a margin; what a verdict is made of. In the unit of the estimate.
struct Finding {
  Estimated estimated;
  double low, high;              // the claim: the true value lies between
  std::string margin = {};       // where the margin comes from, "" if there is none
  std::string margin_note = {};  // what is to be said of its width
  double prediction = not_given;
  /// The chance, if the claim holds exactly, of evidence as far from it on this side. Given where a claim
  /// is exact: then this alone refutes, and the limits between low and high alone confirm.
  double chance = not_given;
  /// Replicates with which it is decided with that chance; absent: by the standard error.
  std::function<double(const Tails& tails, double chance)> needed = {};
  bool exact = false;  // holds or not, without chance
  /// Why the claim is not to be confirmed at this tail although its limits lie inside, or "".
  std::function<std::string(double tail)> objection = {};
  double failed = 0;  // share of the replicates of which it does not speak: they gave none of these
  const char* lacking = "estimate";  // an interval where it is of intervals, ...
  std::string causes = {};  // of these failures with their counts, where they are those of one series
  std::size_t size = 0;
  std::string where = {};
  std::size_t scenario = 0;
};

/// What a check claims of a number: it lies between the two. The margin as in a finding.
struct Claim {
  double lower, upper;
  std::string margin = {}, note = {};
};

/// "margin: relative 0.1", or "usual margin: " if the check gives none.
std::string margin_text(bool given, const std::string& what);

}  // namespace plim
