#pragma once
#include <memory>
#include <string>

#include "plim/populations/population.hpp"
#include "plim/views/law.hpp"

namespace plim {

// The counts route of a law on integers all of which a table lists, though they have no end: increments by
// conditional binomials in the order of the integers, until no draws are left; or drawn by the table where
// that is cheaper. O(integers of the table) for any n to 2^53.

/// True if the law has that route.
bool has_integer_counts(const Law& law);
/// Its views, of those of a route of counts.
std::vector<ViewId> views_of_integer_counts();
std::size_t bytes_of_integer_counts(const Law& law);
std::string method_of_integer_counts(const Law& law, std::int64_t n_before, std::int64_t n);
std::unique_ptr<ViewSource> integer_counts(std::shared_ptr<const Law> law, std::size_t lanes);

}  // namespace plim
