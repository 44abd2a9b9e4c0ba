#include "plim/grammar/resolve.hpp"

#include "keys.hpp"

namespace plim {

std::string resolved_toml(const StudySpec& spec) {
  std::string text;
  for (const auto& [table, piece] : written(root_keys(), spec))
    text += (text.empty() ? "[" : "\n[") + table + "]\n" + piece;
  return text;
}

}  // namespace plim
