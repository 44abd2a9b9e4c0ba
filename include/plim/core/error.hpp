#pragma once
#include <stdexcept>
#include <string>

namespace plim {

/// Exit codes of the program (after sysexits.h).
enum class ExitCode : int {
  done = 0,
  not_confirmed = 3,
  usage = 64,
  data = 65,
  no_input = 66,
  bug = 70,
  resources = 71,
  cannot_create = 73,
  io = 74,
  interrupted = 75,
  config = 78
};

/// An error that ends a command: what is wrong, where, what to do; and the exit code that says its class.
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ExitCode code() const noexcept { return code_; }

 private:
  ExitCode code_;
};

}  // namespace plim
