#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plim {

class CurveEvidence;
struct Finding;
struct Question;

/// A verb of checks: what it may be given, what it needs accumulated, and how it turns one curve into
/// findings.
struct Verb {
  const char* name;
  const char* form;  // what it may be given, for messages and listings
  const char* help;
  bool takes_number = false;
  const char* word = nullptr;    // that it may be given ("theory", "truth", ...), or null,
  const char* target = nullptr;  // and what that is called in an answer
  bool takes_series = false;
  /// Asks for the accumulators of a curve; "" or why the verb cannot be put to it.
  std::string (*plan)(const Question& question) = nullptr;
  void (*judge)(const CurveEvidence& evidence, std::vector<Finding>& findings) = nullptr;
  bool of_sample = false;  // about the sample itself: no estimate, series or measure
};

/// All verbs. Adding one is one file and one entry of this table.
std::span<const Verb> verbs();
/// The verb of that name, or null.
const Verb* find_verb(std::string_view name);

/// What checks may ask about: measures that have an interval, identity, max_abs_difference.
std::vector<std::string> checked_measures();

}  // namespace plim
