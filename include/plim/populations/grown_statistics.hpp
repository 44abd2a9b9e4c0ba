#pragma once
#include <memory>
#include <string>
#include <vector>

#include "plim/populations/population.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// The view that a statistic drawn at once makes; empty if there is none.
std::vector<ViewId> views_of(Statistic statistic);
/// How it is drawn, for people.
std::string method_of(Statistic statistic);
/// The statistic route of a law that has one: independent increments, pooled.
std::unique_ptr<ViewSource> grown_statistic(std::shared_ptr<const Law> law, Statistic statistic,
                                            std::size_t lanes);

}  // namespace plim
