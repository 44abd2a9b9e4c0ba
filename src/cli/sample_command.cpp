#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string_view>

#include "options.hpp"
#include "plim/core/name.hpp"
#include "plim/core/number.hpp"
#include "plim/data/csv_cells.hpp"
#include "plim/io/output.hpp"
#include "plim/plan/keys.hpp"
#include "plim/plan/planner.hpp"
#include "plim/populations/observation_stream.hpp"
#include "population_words.hpp"

namespace plim::cli {
namespace {

constexpr std::int64_t most_draws = std::int64_t{1} << 48;
constexpr std::size_t chunk = 4096;

Options sample_options() {
  Options options("sample POPULATION key=value... -n N [options]", "POPULATION");
  options.take_more("key=value");
  options.add({{"size,n", Takes::text, "number of draws, as in 1000 or 1e6"},
               {"seed", Takes::natural, "seed of the study", "0"},
               {"replicate", Takes::integer, "which replicate, from 0", "0"},
               {"sample", Takes::text, "the sample's name, which is part of its address", "x"},
               {"format", Takes::text,
                "csv (under a header one column, or one for each factor of a joint law or coordinate of a "
                "point) or raw64 (doubles, "
                "little-endian; "
                "classes by number)",
                "csv"},
               {"out", Takes::text, "file to write, which must not exist (default: standard output)"}});
  return options;
}

std::int64_t number_of_draws(const Options& options) {
  if (!options.given("size")) throw Error(ExitCode::usage, "no -n given: how many draws?");
  const std::string text = options.text("size");
  const std::optional<double> n = parse_number(text);
  if (!n || !(*n >= 0 && *n <= static_cast<double>(most_draws)) || *n != std::floor(*n))
    throw Error(ExitCode::usage, "-n is " + text + ", but must be an integer from 0 to 2^48");
  return static_cast<std::int64_t>(*n);
}

std::shared_ptr<const Population> make_population(const Options& options, const Catalogue& catalogue) {
  const PopulationSpec spec = read_population(options.operand(), options.more(), catalogue);
  Faults faults;
  const PopulationPoints points = make_populations(spec, catalogue, "", faults);
  refuse_population_faults(faults);
  for (const std::string& note : points.notes) std::cerr << "note: " << note << "\n";
  if (points.at.size() != 1)
    throw Error(ExitCode::usage, "a grid has several populations; sample draws from one");
  return points.at.front();
}

/// The observations of a replicate of a study's nested sample on the draws route.
std::unique_ptr<ObservationStream> open_stream(const Options& options,
                                               std::shared_ptr<const Population>& population) {
  const std::int64_t replicate = options.integer("replicate");
  if (replicate < 0 || replicate >= std::int64_t{1} << 40)
    throw Error(ExitCode::usage,
                "--replicate is " + std::to_string(replicate) + ", but must be from 0 to 2^40 - 1");
  ScenarioPlan scenario;
  scenario.names.own().sample = options.text("sample");
  scenario.population = population;
  make_keys(scenario, options.natural("seed"));
  const auto at = [replicate](Key key) { return Address{key, static_cast<std::uint64_t>(replicate), 0}; };
  if (population->draws_law()) population = population->realised(at(scenario.law_keys.front()));
  std::unique_ptr<ObservationStream> stream = population->stream(at(scenario.keys.front()));
  if (!stream) throw Error(ExitCode::usage, population->readable() + " is not drawn one by one");
  return stream;
}

/// Where draws go. A reader that has seen enough (head) ends the command without a word.
class Output {
 public:
  explicit Output(const Options& options) {
    if (!options.given("out")) return;
    const std::string name = options.text("out");
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(name, error)))
      throw Error(ExitCode::cannot_create, name + ": cannot create: File exists");
    file_.emplace(name);
  }
  /// False if nobody reads any more.
  bool write(std::string_view bytes) {
    if (file_) {
      file_->write(bytes);
      return true;
    }
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() || check();
  }
  /// Ends the output; a file appears only now.
  void finish() {
    if (file_) return file_->commit(false);
    if (std::fflush(stdout) != 0) check();
  }

 private:
  static bool check() {
    if (errno == EPIPE) return false;
    throw Error(ExitCode::io, std::string("standard output: cannot write: ") + std::strerror(errno));
  }

  std::optional<OutputFile> file_;
};

/// A label as a csv field; what a reader may take for a comment or an empty line stands in quotes.
std::string csv_field(const std::string& name) {
  const std::string label = harmless(name);
  const bool plain = label.find_first_of(",\"\r\n") == std::string::npos;
  if (plain && !trimmed(label).empty() && label.front() != '#') return label;
  std::string field = "\"";
  for (const char c : label) field += c == '"' ? std::string("\"\"") : std::string(1, c);
  return field + "\"";
}

std::string joined(const Words& fields) {
  std::string row;
  for (const std::string& field : fields) row += (row.empty() ? "" : ",") + csv_field(field);
  return row;
}

/// The csv rows of every class of a joint law: the levels of its factors.
Words rows_of(std::span<const Factor> factors) {
  Words rows = {""};
  for (const Factor& factor : factors) {
    Words longer;
    for (const std::string& row : rows) {
      for (const std::string& level : factor.levels)
        longer.push_back(row + (row.empty() ? "" : ",") + csv_field(level));
    }
    rows = std::move(longer);
  }
  return rows;
}

/// SAMPLE[0],SAMPLE[1],...
std::string header_of_points(const std::string& sample, std::size_t d) {
  Words names;
  for (std::size_t j = 0; j < d; ++j) names.push_back(sample + "[" + std::to_string(j) + "]");
  return joined(names) + "\n";
}

/// How draws are written as csv: numbers, the names of classes, or the levels of factors.
class CsvForm {
 public:
  CsvForm(const Population& population, const ObservationStream& stream, const std::string& sample) {
    const std::vector<Factor> factors = population.public_facts().factors;
    header_ = csv_field(sample) + "\n";
    d_ = stream.dimension();
    if (d_ > 1) header_ = header_of_points(sample, d_);
    for (const std::string& label : stream.labels()) rows_.push_back(csv_field(label));
    if (factors.empty()) return;
    Words names;
    for (const Factor& factor : factors) names.push_back(factor.name);
    header_ = joined(names) + "\n";
    rows_ = rows_of(factors);
  }
  const std::string& header() const { return header_; }
  std::string text(std::span<const double> draws) const {
    std::string text;
    for (std::size_t i = 0; i < draws.size(); ++i) {
      text += rows_.empty() ? round_trip(draws[i]) : rows_[static_cast<std::size_t>(draws[i])];
      text += (i + 1) % d_ == 0 ? "\n" : ",";
    }
    return text;
  }

 private:
  std::string header_;
  Words rows_;  // of each class, or empty
  std::size_t d_ = 1;
};

void refuse_more_than_there_are(const Population& population, std::int64_t n) {
  const std::optional<std::int64_t> items = population.finite_size();
  if (!items || n <= *items) return;
  throw Error(ExitCode::usage, "-n is " + std::to_string(n) + ", but " + population.readable() +
                                   " has only " + in_number(*items, "item"));
}

/// Says how many draws of a law without an atom at 0 are 0: they are too small for a number.
void note_underflow(std::int64_t zeros, const Population& population) {
  if (zeros == 0 || !std::isinf(population.log_density(0))) return;
  std::cerr << "note: " << zeros << (zeros == 1 ? " draw is" : " draws are")
            << " below 4.9e-324, the smallest number there is, and written as 0\n";
}

}  // namespace

ExitCode sample_command(const Words& words, const Catalogue& catalogue) {
  Options options = sample_options();
  if (!options.parse(words)) return ExitCode::done;
  std::int64_t left = number_of_draws(options);
  const bool csv = options.choice("format", {"csv", "raw64"}) == "csv";
  std::shared_ptr<const Population> population = make_population(options, catalogue);
  const std::unique_ptr<ObservationStream> stream = open_stream(options, population);
  refuse_more_than_there_are(*population, left);
  Output out(options);
  const CsvForm form(*population, *stream, options.text("sample"));
  bool read = !csv || out.write(form.header());
  std::vector<double> draws;
  std::int64_t zeros = 0;
  for (std::int64_t now = 0; read && left > 0; left -= now) {
    now = std::min<std::int64_t>(left, chunk);
    draws.resize(static_cast<std::size_t>(now) * stream->dimension());
    stream->next(draws);
    zeros += std::count(draws.begin(), draws.end(), 0.0);
    read = csv ? out.write(form.text(draws))
               : out.write({reinterpret_cast<const char*>(draws.data()), draws.size() * sizeof(double)});
  }
  if (read) out.finish();
  if (stream->labels().empty()) note_underflow(zeros, *population);
  return ExitCode::done;
}

}  // namespace plim::cli
