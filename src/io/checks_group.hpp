#pragma once
#include <string>
#include <vector>

#include "plim/io/h5.hpp"
#include "plim/verdict/checks.hpp"

namespace plim {

/// Writes the verdicts as arrays over a `check` axis.
void write_checks(h5::Group group, const std::vector<CheckResult>& checks);

/// Reads them back.
std::vector<CheckResult> read_checks(const h5::Reader& file, const std::string& at);

}  // namespace plim
