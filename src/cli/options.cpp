#include "options.hpp"

#include <iostream>

namespace plim::cli {

Options::Options(std::string usage, std::string operand, bool operand_optional)
    : usage_(std::move(usage)), operand_(std::move(operand)), operand_optional_(operand_optional) {
  visible_.add_options()("help,h", po::bool_switch(), "print this");
  hidden_.add_options()(operand_.c_str(), po::value<std::string>());
}

void Options::take_more(const std::string& what) {
  more_ = what;
  hidden_.add_options()(more_.c_str(), po::value<Words>());
}

std::string Options::choice(const char* name, const Words& allowed) const {
  const std::string value = text(name);
  std::string all;
  for (const std::string& word : allowed) {
    if (value == word) return value;
    all += (all.empty() ? "" : ", ") + word;
  }
  throw Error(ExitCode::usage, std::string("--") + name + " is \"" + value + "\", but must be one of " + all);
}

bool Options::parse(const Words& words) {
  po::options_description all;
  all.add(visible_).add(hidden_);
  po::positional_options_description positional;
  positional.add(operand_.c_str(), 1).add(more_.c_str(), more_ == "more" ? 0 : -1);
  // Unlike the library's default, an option is never recognised by its first letters alone: scripts would
  // break when another option begins with the same ones.
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  try {
    po::store(po::command_line_parser(words).options(all).positional(positional).style(style).run(), values_);
    po::notify(values_);
  } catch (const po::error& error) {
    throw Error(ExitCode::usage, std::string(error.what()) + "\nusage: plim " + usage_);
  }
  if (flag("help")) {
    std::cout << "usage: plim " << usage_ << "\n\n" << visible_;
    return false;
  }
  if (!operand_optional_ && operand().empty()) {
    throw Error(ExitCode::usage, "no " + operand_ + " given\nusage: plim " + usage_);
  }
  return true;
}

}  // namespace plim::cli
