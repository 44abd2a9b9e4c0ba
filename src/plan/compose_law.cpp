#include "plim/plan/compose_law.hpp"

#include <map>

namespace plim {
namespace {

/// The arguments of every part, by its name.
std::map<std::string, Arguments> arguments_of_parts(const Arguments& all) {
  std::map<std::string, Arguments> parts;
  for (const auto& [name, value] : all.all()) {
    if (const std::size_t dot = name.find('.'); dot != std::string::npos)
      parts[name.substr(0, dot)].set(name.substr(dot + 1), value);
  }
  return parts;
}

Outcome<PartOfLaw> part_at(const std::string& name, const Arguments& arguments, const Catalogue& catalogue) {
  const std::string& law = arguments.text("law");
  if (const CompositeLaw* kind = find_named(catalogue.composites(), law)) {
    return compose_law(*kind, arguments, catalogue).map([&](const ComposedLaw& composed) {
      return PartOfLaw{name, arguments, composed.law, composed.drawing};
    });
  }
  const FamilyEntry& family = *find_named(catalogue.families(), law);
  Arguments own;
  for (const Parameter& p : family.parameters) {
    if (arguments.has(p.name)) own.set(p.name, arguments.all().at(p.name));
  }
  return family.law(own).map([&](const AnyLaw& made) {
    return PartOfLaw{name, arguments, made, family.family.drawing};
  });
}

}  // namespace

Outcome<ComposedLaw> compose_law(const CompositeLaw& kind, const Arguments& all, const Catalogue& catalogue) {
  std::vector<PartOfLaw> parts;
  for (const auto& [name, arguments] : arguments_of_parts(all)) {
    const Outcome<PartOfLaw> part = part_at(name, arguments, catalogue);
    if (!part) return Refusal{name + ": " + part.reason()};
    parts.push_back(*part);
  }
  return kind.make(parts, all);
}

}  // namespace plim
