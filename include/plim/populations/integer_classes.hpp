#pragma once
#include <vector>

#include "plim/populations/population.hpp"

namespace plim {

/// True if the law is on integers, listed or not.
bool is_on_integers(const Population& law);

/// The law on the classes of a population that has a list of them: by place if they are as many and no names
/// differ, else by the numbers that the classes stand for, with a last class for whatever the population
/// lacks. `[K]`, or K + 1 if that is more than rounding; empty if they cannot be matched.
std::vector<double> law_on_classes(const Population& law, const Population& population);

/// The integers from `first` on as classes, and a last one for every other number.
struct IntegerClasses {
  double first = 0;
  std::vector<double> p = {};
};

/// The integers of a law on integers that are expected 20 times in so many draws, each by itself, those below
/// that cannot be drawn at all, and the rest as one class, which has p = 1 if there are none; of a law with a
/// list of classes all of them, and nothing for the rest.
IntegerClasses integer_classes(const Population& law, double draws);

}  // namespace plim
