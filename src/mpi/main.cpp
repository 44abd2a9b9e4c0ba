#include "plim/cli/main.hpp"

#include <csignal>
#include <cstdio>
#include <iostream>
#include <optional>
#include <sstream>

#include "mpi_team.hpp"
#include "plim/core/error.hpp"

namespace {

/// What the others say is for rank 0, which prints it if it is of an error.
class Muted {
 public:
  Muted() : out_(std::cout.rdbuf(unheard_.rdbuf())), error_(std::cerr.rdbuf(errors_.rdbuf())) {}
  ~Muted() {
    std::cout.rdbuf(out_);
    std::cerr.rdbuf(error_);
  }
  Muted(const Muted&) = delete;
  Muted& operator=(const Muted&) = delete;
  std::string errors() const { return errors_.str(); }

 private:
  std::ostringstream unheard_, errors_;
  std::streambuf *out_, *error_;
};

int run_as_rank(int argc, char** argv) {
  plim::mpi::MpiTeam team;
  std::optional<Muted> muted;
  if (team.rank() > 0) muted.emplace();
  const int code = plim::run_main(argc, argv, plim::standard_catalogue, &team);
  // The run is over: a signal to all ranks that comes to this one late is to change nothing.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) std::signal(signal, SIG_IGN);
  return team.end(code, muted ? muted->errors() : "");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_as_rank(argc, argv);
  } catch (const plim::Error& error) {
    std::fprintf(stderr, "plim-mpi: %s\n", error.what());
    return static_cast<int>(error.code());
  }
}
