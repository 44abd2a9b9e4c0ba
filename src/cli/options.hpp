#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "commands.hpp"

namespace plim::cli {

/// What follows the name of an option: nothing, a text, a text each of several times, or an integer.
enum class Takes { nothing, text, texts, integer, natural };

/// An option of a command: a row of its table.
struct Option {
  std::string name;  // "long", or "long,s" with a short name beside it
  Takes takes;
  std::string help;
  const char* usual = nullptr;  // its value if it is not given; null: none
};

/// The options of one command: parses them, prints its help, and turns mistakes into Error(usage).
class Options {
 public:
  /// `usage` is the line after "usage: plim"; `operand` names the one positional word, which must be given
  /// unless `operand_optional`.
  Options(std::string usage, std::string operand, bool operand_optional = false);

  /// Takes any number of words after the first one; `what` names them in the help.
  void take_more(const std::string& what);

  /// Adds options, and those that the help leaves out.
  void add(const std::vector<Option>& options);
  void add_hidden(const std::vector<Option>& options);

  /// True if the command is to go on, false if help was printed.
  bool parse(const Words& words);
  /// True of an option that was given; its usual value is not.
  bool given(const std::string& name) const;
  /// True of an option that has a value, given or usual.
  bool has(const std::string& name) const { return values_.count(name) > 0; }
  std::string text(const std::string& name) const { return values_.at(name).words.front(); }
  /// The words of an option that may be given several times.
  Words words(const std::string& name) const;
  std::int64_t integer(const std::string& name) const { return values_.at(name).integer; }
  /// An integer option that must be from 0 to `most`.
  int integer_up_to(const std::string& name, int most) const;
  std::uint64_t natural(const std::string& name) const { return values_.at(name).natural; }
  /// A text option that must be one of `allowed`.
  std::string choice(const std::string& name, const Words& allowed) const;
  Words more() const { return words(more_); }
  std::string operand() const { return given(operand_) ? text(operand_) : ""; }

 private:
  struct Value {
    bool given = false;
    Words words = {};  // of Takes::text one
    std::int64_t integer = 0;
    std::uint64_t natural = 0;
  };

  std::string usage_, operand_, more_ = "more";
  bool operand_optional_;
  std::vector<Option> visible_, hidden_;
  std::map<std::string, Value> values_;
};

}  // namespace plim::cli
