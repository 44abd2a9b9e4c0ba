#pragma once
#include "plim/catalogue/measure.hpp"
#include "plim/catalogue/verb.hpp"
#include "plim/grammar/spec.hpp"
#include "plim/grammar/table_reader.hpp"

namespace plim {

/// Adds a fault for what shows in the text of a check that no result could refute it; `measure` is null where
/// it is unknown.
void report_what_cannot_fail(const CheckSpec& check, const Verb& verb, const Measure* measure,
                             Faults& faults);

}  // namespace plim
