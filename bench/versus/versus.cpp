// The peers' workloads W1, W2 and W3 as ordinary studies (the files beside this one) through the ordinary
// engine: reading the study, planning, drawing, estimating and the measures are in the times; predictions and
// the result file, which the peers do not have, are not. Prints the line that the peers' runner takes:
// name,workload,threads,replicates,wall s,wall s at full size,CPU s per thread at full size,check values
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "plim/core/error.hpp"
#include "release_build.hpp"
#include "workloads.hpp"

namespace plim::versus {
namespace {

struct Request {
  int threads = 2;
  std::string only = "W1,W2,W3";
  bool variants = false;
  bool values_only = false;  // times are not looked at: any build may run
};

bool parse(int argc, char** argv, Request& request) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--threads" && i + 1 < argc && std::atoi(argv[i + 1]) > 0) {
      request.threads = std::atoi(argv[++i]);
    } else if (word == "--only" && i + 1 < argc) {
      request.only = argv[++i];
    } else if (word == "--variants") {
      request.variants = true;
    } else if (word == "--values-only") {
      request.values_only = true;
    } else {
      return false;
    }
  }
  return true;
}

int main(int argc, char** argv) {
  Request request;
  if (!parse(argc, argv, request)) {
    std::fputs("usage: plim-versus [--threads T] [--only W1,W2,W3] [--variants] [--values-only]\n", stderr);
    return 64;
  }
  if (!release_build && !request.values_only) {
    std::fputs("plim-versus: this is not a release build; use the preset bench\n", stderr);
    return 70;
  }
  bool agree = true;
  for (const Workload& workload : workloads()) {
    if (request.only.find(workload.name) == std::string::npos) continue;
    if (!workload.usual && !request.variants) continue;
    const Line line = run_workload(workload, request.threads);
    std::printf("%s,%s,%d,%llu,%.4f,%.4f,%.4f,%s\n", workload.label, workload.name, request.threads,
                static_cast<unsigned long long>(line.replicates), line.wall, line.wall, line.cpu,
                line.values.c_str());
    std::fflush(stdout);
    std::fputs(line.disagreements.c_str(), stderr);
    agree = agree && line.disagreements.empty();
  }
  return agree ? 0 : 1;
}

}  // namespace
}  // namespace plim::versus

int main(int argc, char** argv) {
  try {
    return plim::versus::main(argc, argv);
  } catch (const plim::Error& error) {
    std::fprintf(stderr, "plim-versus: %s\n", error.what());
    return static_cast<int>(error.code());
  }
}
