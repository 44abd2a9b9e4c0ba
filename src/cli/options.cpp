#include "options.hpp"

#include <charconv>
#include <cstring>
#include <iostream>

#include <boost/program_options.hpp>

namespace plim::cli {
namespace {

namespace po = boost::program_options;

/// A whole number from 0 on, of which the library's own reading would take -1 for 2^64 - 1.
struct Natural {
  std::uint64_t value = 0;
};

template <class T>
T read_usual(const char* usual) {
  T read{};
  std::from_chars(usual, usual + std::strlen(usual), read);
  return read;
}

void validate(boost::any& value, const Words& words, Natural*, int) {
  po::validators::check_first_occurrence(value);
  const std::string& word = po::validators::get_single_string(words);
  Natural read;
  const char* const end = word.data() + word.size();
  const auto [last, error] = std::from_chars(word.data(), end, read.value);
  if (error != std::errc() || last != end) throw po::invalid_option_value(word);
  value = read;
}

po::value_semantic* integer_semantic(const char* usual) {
  po::typed_value<std::int64_t>* value = po::value<std::int64_t>();
  return usual == nullptr ? value : value->default_value(read_usual<std::int64_t>(usual));
}

po::value_semantic* natural_semantic(const char* usual) {
  po::typed_value<Natural>* value = po::value<Natural>();
  if (usual == nullptr) return value;
  return value->default_value({read_usual<std::uint64_t>(usual)}, usual);
}

po::value_semantic* semantic_of(const Option& option) {
  switch (option.takes) {
    case Takes::nothing: return po::bool_switch();
    case Takes::texts: return po::value<Words>();
    case Takes::integer: return integer_semantic(option.usual);
    case Takes::natural: return natural_semantic(option.usual);
    case Takes::text: break;
  }
  po::typed_value<std::string>* value = po::value<std::string>();
  return option.usual == nullptr ? value : value->default_value(option.usual);
}

void add_rows(po::options_description& description, const std::vector<Option>& options) {
  for (const Option& o : options) description.add_options()(o.name.c_str(), semantic_of(o), o.help.c_str());
}

}  // namespace

Options::Options(std::string usage, std::string operand, bool operand_optional)
    : usage_(std::move(usage)), operand_(std::move(operand)), operand_optional_(operand_optional) {
  visible_.push_back({"help,h", Takes::nothing, "print this"});
  hidden_.push_back({operand_, Takes::text, ""});
}

void Options::take_more(const std::string& what) {
  more_ = what;
  hidden_.push_back({more_, Takes::texts, ""});
}

void Options::add(const std::vector<Option>& options) {
  visible_.insert(visible_.end(), options.begin(), options.end());
}

void Options::add_hidden(const std::vector<Option>& options) {
  hidden_.insert(hidden_.end(), options.begin(), options.end());
}

int Options::integer_up_to(const std::string& name, int most) const {
  const std::int64_t value = integer(name);
  if (value < 0 || value > most)
    throw Error(ExitCode::usage, "--" + name + " is " + std::to_string(value) + ", but must be from 0 to " +
                                     std::to_string(most));
  return static_cast<int>(value);
}

bool Options::given(const std::string& name) const {
  const auto at = values_.find(name);
  return at != values_.end() && at->second.given;
}

Words Options::words(const std::string& name) const {
  const auto at = values_.find(name);
  return at != values_.end() ? at->second.words : Words{};
}

std::string Options::choice(const std::string& name, const Words& allowed) const {
  const std::string value = text(name);
  std::string all;
  for (const std::string& word : allowed) {
    if (value == word) return value;
    all += (all.empty() ? "" : ", ") + word;
  }
  throw Error(ExitCode::usage, "--" + name + " is \"" + value + "\", but must be one of " + all);
}

bool Options::parse(const Words& words) {
  po::options_description visible("options"), hidden, all;
  add_rows(visible, visible_);
  add_rows(hidden, hidden_);
  all.add(visible).add(hidden);
  po::positional_options_description positional;
  positional.add(operand_.c_str(), 1).add(more_.c_str(), more_ == "more" ? 0 : -1);
  // Unlike the library's default, an option is never recognised by its first letters alone: scripts would
  // break when another option begins with the same ones.
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  po::variables_map parsed;
  try {
    po::store(po::command_line_parser(words).options(all).positional(positional).style(style).run(), parsed);
    po::notify(parsed);
  } catch (const po::error& error) {
    throw Error(ExitCode::usage, std::string(error.what()) + "\nusage: plim " + usage_);
  }
  for (const auto& [name, found] : parsed) {
    Value& value = values_[name];
    value.given = !found.defaulted();
    if (const auto* text = boost::any_cast<std::string>(&found.value())) value.words = {*text};
    if (const auto* texts = boost::any_cast<Words>(&found.value())) value.words = *texts;
    if (const auto* x = boost::any_cast<std::int64_t>(&found.value())) value.integer = *x;
    if (const auto* x = boost::any_cast<Natural>(&found.value())) value.natural = x->value;
  }
  if (given("help")) {
    std::cout << "usage: plim " << usage_ << "\n\n" << visible;
    return false;
  }
  if (!operand_optional_ && operand().empty()) {
    throw Error(ExitCode::usage, "no " + operand_ + " given\nusage: plim " + usage_);
  }
  return true;
}

}  // namespace plim::cli
