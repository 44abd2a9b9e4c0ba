#pragma once
#include <memory>
#include <string>
#include <vector>

namespace plim {

class CurveEvidence;
struct Finding;
struct Question;

/// What a verb says of the measure itself and a number: that it is near it, at most or at least so much,
/// between two; `other`: it speaks of something else, a slope or the sample.
enum class Claims { near, at_most, at_least, between, other };

/// A verb of checks: what it may be given, what it needs accumulated, and how it turns one curve into
/// findings.
struct Verb {
  const char* name;
  const char* form;  // what it may be given, for messages and listings
  const char* help;
  /// The inside of an inline table that is such a check, of an estimate H of an entropy by ml and jackknife
  /// on a sample x of several sizes; for listings, and tried by a test.
  const char* example = "";
  bool takes_number = false;
  bool takes_range = false;      // [lower, upper]
  const char* word = nullptr;    // that it may be given ("theory", "truth", ...), or null,
  const char* target = nullptr;  // and what that is called in an answer
  bool takes_series = false;
  Claims claims = Claims::other;
  /// Asks for the accumulators of a curve; "" or why the verb cannot be put to it.
  std::string (*plan)(const Question& question) = nullptr;
  void (*judge)(const CurveEvidence& evidence, std::vector<Finding>& findings) = nullptr;
  bool of_sample = false;  // about the sample itself: no estimate, series or measure
};

using Verbs = std::vector<std::shared_ptr<const Verb>>;

}  // namespace plim
