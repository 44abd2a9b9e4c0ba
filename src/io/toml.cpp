#include "plim/io/toml.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sstream>
#include <sys/stat.h>

#include <toml++/toml.h>

#include "plim/core/error.hpp"
#include "plim/data/byte_stream.hpp"

namespace plim {
namespace {

constexpr std::int64_t size_limit = std::int64_t{16} << 20;
constexpr int depth_limit = 64;

std::string read_text(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    throw Error(ExitCode::no_input, path.string() + ": cannot read: " + std::strerror(errno));
  }
  if (S_ISDIR(info.st_mode))
    throw Error(ExitCode::no_input, path.string() + ": is a directory, not a study file");
  if (!S_ISREG(info.st_mode)) throw Error(ExitCode::no_input, path.string() + ": is not a regular file");
  if (info.st_size > size_limit) {
    throw Error(ExitCode::config, path.string() + ": has " + std::to_string(info.st_size) +
                                      " bytes; a study file has at most 16777216");
  }
  return read_file(path);
}

/// Finds nesting that would exhaust the parser's stack: brackets outside strings and comments, and the dots
/// of the keys that they stand behind, are counted before it runs.
class DepthScan {
 public:
  explicit DepthScan(std::string_view text) : text_(text) {}

  /// The first place that is too deep, or line 0.
  Position operator()() {
    while (at_ < text_.size()) {
      if (!step()) return {"", line_, static_cast<int>(at_ - line_begin_) + 1};
    }
    return {};
  }

 private:
  bool step() {
    const char c = text_[at_];
    if (c == '\n') {
      newline();
      dots_ = key_dots_ = 0;
    } else if (c == '#') {
      while (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') ++at_;
    } else if (c == '"' || c == '\'') {
      skip_string(c);
    } else if (c == '[' || c == '{') {
      open_.push_back(1 + key_dots_);
      depth_ += open_.back();
      dots_ = key_dots_ = 0;
    } else if (c == ']' || c == '}') {
      close();
    } else if (c == '=') {
      key_dots_ = dots_;
      dots_ = 0;
    } else if (c == ',') {
      dots_ = key_dots_ = 0;
    } else if (c == '.') {
      ++dots_;
    }
    if (depth_ + dots_ > depth_limit) return false;
    ++at_;
    return true;
  }

  void skip_string(char quote) {
    const bool multiline = text_.substr(at_, 3) == std::string(3, quote);
    const std::size_t length = multiline ? 3 : 1;
    for (at_ += length; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\' && quote == '"') {
        ++at_;
      } else if (text_.substr(at_, length) == std::string(length, quote)) {
        at_ += length - 1;
        // Up to two quotes right before the end belong to a string of several lines.
        for (int own = 0; multiline && own < 2 && at_ + 1 < text_.size() && text_[at_ + 1] == quote; ++own)
          ++at_;
        return;
      } else if (text_[at_] == '\n') {
        if (!multiline) return void(--at_);
        newline();
      }
    }
  }

  void close() {
    if (open_.empty()) return;
    depth_ -= open_.back();
    open_.pop_back();
  }

  void newline() {
    ++line_;
    line_begin_ = at_ + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0, line_begin_ = 0;
  int line_ = 1;
  int depth_ = 0;          // of all that is open
  std::vector<int> open_;  // the depth of each bracket with the dots of the key before it
  int dots_ = 0, key_dots_ = 0;
};

/// toml++ nodes as plim's, with the file's name in every position.
class Converter {
 public:
  explicit Converter(std::string file) : file_(std::move(file)) {}

  Position position(const toml::source_region& region) const {
    return {file_, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
  }

  Node operator()(const toml::node& node, std::vector<Fault>& faults) const {
    Node out;
    out.where = position(node.source());
    if (const auto* table = node.as_table()) {
      for (const auto& [key, value] : *table) {
        out.set(key.str(), position(key.source()), (*this)(value, faults));
      }
    } else if (const auto* array = node.as_array()) {
      Node::Array items;
      for (const toml::node& item : *array) items.push_back((*this)(item, faults));
      out.value = std::move(items);
    } else if (const auto* text = node.as_string()) {
      out.value = text->get();
    } else if (const auto* integer = node.as_integer()) {
      out.value = integer->get();
    } else if (const auto* real = node.as_floating_point()) {
      out.value = real->get();
    } else if (const auto* boolean = node.as_boolean()) {
      out.value = boolean->get();
    } else {
      add_fault(faults, {out.where, "", "dates and times have no meaning in a study", ""});
      out.value = std::string();
    }
    return out;
  }

 private:
  std::string file_;
};

Node parse(std::string_view text, const std::string& file, std::vector<Fault>& faults) {
  Position deep = DepthScan(text)();
  if (deep.line > 0) {
    deep.file = file;
    faults.push_back({deep, "", "nesting deeper than " + std::to_string(depth_limit) + " levels", ""});
    return {};
  }
  const Converter convert(file);
  try {
    return convert(toml::parse(text, file), faults);
  } catch (const toml::parse_error& error) {
    faults.push_back({convert.position(error.source()), "", std::string(error.description()), ""});
    return {};
  }
}

/// The parts of a dotted key; quoted parts may hold dots.
std::vector<std::string> split_key(std::string_view key) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (const char c : key) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '.' && !quoted) {
      parts.emplace_back();
    } else if (quoted || (c != ' ' && c != '\t')) {
      parts.back() += c;
    }
  }
  return parts;
}

/// Gives every node of an override the words of the command line as its place.
void place(Node& node, const std::string& words) {
  node.where = {words, 0, 0};
  if (auto* array = std::get_if<Node::Array>(&node.value)) {
    for (Node& item : *array) place(item, words);
  }
  if (auto* table = std::get_if<Node::Table>(&node.value)) {
    for (Node::Entry& entry : *table) {
      entry.where = {words, 0, 0};
      place(entry.node, words);
    }
  }
}

Node override_value(const std::string& text) {
  std::vector<Fault> faults;
  const Node parsed = parse("x = " + text + "\n", "", faults);
  Node value;
  value.value = text;
  if (faults.empty() && parsed.table()->size() == 1 && parsed.find("x") != nullptr) value = *parsed.find("x");
  return value;
}

}  // namespace

RawStudy read_toml(const std::filesystem::path& path, std::vector<Fault>& faults) {
  RawStudy study;
  study.path = path;
  study.text = read_text(path);
  study.root = parse(study.text, path.string(), faults);
  return study;
}

Node parse_toml(const std::string& text, const std::string& name, std::vector<Fault>& faults) {
  return parse(text, name, faults);
}

void set_value(Node& root, std::string_view key, const std::string& text, const std::string& words) {
  Node value = override_value(text);
  place(value, words);
  Node* node = &root;
  const std::vector<std::string> parts = split_key(key);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty()) throw Error(ExitCode::usage, words + ": the key has an empty part");
    if (i + 1 == parts.size()) {
      node->set(parts[i], {words, 0, 0}, std::move(value));
    } else {
      Node* const next = node->find(parts[i]);
      Node inner;
      inner.where = {words, 0, 0};
      if (next != nullptr && next->table() != nullptr) inner = std::move(*next);
      node = &node->set(parts[i], {words, 0, 0}, std::move(inner));
    }
  }
}

void apply_override(RawStudy& study, std::string_view override) {
  const std::size_t equals = override.find('=');
  const std::string words = "--set " + std::string(override);
  if (equals == std::string_view::npos || equals == 0) {
    throw Error(ExitCode::usage, words + ": must be KEY=VALUE, as in --set replicates.fixed=100");
  }
  const std::string_view key = override.substr(0, equals);
  if (std::count(key.begin(), key.end(), '.') > depth_limit)
    throw Error(ExitCode::usage, "--set: a key has at most " + std::to_string(depth_limit) + " dots");
  set_value(study.root, key, std::string(override.substr(equals + 1)), words);
  study.overrides.emplace_back(override);
}

}  // namespace plim
