#pragma once
#include <cstdio>
#include <cstdlib>

#include "release_build.hpp"

namespace plim::versus {

/// The main of a program NAME [SECONDS] that prints lines of times, `usual` seconds a measurement.
inline int timed_main(int argc, char** argv, const char* name, double usual, void (*run)(double seconds)) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : usual;
  if (argc > 2 || !(seconds > 0)) {
    std::fprintf(stderr, "usage: %s [SECONDS]\n", name);
    return 64;
  }
  if (!release_build) {
    std::fprintf(stderr, "%s: this is not a release build; use the preset bench\n", name);
    return 70;
  }
  run(seconds);
  return 0;
}

}  // namespace plim::versus
