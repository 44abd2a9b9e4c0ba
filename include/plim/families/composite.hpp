#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plim/families/any_law.hpp"

namespace plim {

/// A law within another: its name there, what the other asks of it, the law, and how it is drawn.
struct PartOfLaw {
  std::string name;
  Arguments arguments;
  AnyLaw law;
  DrawingOfLaw drawing = {};
};

/// What is made of them.
struct ComposedLaw {
  AnyLaw law;
  DrawingOfLaw drawing = {};
};

/// A kind of law that is made of others: truncated, affine, mixture.
struct CompositeLaw {
  std::string_view name, summary;
  std::vector<Parameter> parameters;       // numbers of its own
  std::string_view part;                   // the key of its one part; "": every table is a part
  std::vector<Parameter> part_parameters;  // what it asks of each part
  /// From at least one part, in the order of their names.
  Outcome<ComposedLaw> (*make)(const std::vector<PartOfLaw>& parts, const Arguments& own);
  std::string_view no_likelihood = {};  // why no search finds a maximum of its likelihoods, or ""
};

/// Those that plim comes with.
std::vector<CompositeLaw> standard_composites();

}  // namespace plim
