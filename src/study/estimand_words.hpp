#pragma once
#include <string>

namespace plim {

/// The name of an estimand without its arguments, in the form NAME(...) or { NAME = ... }.
std::string head_of(const std::string& estimand);

/// NAME, or NAME(about | given) as the table { NAME = about, given = given }; such a table as it is.
/// `of_number`: what stands in the brackets is a number.
std::string estimand_as_toml(const std::string& estimand, bool of_number);

}  // namespace plim
