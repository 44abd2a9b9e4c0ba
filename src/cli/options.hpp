#pragma once
#include <string>

#include <boost/program_options.hpp>

#include "commands.hpp"

namespace plim::cli {

namespace po = boost::program_options;

/// The options of one command: parses them, prints its help, and turns mistakes into Error(usage).
class Options {
 public:
  /// `usage` is the line after "usage: plim"; `operand` names the one positional word, which must be given
  /// unless `operand_optional`.
  Options(std::string usage, std::string operand, bool operand_optional = false);

  /// Takes any number of words after the first one; `what` names them in the help.
  void take_more(const std::string& what);

  /// Adds visible and hidden options.
  po::options_description& visible() { return visible_; }
  po::options_description& hidden() { return hidden_; }

  /// True if the command is to go on, false if help was printed.
  bool parse(const Words& words);
  const po::variables_map& values() const { return values_; }
  bool flag(const char* name) const { return values_.count(name) != 0 && values_[name].as<bool>(); }
  std::string text(const char* name) const { return values_[name].as<std::string>(); }
  /// The words of an option that may be given several times.
  Words words(const char* name) const {
    return values_.count(name) != 0 ? values_[name].as<Words>() : Words{};
  }
  /// A text option that must be one of `allowed`.
  std::string choice(const char* name, const Words& allowed) const;
  Words more() const { return words(more_.c_str()); }
  std::string operand() const {
    return values_.count(operand_) != 0 ? values_[operand_].as<std::string>() : "";
  }

 private:
  std::string usage_, operand_, more_ = "more";
  bool operand_optional_;
  po::options_description visible_{"options"}, hidden_;
  po::variables_map values_;
};

}  // namespace plim::cli
