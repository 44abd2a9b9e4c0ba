#include <iostream>

#include "options.hpp"
#include "plim/catalogue/catalogue.hpp"
#include "plim/io/results_reader.hpp"
#include "tidy.hpp"

namespace plim::cli {

ExitCode export_command(const Words& words, const Catalogue& catalogue) {
  Options options("export FILE.h5 --csv | --json [--unverified]", "FILE.h5");
  options.add({{"csv", Takes::nothing, "comma-separated values with a header (RFC 4180)"},
               {"json", Takes::nothing, "an array of objects"},
               {"unverified", Takes::nothing,
                "take a file that is damaged, changed or of an older plim as far as it can be read"}});
  if (!options.parse(words)) return ExitCode::done;
  const bool csv = options.given("csv");
  if (csv == options.given("json"))
    throw Error(ExitCode::usage, "one of --csv and --json says what the table is written as");
  const StoredResults stored =
      read_results(options.operand(), catalogue.measures(), {.verified = !options.given("unverified")});
  const std::vector<SummaryRow> rows = summary_rows(stored.groups);
  const TidyTable table(rows);
  csv ? table.write_csv(std::cout) : table.write_json(std::cout);
  return ExitCode::done;
}

}  // namespace plim::cli
