#pragma once
#include <string>
#include <vector>

#include "plim/study/plan.hpp"

namespace plim {

// The laws that pooled counts are held against.

/// Why the law of the population called `name` cannot be claimed of a sample that it did not draw, or "".
std::string why_no_claim(const Population& law, const std::string& name);

/// True if the law is on integers.
bool is_on_integers(const Population& law);

/// The law on the classes of a population that has a list of them: by place if they are as many and no names
/// differ, else by the numbers that the classes stand for, with a last class for whatever the population
/// lacks. `[K]`, or K + 1 if that is more than rounding; empty if they cannot be matched.
std::vector<double> law_on_classes(const Population& law, const Population& population);

/// The integers of a law on integers that are drawn often enough to be judged each by itself, and the rest as
/// one class, which has p = 1 if there are none; of a law with a list of classes all of them, and nothing for
/// the rest.
PoolPlan pool_of_integers(const Population& law, std::size_t size, double draws);

}  // namespace plim
