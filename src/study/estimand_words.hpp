#pragma once
#include <string>

#include "plim/study/words.hpp"

namespace plim {

/// The name of an estimand without its arguments, in the form NAME(...) or { NAME = ... }.
std::string head_of(const std::string& estimand);

/// NAME, or NAME(about | given) as the table { NAME = about, given = given }; such a table as it is.
/// `of_number`: what stands in the brackets is a number.
std::string estimand_as_toml(const std::string& estimand, bool of_number);

/// The p values of independence of the factors of each mutual information among the estimands, which are none
/// of these yet.
Strings tests_of_independence(const Strings& estimands);

/// Makes them ascend, each once.
void sort_out(Strings& words);

/// All in their order.
std::string listed(const Strings& words, const char* between);

}  // namespace plim
